"""`manage.py warm_planner`: compile the month planner's search, so that no plan waits for it."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caseway.coaching.facts import engines
from caseway.rules.dates import Month
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.places import Hours, Place, Window
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.policy import policy_on
from caseway.rules.scheduling.solver.engines import Engine
from caseway.rules.scheduling.travel.built_in import built_in_on

DAY = date(2026, 11, 1)  # of the month that is planned to have everything compiled


class Command(BaseCommand):
    help = "Compile the month planner's search once for this installation (about a minute)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-installed", action="store_true", help="say nothing where its parts are missing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not engines.has_parts():
            if options["if_installed"]:
                return
            raise CommandError(
                "Numba is not installed, and months are planned without it. Install the parts of "
                "requirements/planner.txt first."
            )
        if engines.engine() is Engine.COMPILED:
            return
        self.stdout.write("Compiling the month planner's search (about a minute, once)")
        engines.keep_here()
        _plan()
        engines.mark_compiled()


def _plan() -> None:
    """Plan one person's month, which compiles all there is."""
    base, work = Place("base", Point(40.7, -74.0)), Place("work", Point(40.8, -73.9))
    coach = Coach("coach", base, {day: Hours(540, 1020) for day in range(5)})
    windows = {day: (Window(600, 900),) for day in range(5)}
    person = Client("client", "Client", Tier.WEEKLY, work, windows)
    plan_month(
        coach,
        [person],
        Calendar(Month.of(DAY)),
        built_in_on(DAY),
        policy_on(DAY),
        budget=Budget(iterations=1),
        engine=Engine.COMPILED,
    )

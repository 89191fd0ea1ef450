"""Work months out again beside their stored results; every difference is an alarm."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caseway.attendance.actions.checking import check_month, periods_to_check
from caseway.attendance.jobs import MONTHS_CHECKED
from caseway.attendance.queries.alarms import rule_changes
from caseway.rules.dates import Month


class Command(BaseCommand):
    help = "Work months out again and report every stored result that differs. Changes no result."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("months", nargs="*", help="such as 2026-03; the latest year if none")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            periods = [Month.parse(text).number for text in options["months"]]
        except ValueError as error:
            raise CommandError(str(error)) from error
        alarms = 0
        for period in periods or periods_to_check(MONTHS_CHECKED):
            found = check_month(period, timezone.now())
            alarms += found
            self.stdout.write(f"{Month(*divmod(period, 100))}: {found} differ")
        for change in rule_changes():
            self.stdout.write(
                f"{change.month}: {change.count} worked out under rule {change.stored};"
                f" now {change.fresh}, and come out otherwise"
            )
        if alarms:
            raise CommandError(f"{alarms} results differ. They stand on the operations page.")

"""`manage.py bench`: measure the pages of the demonstration county in this database."""

import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils import timezone

from caseway.demo.bench import answers, directory, importing, report, sizes
from caseway.demo.bench.measure import Unwell, measure
from caseway.demo.bench.pages import cases_in_all, pages
from caseway.demo.bench.planner.measure import MONTHS
from caseway.demo.bench.planner.measure import planner as measure_planner
from caseway.demo.bench.rules import rules
from caseway.demo.bench.state.measure import FAMILIES
from caseway.demo.bench.state.measure import measure as measure_state
from caseway.demo.records import read_loading
from caseway.kernel.memory import settle

CASES = 20_000


class Command(BaseCommand):
    help = "Measure the pages at the size of the county in this database, and write it down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=60, help="visits of each page (60)")
        parser.add_argument(
            "--cases", type=int, default=CASES, help="how many to load into an empty database"
        )
        parser.add_argument("--to", type=Path, help="folder for the results (docs/benchmarks)")
        parser.add_argument(
            "--state-families",
            type=int,
            default=FAMILIES,
            help=f"how many families a state's month has ({FAMILIES}); 0 leaves it out",
        )
        parser.add_argument(
            "--coach-months",
            type=int,
            default=MONTHS,
            help=f"how many months of a job coach are planned ({MONTHS}); 0 leaves it out",
        )
        parser.add_argument("--serve-only", action="store_true", help="open the pages, say memory")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Measuring needs the demonstration county: CASEWAY_DEMONSTRATION=1.")
        if not cases_in_all():
            call_command("load_demo", cases=options["cases"], stdout=self.stdout)
        with _log_unseen(), override_settings(ROOT_URLCONF="caseway.demo.bench.trivial"):
            try:
                self._run(options)
            except Unwell as reason:
                raise CommandError(str(reason)) from None

    def _run(self, options: dict[str, Any]) -> None:
        found, absent = pages()
        settle()  # as a web worker does, so that what is measured is what is served
        if options["serve_only"]:
            measure(found, options["rounds"])
            self.stdout.write(f"peak {sizes.peak_memory():.1f} MB")
            return
        on = report.surroundings()
        result = {
            "cases": cases_in_all(),
            "on": on,
            "pages": [
                *measure(found, options["rounds"]),
                *directory.searches(options["rounds"]),
                *answers.answers(options["rounds"]),
            ],
            "absent": absent,
            "loading": read_loading(settings.VAR_DIR),
            "importing": importing.preview(),
            "rules": rules(),
            "worker_mb": sizes.worker_memory(rounds=10),
            "disk": sizes.installed_size(),
            "planner": self._planner(options["coach_months"]),
            "state_month": self._state_month(options["state_families"]),
        }
        folder = options["to"] or settings.PROJECT_DIR / "docs" / "benchmarks"
        written = report.write(result, folder, timezone.localdate())
        self.stdout.write(report.table(result))
        self.stdout.write(f"\nWritten: {report.say_where(written)}")

    def _planner(self, months: int) -> dict[str, Any] | None:
        if not months:
            return None
        self.stdout.write(f"{months} months of a job coach: this takes a minute or two")
        return measure_planner(months)

    def _state_month(self, families: int) -> list[tuple[str, dict[str, Any]]]:
        if not families:
            return []
        self.stdout.write(f"A state month of {families:,} families: this takes some minutes")
        return measure_state(families, settings.VAR_DIR)


@contextmanager
def _log_unseen() -> Iterator[None]:
    """A line a request would drown the table; it is still made, so that its time is counted."""
    handlers = [
        handler
        for name in ("", *logging.root.manager.loggerDict)
        for handler in logging.getLogger(name).handlers
        if isinstance(handler, logging.StreamHandler)
    ]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        before = [(handler, handler.setStream(nowhere)) for handler in handlers]
        try:
            yield
        finally:
            for handler, stream in before:
                handler.setStream(stream or sys.stderr)

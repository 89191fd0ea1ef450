"""`manage.py load_demo`: fill an empty database with the demonstration county."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from caseway.demo.bench.sizes import peak_memory
from caseway.demo.loader.county import load
from caseway.demo.records import Loading, write_loading
from caseway.demo.sign_ins import write_passphrase
from caseway.kernel.memory import settle
from caseway.kernel.refusals import NotAllowed

LARGE = 2_000  # cases; above, Python's search for garbage is a tenth of the time


class Command(BaseCommand):
    help = "Fill an empty database with the demonstration county: invented people, real places."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=_count, default=300, help="how many (300)")
        parser.add_argument("--seed", type=int, default=7, help="another county (7)")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the day the stories stand on (today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began, today = time.monotonic(), options["today"] or timezone.localdate()
        if options["cases"] > LARGE:
            settle()  # millions of rows are put down, and none of them is garbage
        try:
            loaded = load(
                cases=options["cases"],
                seed=options["seed"],
                today=today,
                progress=self._progress,
            )
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from None
        took = time.monotonic() - began
        write_passphrase(loaded.passphrase, settings.VAR_DIR)
        write_loading(
            Loading(
                cases=loaded.cases,
                rows=loaded.rows,
                workers=loaded.staff,
                seed=options["seed"],
                today=today.isoformat(),
                seconds=round(took, 1),
                peak_mb=round(peak_memory(), 1),
                database=connection.display_name,
            ),
            settings.VAR_DIR,
        )
        self.stdout.write(
            f"Loaded {loaded.cases:,} cases ({loaded.rows:,} rows, {loaded.staff:,} workers)"
            f" in {took:,.1f} s. `manage.py demo_sign_ins` says who can sign in."
        )

    def _progress(self, done: int) -> None:
        self.stderr.write(f"  {done:,} cases told")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number

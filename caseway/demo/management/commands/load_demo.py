"""`manage.py load_demo`: fill an empty database with the demonstration county."""

import os
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from caseway.demo.bench.sizes import peak_memory
from caseway.demo.loader.aside import EndedEarly
from caseway.demo.loader.county import Loaded, load
from caseway.demo.records import Loading, write_loading
from caseway.demo.sign_ins import write_passphrase
from caseway.demo.year import LEAST, MOST
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
        parser.add_argument(
            "--processes",
            type=int,
            choices=(1, 2),
            help="2: one tells the stories while the other writes them"
            f" (2 above {LARGE:,} cases, where there are processors for it)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        # The same process may have made the database before.
        began, spent = time.monotonic(), time.process_time()
        if options["cases"] > LARGE:
            settle()  # millions of rows are put down, and none of them is garbage
        try:
            loaded = load(
                cases=options["cases"],
                seed=options["seed"],
                today=today,
                progress=self._progress,
                aside=(options["processes"] or _processes(options["cases"])) == 2,
                year=LEAST <= options["cases"] <= MOST,
            )
        except (NotAllowed, EndedEarly) as refusal:
            raise CommandError(str(refusal)) from None
        took, spent = time.monotonic() - began, time.process_time() - spent
        aside_mb = loaded.aside.peak_mb if loaded.aside else 0.0
        write_passphrase(loaded.passphrase, settings.VAR_DIR)
        write_loading(
            Loading(
                cases=loaded.cases,
                rows=loaded.rows,
                workers=loaded.staff,
                seed=options["seed"],
                today=today.isoformat(),
                seconds=round(took, 1),
                peak_mb=round(peak_memory() + aside_mb, 1),
                database=connection.display_name,
            ),
            settings.VAR_DIR,
        )
        self.stdout.write(
            f"Loaded {loaded.cases:,} cases ({loaded.rows:,} rows, {loaded.staff:,} workers)"
            f" in {took:,.1f} s{_spent(spent, loaded)}."
            " `manage.py demo_sign_ins` says who can sign in."
        )

    def _progress(self, done: int) -> None:
        self.stderr.write(f"  {done:,} cases told")


def _processes(cases: int) -> int:
    """How many processes a county of this size is worth on this machine."""
    if cases <= LARGE:
        return 1
    # A container may hold fewer processors than the machine has.
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(here or 1, 2)


def _spent(here_seconds: float, loaded: Loaded) -> str:
    """Processor seconds of each process, which a busy machine does not change as it does time."""
    here = f"{here_seconds:,.0f} s of processor"
    if loaded.aside is None:
        return f" ({here})"
    return f" ({here}, and {loaded.aside.processor_seconds:,.0f} s telling beside it)"


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number

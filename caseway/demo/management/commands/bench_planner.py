"""`manage.py bench_planner`: the evidence for the month planner; needs no county."""

import os
import platform
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from caseway.demo.bench.evidence import MONTHS, evidence


class Command(BaseCommand):
    help = "Hold the month planner against a bound, public instances and routing libraries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--months", type=int, default=MONTHS, help=f"coach-months ({MONTHS})")
        parser.add_argument(
            "--periodic", type=Path, help="a folder of public periodic instances with BKS.csv"
        )
        parser.add_argument(
            "--python", type=Path, help="an interpreter with NumPy, Numba, OR-Tools, PyVRP, VROOM"
        )
        parser.add_argument(
            "--share",
            type=float,
            default=1.0,
            help="times the seconds on the clock that libraries get, on a busy machine (1)",
        )
        parser.add_argument("--to", type=Path, help="folder for the page (docs/benchmarks)")

    def handle(self, *args: Any, **options: Any) -> None:
        day, load = timezone.localdate(), os.getloadavg()[0]
        lines = [
            f"# The month planner against its bars, {day:%a, %b} {day.day}, {day.year}",
            "",
            f"Made by `manage.py bench_planner`. {len(os.sched_getaffinity(0))} processors, load "
            f"{load:.1f} before, Python {platform.python_version()}, invented coach-months 1 to "
            f"{options['months']} of 26 people by subway.",
            "",
            *evidence(
                options["months"],
                options["python"],
                options["periodic"],
                self.stdout.write,
                share=options["share"],
            ),
        ]
        folder = options["to"] or settings.PROJECT_DIR / "docs" / "benchmarks"
        folder.mkdir(parents=True, exist_ok=True)
        page = folder / f"{day:%Y-%m-%d}-month-planner-evidence.md"
        page.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
        self.stdout.write("\n".join(lines))
        self.stdout.write(f"Written: {page.name}")

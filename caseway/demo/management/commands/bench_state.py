"""`manage.py bench_state`: one step of measuring a state's month, in a process of its own."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caseway.demo.bench.state.build import build
from caseway.demo.bench.state.paths import PATHS, SHARD, run


class Command(BaseCommand):
    help = "Build a state's month in an empty database, or go over it in one way; prints JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        building = steps.add_parser("build", help="fill this empty database")
        building.add_argument("--families", type=int, required=True)
        running = steps.add_parser("run", help="go over the month that is built here")
        running.add_argument("way", choices=sorted(PATHS))
        running.add_argument("--folder", type=Path, required=True, help="snapshot and results")
        running.add_argument("--shard", type=int, default=SHARD, help=f"cases at a time ({SHARD})")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("A state month is invented: it needs CASEWAY_DEMONSTRATION=1.")
        if options["step"] == "build":
            found = build(options["families"])
        else:
            found = run(options["way"], options["folder"], options["shard"])
        self.stdout.write(json.dumps(found))

"""Do what was enqueued, until asked to stop."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caseway.kernel.audit.triggers.install import refuse_unaudited
from caseway.kernel.jobs.alone import AnotherWorker, sole_worker
from caseway.kernel.jobs.worker import Worker
from caseway.kernel.memory import settle


class Command(BaseCommand):
    help = (
        "Run the background worker. One on SQLite, any number on PostgreSQL. SIGTERM and Ctrl+C"
        " let the job at work finish within the grace; after that, or asked again, it is given"
        " back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lease", type=float, default=30, help="seconds (30)")
        parser.add_argument("--poll", type=float, default=1, help="seconds between looks (1)")
        parser.add_argument("--grace", type=float, default=20, help="seconds to finish in (20)")
        parser.add_argument(
            "--until-empty", action="store_true", help="do what is due now, then end"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        refuse_unaudited()
        try:
            with sole_worker() as alone:
                _work(alone, options)
        except AnotherWorker:
            raise CommandError("Another worker serves this database, and SQLite has one.") from None


def _work(alone: bool, options: dict[str, Any]) -> None:
    worker = Worker(
        lease=timedelta(seconds=options["lease"]),
        poll=timedelta(seconds=options["poll"]),
        grace=timedelta(seconds=options["grace"]),
        alone=alone,
    )
    if options["until_empty"]:
        worker.begin()
        worker.drain()
    else:
        settle()
        worker.serve()

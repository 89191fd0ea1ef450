"""Copy the SQLite database while people work."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caseway.kernel.copies import CannotCopy, back_up


class Command(BaseCommand):
    help = "Copy the SQLite database to a file, whole and as of one moment, while people work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the file to make; it must not exist")

    def handle(self, *_args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            size = back_up(options["path"].resolve(), at=timezone.now())
        except (CannotCopy, OSError) as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            f"Copied to {options['path']}: {size / 1e6:.1f} MB in"
            f" {time.monotonic() - began:.1f} s, found whole."
            " Keep the key ring with it, in another place."
        )

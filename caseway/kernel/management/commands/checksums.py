"""What each table holds, so that two copies can be compared."""

from typing import Any

from django.core.management.base import BaseCommand

from caseway.kernel.copies import checksums


class Command(BaseCommand):
    help = "Print a line `table rows digest` for each table: equal for equal data on any database."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for one in checksums():
            self.stdout.write(str(one))

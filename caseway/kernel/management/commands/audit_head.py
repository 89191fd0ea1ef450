"""Print the newest seal of each stream, to be kept in another system."""

from typing import Any

from django.core.management.base import BaseCommand

from caseway.kernel.audit.chain import head


class Command(BaseCommand):
    help = "Print the head of the audit chain: one line `stream:number:digest` each."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for seal in head():
            self.stdout.write(f"{seal.stream}:{seal.number}:{seal.digest}")

"""Prove that nothing sealed has changed since, and that a head kept elsewhere is still there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caseway.kernel.audit.chain import verify
from caseway.kernel.models.audit import AuditSeal


class Command(BaseCommand):
    help = "Recompute the audit chain. Fails, naming each place, when it does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", action="append", default=[], help="a line that audit_head printed before"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        broken = [str(each) for each in verify()]
        broken += [f"{line}: no such seal" for line in options["head"] if not _known(line)]
        if broken:
            raise CommandError("The audit chain is broken.\n" + "\n".join(broken))
        self.stdout.write(f"The audit chain holds: {AuditSeal.objects.count()} seals.")


def _known(line: str) -> bool:
    stream, number, digest = line.rsplit(":", 2)
    return AuditSeal.objects.filter(stream=stream, number=number, digest=digest).exists()

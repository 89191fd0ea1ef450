"""`manage.py demo_sign_ins`: say who can sign in to the demonstration."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caseway.demo.sign_ins import FILE_NAME, read_passphrase, sign_ins


class Command(BaseCommand):
    help = "Print one sign-in per role, with a sentence on what that person does."

    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = read_passphrase(settings.VAR_DIR)
        rows = sign_ins() if settings.DEMONSTRATION else []
        if not rows or passphrase is None:
            raise CommandError("No demonstration is loaded here. `manage.py load_demo` loads one.")
        roles = max(len(row.role) for row in rows)
        mails = max(len(row.email) for row in rows)
        for row in rows:
            self.stdout.write(f"    {row.role:<{roles}}  {row.email:<{mails}}  {row.about}")
        kept = settings.VAR_DIR / FILE_NAME
        self.stdout.write(f"\n    Everybody's password: {passphrase}\n    (kept in {_said(kept)})")


def _said(path: Path) -> Path:
    """The path from the project's folder, where commands are run; else in full."""
    project: Path = settings.PROJECT_DIR
    return path.relative_to(project) if path.is_relative_to(project) else path

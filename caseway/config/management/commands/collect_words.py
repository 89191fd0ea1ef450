"""`manage.py collect_words`: bring the catalogs in locale/ up to date with the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from caseway.config.words import catalogs
from caseway.config.words.collecting import collect


class Command(BaseCommand):
    help = "Add the strings that are new in code and templates; keep every translation."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        found = collect(settings.BASE_DIR)
        for folder in settings.LOCALE_PATHS:
            for path in catalogs.catalog_files(Path(folder)):
                renewed = catalogs.renew(path, found)
                catalogs.write(path, renewed)
                self.stdout.write(_account(path, renewed))


def _account(path: Path, catalog: Any) -> str:
    to_do = len(list(catalogs.faults(catalog)))
    return (
        f"{path.relative_to(settings.PROJECT_DIR)}: {len(catalog)} strings, {to_do} to translate"
        f" or mend, {len(catalogs.drafts(catalog))} drafts to review"
    )

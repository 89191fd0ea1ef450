"""`manage.py compile_words`: make the translations ready for Django to read."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from caseway.config.words import catalogs


class Command(BaseCommand):
    help = "Compile the catalogs in locale/ that are newer than what was compiled from them."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in catalogs.catalog_files(Path(folder)):
                if catalogs.compile_if_newer(path) and options["verbosity"]:
                    self.stdout.write(f"Compiled {path.relative_to(settings.PROJECT_DIR)}")

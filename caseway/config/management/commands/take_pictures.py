"""`manage.py take_pictures`: take the pictures of the README and of Help anew."""

import logging
import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LARGEST = 160_000  # bytes: a page of help must open on a weak signal


class Command(BaseCommand):
    help = "Take the pictures in docs/pictures from a demonstration county on a fixed day."

    def handle(self, *args: Any, **options: Any) -> None:
        # Playwright keeps an event loop on this thread, which Django would take for async code.
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = shutil.which(os.environ.get("CASEWAY_CHROMIUM") or "chromium")
        if not settings.DEMONSTRATION or chromium is None:
            raise CommandError("This takes CASEWAY_DEMONSTRATION=1 and Chromium.")
        try:
            # Only those who develop Caseway have the parts that this needs.
            from caseway.config import pictures
        except ImportError as missing:
            raise CommandError(f"`make check` installs what this needs: {missing}.") from missing
        logging.disable(logging.WARNING)  # every request of every page would be told here
        folder = Path(settings.PROJECT_DIR) / "docs" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        for path in pictures.take(folder, chromium):
            size = path.stat().st_size
            self.stdout.write(f"{path.relative_to(settings.PROJECT_DIR)}  {size // 1000} kB")
            if size > LARGEST:
                self.stderr.write(f"  larger than {LARGEST // 1000} kB")

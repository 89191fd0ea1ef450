"""The files that a phone keeps, and the version of them all together."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.translation import get_language

STYLES = ("css/base.css", "css/forms.css", "css/components.css", "css/field.css")
SCRIPTS = tuple(
    f"js/field/{name}.js"
    for name in (
        "app",
        "checks",
        "clock",
        "conflict",
        "conflict-page",
        "device",
        "dom",
        "entry",
        "items",
        "leaving",
        "list-page",
        "photo",
        "places",
        "store",
        "sync",
        "visit-page",
        "words",
    )
)
WORKER = "js/field/worker.js"
_SHOWN = (
    "vendor/uswds/css/uswds.css",
    "vendor/uswds/fonts/PublicSans-Regular.woff2",
    "vendor/uswds/fonts/PublicSans-SemiBold.woff2",
    "vendor/uswds/img/sprite.svg",
    # Of the styles: in alerts and in lists to choose from.
    *(
        f"vendor/uswds/img/usa-icons/{name}.svg"
        for name in ("check_circle", "error", "info", "unfold_more", "warning")
    ),
    "img/mark.svg",
    "img/field-180.png",
    "img/field-192.png",
)


def kept_files() -> list[str]:
    """The addresses of every file that the page needs without a network, the page itself aside."""
    return [static(name) for name in (*STYLES, *SCRIPTS, *_SHOWN)]


def version(page: str) -> str:
    """Changes with any of the files, with the page and with the language."""
    told = [get_language() or "", page, *kept_files(), static(WORKER), _contents()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _contents() -> str:
    """The files themselves, where their addresses do not tell when they change."""
    return _read_contents() if settings.DEBUG else _kept_contents()


@lru_cache(maxsize=1)
def _kept_contents() -> str:
    return _read_contents()


def _read_contents() -> str:
    found = hashlib.sha256()
    for name in (*STYLES, *SCRIPTS, WORKER):
        path = finders.find(name)
        found.update(Path(path).read_bytes() if path else b"")
    return found.hexdigest()

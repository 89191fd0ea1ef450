"""What the gallery shows. Every person here is invented."""

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """One context for gallery.html, by component."""
    return {}

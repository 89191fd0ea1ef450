"""Which filters of a list are on."""

from typing import Any

from django import forms
from django.http import QueryDict


def chips(form: forms.Form, query: QueryDict) -> list[dict[str, Any]]:
    """What is on, each with the address without it."""
    found: list[dict[str, Any]] = []
    for name, field in form.fields.items():
        value = query.get(name, "")
        if not value:
            continue
        left = query.copy()
        left.pop(name, None)
        left.pop("page", None)
        url = f"?{left.urlencode()}"
        found.append({"label": field.label, "value": _shown(field, value), "remove_url": url})
    return found


def _shown(field: forms.Field, value: str) -> str:
    choices = getattr(field, "choices", ())
    return next((str(label) for key, label in choices if str(key) == value), value)

"""What changed between two versions, in sentences a person would say."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from caseway.plans.shown.terms import field_names, value_words
from caseway.rules.plans.difference import Change, Did


def changes_words(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Each change with its heading, a tag, and what it was before and is now."""
    names = field_names()
    return [
        {
            "heading": _heading(one),
            "did": one.did,
            "tag": _tags()[one.did],
            "tone": {Did.ADDED: "met", Did.LEFT_OUT: "late", Did.CHANGED: "info"}[one.did],
            "fields": [
                {
                    "name": names.get(each.name, each.name),
                    "before": value_words(each.name, each.before),
                    "now": value_words(each.name, each.now),
                }
                for each in one.fields
            ],
        }
        for one in changes
    ]


def _tags() -> dict[Did, str]:
    return {Did.ADDED: _("New"), Did.LEFT_OUT: _("Taken out"), Did.CHANGED: _("Changed")}


def _heading(one: Change) -> str:
    if one.part == "plan":
        return _("What is said about the person and the family")
    sentences = {
        "goals": _("Goal: %(words)s"),
        "steps": _("Step: %(words)s"),
        "supports": _("The agency: %(words)s"),
        "duties": _("Duty: %(words)s"),
    }
    return sentences[one.part] % {"words": one.title}

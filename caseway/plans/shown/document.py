"""The text that is signed: one plan in plain words, in one language, as bytes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from caseway.kernel.words import long_date
from caseway.plans.shown import terms

LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)

Content = Mapping[str, Any]


def document_bytes(content: Content, number: int, at: datetime, language: str) -> bytes:
    """The plan as a signer reads it, an HTML article without scripts, styles or pictures."""
    with translation.override(language):
        context = {**document(content), "number": number, "language": language}
        context["offered_on"] = long_date(timezone.localdate(at))
        return render_to_string("plans/document.html", context).strip().encode("utf-8")


def document(content: Content) -> dict[str, Any]:
    """What the document's template prints, in the language that is active."""
    steps: dict[str, list[dict[str, Any]]] = {}
    for one in content["steps"]:
        steps.setdefault(one["goal"], []).append(_step(one, content["person"]))
    return {
        "title": terms.plan_title(content["kind"], content["plan_name"]),
        "content": content,
        "starts_on": _day(content["starts_on"]),
        "aim": terms.hours_words(content["aim_minutes"]) if content["aim_minutes"] else "",
        "goals": [
            {
                **one,
                "proposed_by": _whose(one["proposed_by"], content["person"]),
                "barrier": terms.barrier_name(one["barrier"]) if one["barrier"] else "",
                "steps": steps.get(one["id"], []),
            }
            for one in content["goals"]
        ],
        "supports": [
            {**one, "due": _day(one["due_on"]), "amount": terms.money_words(one["amount_cents"])}
            for one in content["supports"]
        ],
        "duties": [
            {
                **one,
                "due": _day(one["due_on"]),
                "kind": terms.value_words("kind", one["kind"]),
                "monitor": terms.value_words("monitor", one["monitor"]),
            }
            for one in content["duties"]
        ],
    }


def _whose(code: str, person: str) -> str:
    return person if code == "participant" else terms.value_words("proposed_by", code)


def _step(one: Content, person: str) -> dict[str, Any]:
    own = person if one["owner"] == "participant" else terms.value_words("owner", one["owner"])
    return {
        **one,
        "owner": one["owner_name"] or own,
        "starts": _day(one["starts_on"]),
        "due": _day(one["due_on"]),
        "ramp": terms.ramp_lines(one["ramp"]),
        "counts": terms.activity_name(one["activity"]),
    }


def _day(text: str) -> str:
    return long_date(date.fromisoformat(text)) if text else ""

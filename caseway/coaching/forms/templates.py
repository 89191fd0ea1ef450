"""Reading the page on which a checklist is changed."""

from collections.abc import Mapping
from typing import Any

from caseway.rules.records.visits.template import LANGUAGES, LONGEST_LABEL, Kind, Part


def content_sent(before: Mapping[str, Any], sent: Mapping[str, str]) -> dict[str, Any]:
    """The draft as the page sends it: words, musts, order, what goes out and what comes in.

    For the part at place n: `en-n`, `es-n`, `must-n`, `order-n`, `out-n`. `put-in` names a part of
    the house; `new-en`, `new-es`, `new-kind` make one of the site's own.
    """
    kept = []
    for number, part in enumerate(before["parts"]):
        if f"out-{number}" in sent:
            continue
        label = {
            language: text
            for language in LANGUAGES
            if (text := sent.get(f"{language}-{number}", "").strip()[:LONGEST_LABEL])
        }
        changed = {**part, "label": label, "must": f"must-{number}" in sent}
        kept.append((_order(sent.get(f"order-{number}", ""), number + 1), number, changed))
    parts = [part for _place, _number, part in sorted(kept, key=lambda one: one[:2])]
    return {"parts": [*parts, *_put_in(sent, parts), *_new(sent, parts)]}


def _order(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else otherwise


def _put_in(sent: Mapping[str, str], parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    key = sent.get("put-in", "")
    if key not in set(Part) or any(part["key"] == key for part in parts):
        return []
    return [{"key": key, "label": {}, "must": False}]


def _new(sent: Mapping[str, str], parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words = sent.get("new-en", "").strip()[:LONGEST_LABEL]
    kind = sent.get("new-kind", "")
    if not words or kind not in set(Kind):
        return []
    label = {"en": words}
    if spanish := sent.get("new-es", "").strip()[:LONGEST_LABEL]:
        label["es"] = spanish
    return [{"key": _free_key(parts), "kind": kind, "label": label, "must": False}]


def _free_key(parts: list[dict[str, Any]]) -> str:
    """The next number that no part had: an answer of old must not seem to answer a new part."""
    numbers = [
        int(part["key"].removeprefix("own-")) for part in parts if part["key"].startswith("own-")
    ]
    return f"own-{max(numbers, default=0) + 1}"

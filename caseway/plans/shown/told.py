"""What was told before, beside the words of a plan that begins: each can be taken in."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from caseway.plans.queries.told import Told

STRENGTHS = "strengths"


def offers(strengths: Sequence[str], told: Sequence[Told], typed: dict[str, str]) -> dict[str, Any]:
    """What stands beside the form; what stands in it already has no button."""
    return {
        "strengths": strengths,
        "strengths_taken": all(one in typed.get("can_do", "") for one in strengths),
        "told": [
            {"one": one, "taken": one.words in typed.get(one.field, ""), "into": _into(one.field)}
            for one in told
        ],
    }


def taken(
    key: str, strengths: Sequence[str], told: Sequence[Told], typed: dict[str, str]
) -> dict[str, str]:
    """What the form holds once something was taken in: after what stood there, nothing twice."""
    found = {one.key: (one.field, one.words) for one in told}
    found[STRENGTHS] = ("can_do", "\n".join(strengths))
    field, words = found.get(key, ("can_do", ""))
    before = typed.get(field, "").strip()
    lines = [line for line in words.splitlines() if line.strip() and line not in before]
    return {**typed, field: "\n".join([*([before] if before else []), *lines])}


def _into(field: str) -> str:
    if field == "family_words":
        return _("Take it into what matters to the family")
    return _("Take it into what they can do")

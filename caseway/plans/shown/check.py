"""The hours of a plan beside what is asked and what the person aims for."""

from typing import Any

from django.utils.translation import gettext as _

from caseway.kernel.words import say
from caseway.plans.shown.terms import hours_words
from caseway.rules.plans.check import Check, Standing

_TONES = {
    Standing.NOTHING_ASKED: "info",
    Standing.ENOUGH: "met",
    Standing.GROWS: "due",
    Standing.SHORT: "due",
}


def check_words(found: Check, aim_minutes: int | None) -> dict[str, Any]:
    """What the panel prints. `percent` is of what is asked, at most 100."""
    asked = found.required.need.total * 60
    counted = found.sums.core + found.sums.other
    return {
        "monday": found.monday,
        "planned": hours_words(found.sums.all),
        "counted": hours_words(counted),
        "asked": hours_words(asked) if asked else "",
        "aim": hours_words(aim_minutes) if aim_minutes else "",
        "together": found.required.together,
        "tag": _tags()[found.standing],
        "tone": _TONES[found.standing],
        "percent": min(100, round(100 * counted / asked)) if asked else 100,
        "met": found.standing in (Standing.ENOUGH, Standing.NOTHING_ASKED),
        "reasons": [{"text": say(one), "source": one.source or ""} for one in found.reasons],
        "asked_reasons": [
            {"text": say(one), "source": one.source or ""} for one in found.required.reasons
        ],
    }


def _tags() -> dict[Standing, str]:
    return {
        Standing.NOTHING_ASKED: _("Nothing is asked"),
        Standing.ENOUGH: _("Reaches the hours"),
        Standing.GROWS: _("Grows to the hours"),
        Standing.SHORT: _("Below the hours"),
    }

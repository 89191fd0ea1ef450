"""The month at a glance: its numbers as tiles, its parts as a table, its year as a chart."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.reporting.forms.choosing import query_of
from caseway.reporting.queries.families import Group, count_of
from caseway.reporting.queries.rates import FEW, MonthRates, PartRate
from caseway.reporting.queries.scope import NOBODY, Choice, Part, Rate
from caseway.reporting.queries.targets import Target
from caseway.reporting.shown.numbers import RATES, against, of_words, share_words, target_words

PARTS = {
    Part.SITE: gettext_lazy("Site"),
    Part.REGION: gettext_lazy("Region"),
    Part.AGENCY: gettext_lazy("Agency"),
    Part.WORKER: gettext_lazy("Worker"),
}
_TILES = (
    (Group.NUMERATOR, gettext_lazy("Met the hours"), gettext_lazy("The upper number of the rate")),
    (
        Group.DENOMINATOR,
        gettext_lazy("Count in the rate"),
        gettext_lazy("The lower number of the rate"),
    ),
    (
        Group.MISSED,
        gettext_lazy("Did not meet the hours"),
        gettext_lazy("In the lower number only"),
    ),
    (
        Group.LIMITED,
        gettext_lazy("Over the 30% limit"),
        gettext_lazy("Met by education; in the lower number only"),
    ),
    (
        Group.DISREGARDED,
        gettext_lazy("Left out this month"),
        gettext_lazy("A rule takes them out of both numbers"),
    ),
    (
        Group.OUT,
        gettext_lazy("Not in this rate"),
        gettext_lazy("Not the families that this rate is about"),
    ),
)


def headline(found: MonthRates, target: Target) -> list[dict[str, Any]]:
    """Both rates, the chosen one first, each with its numbers, its target and its page."""
    order = sorted(Rate, key=lambda rate: rate != found.choice.rate)
    return [_rate(found, rate, target) for rate in order]


def _rate(found: MonthRates, rate: Rate, target: Target) -> dict[str, Any]:
    own, standard = found.rates[rate], target.of(rate)
    choice = _with_rate(found.choice, rate)
    return {
        "label": RATES[rate],
        "is_chosen": rate == found.choice.rate,
        "share": share_words(own.share),
        "of": of_words(own),
        "target": target_words(standard),
        "tag": against(own, standard),
        "url": _url("rates", choice),
        "list_url": _url("families", choice, group=Group.DENOMINATOR.value),
    }


def tiles(found: MonthRates) -> list[dict[str, Any]]:
    """One for each number of the chosen rate. The list behind it has as many rows."""
    return [
        {
            "label": label,
            "value": count_of(found, group),
            "note": note,
            "url": _url("families", found.choice, group=group.value),
        }
        for group, label, note in _TILES
        if group != Group.LIMITED or found.rate.capped
    ]


def part_rows(
    found: MonthRates, by: Part, names: dict[int, str], target: Target
) -> list[dict[str, Any]]:
    """The parts, largest first. A percentage only where ten families count; see FEW."""
    parts = sorted(found.parts[by], key=lambda part: (-part.rate.denominator, part.pk))
    return [_part_row(found.choice, part, names, target) for part in parts]


def _part_row(
    choice: Choice, part: PartRate, names: dict[int, str], target: Target
) -> dict[str, Any]:
    inside = choice.narrowed(part.part, part.pk)
    rate = part.rate
    return {
        "name": names.get(part.pk) or (_("Nobody had the case") if part.pk == NOBODY else "–"),
        "url": _url("rates", inside),
        "share": share_words(rate.share) if part.shows_share else "",
        "of": of_words(rate),
        "of_url": _url("families", inside, group=Group.DENOMINATOR.value),
        "missed": rate.not_engaged,
        "missed_url": _url("families", inside, group=Group.MISSED.value),
        "left_out": rate.disregarded,
        "left_out_url": _url("families", inside, group=Group.DISREGARDED.value),
        "tag": against(rate, target.of(choice.rate)) if part.shows_share else None,
    }


def by_links(choice: Choice, by: Part, sites: int) -> list[dict[str, Any]]:
    """What the table can be broken down by."""
    return [
        {
            "label": label,
            "url": _url("rates", choice, by=part.value) + "#parts",
            "current": part == by,
        }
        for part, label in PARTS.items()
        if part != Part.SITE or sites > 1
    ]


def chips(choice: Choice, names: dict[Part, str]) -> list[dict[str, str]]:
    """The parts that the page is narrowed to, each removable."""
    found = []
    for part in Part:
        if getattr(choice, part.value) is not None:
            wider: dict[str, Any] = {part.value: None}
            found.append(
                {
                    "label": str(PARTS[part]),
                    "value": names[part],
                    "remove_url": "?" + query_of(_replaced(choice, wider)),
                }
            )
    return found


def few_note() -> str:
    """Why some parts show no percentage."""
    return _(
        "Where fewer than %(few)d families count no percentage is shown: one family more or less "
        "would move it by ten points or more. The 30%% limit on education is taken from whole "
        "sites only, not from their parts."
    ) % {"few": FEW}


def _with_rate(choice: Choice, rate: Rate) -> Choice:
    return _replaced(choice, {"rate": rate})


def _replaced(choice: Choice, changes: dict[str, Any]) -> Choice:
    return replace(choice, **changes)


def _url(name: str, choice: Choice, **more: str) -> str:
    return f"{reverse(f'reporting:{name}')}?{query_of(choice, **more)}"

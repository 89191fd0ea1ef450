"""A control chart as a picture, drawn in per cent of its width: words keep their size."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.attendance.words import month_words
from caseway.kernel.words import say
from caseway.rules.growth import Chart, GrowthLaw, Point, Signal

TOP, HEIGHT, FOOT = 24, 150, 26  # pixels: over the picture, the picture, under it
LEFT = 8.0  # per cent of the width, for the scale
STEPS = 4
# Steps of the scale: 0.01, 0.02, 0.05, 0.1 and so on.
_SCALE = tuple(lead * 10.0**power for power in range(-2, 9) for lead in (1, 2, 5))


@dataclass(frozen=True)
class Drawn:
    """A chart and its table. `finding` is the title: what it shows."""

    key: str
    name: str
    finding: str
    about: str
    caution: str
    points: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    limits: list[dict[str, Any]]
    grid: list[dict[str, Any]]
    middle: dict[str, Any] | None
    rows: list[dict[str, Any]]
    signals: list[dict[str, str]]
    total: int
    base: int
    left: str


def drawn(
    key: str, name: str, about: str, chart: Chart, law: GrowthLaw, show: Callable[[float], str]
) -> Drawn:
    """The picture of one measure. `show` puts a value in words."""
    most = _most(chart)
    step = (100 - LEFT) / max(len(chart.points), 1)
    points = [_point(at, step, one, most, show) for at, one in enumerate(chart.points)]
    known = [one for one in points if one["y"] is not None]
    _label(known)
    reasons = chart.reasons(law)
    middle = chart.middle
    return Drawn(
        key=key,
        name=name,
        finding=_finding(chart, len({month for month, _reason in reasons})),
        about=about,
        caution=say(chart.caution) if chart.caution else "",
        points=known,
        lines=[
            {"x1": one["x"], "y1": one["y"], "x2": two["x"], "y2": two["y"]}
            for one, two in pairwise(known)
        ],
        limits=_limits(chart, step, most),
        grid=[
            {"y": _y(most * place / STEPS, most), "label": show(most * place / STEPS)}
            for place in range(STEPS + 1)
        ],
        middle={"y": _y(middle, most), "label": show(middle)} if middle is not None else None,
        rows=[_row(one, show) for one in chart.points],
        signals=[
            {"month": month_words(month.number), "text": say(reason)} for month, reason in reasons
        ],
        total=TOP + HEIGHT + FOOT,
        base=TOP + HEIGHT,
        left=f"{LEFT:.2f}%",
    )


def _finding(chart: Chart, months: int) -> str:
    if not any(one.value is not None for one in chart.points):
        return _("Nothing is recorded yet")
    if chart.caution is not None:
        return _("Too few months to tell chance from change")
    if not months:
        return _("No month stands out from chance")
    said = ngettext("%(n)s month stands out", "%(n)s months stand out", months)
    return said % {"n": months}


def _most(chart: Chart) -> float:
    """The top of the scale: over the highest value, in steps that read well."""
    highs = [one.value or 0 for one in chart.points] + [one.high or 0 for one in chart.points]
    top = max([*highs, 0.0])
    return STEPS * next(step for step in _SCALE if STEPS * step >= top)


def _point(
    at: int, step: float, one: Point, most: float, show: Callable[[float], str]
) -> dict[str, Any]:
    first = one.month.first
    is_marked = at % 3 == 0
    return {
        "x": f"{LEFT + step * (at + 0.5):.2f}%",
        "y": None if one.value is None else _y(one.value, most),
        "is_signal": bool(one.signals),
        "value": "" if one.value is None else show(one.value),
        "month": date_format(first, "M") if is_marked else "",
        "year": date_format(first, "Y") if is_marked and (at == 0 or first.month <= 3) else "",
    }


def _label(points: list[dict[str, Any]]) -> None:
    """Signals and the last month carry their values: over the dot, or under it next to another."""
    above = False
    for place, one in enumerate(points):
        one["is_told"] = one["is_signal"] or place == len(points) - 1
        one["aside"] = 20 if one["is_told"] and above else -10
        above = one["is_told"] and not above


def _limits(chart: Chart, step: float, most: float) -> list[dict[str, Any]]:
    """The limits of each month, as short lines beside each other."""
    return [
        {
            "x1": f"{LEFT + step * at:.2f}%",
            "x2": f"{LEFT + step * (at + 1):.2f}%",
            "y": _y(limit, most),
        }
        for at, one in enumerate(chart.points)
        for limit in (one.low, one.high)
        if limit is not None
    ]


def _row(one: Point, show: Callable[[float], str]) -> dict[str, Any]:
    words = {
        Signal.ABOVE: _("Above the limit"),
        Signal.BELOW: _("Below the limit"),
        Signal.RUN_ABOVE: _("Long run above"),
        Signal.RUN_BELOW: _("Long run below"),
    }
    return {
        "month": month_words(one.month.number),
        "value": "–" if one.value is None else show(one.value),
        "size": one.size,
        "low": "–" if one.low is None else show(one.low),
        "high": "–" if one.high is None else show(one.high),
        "signals": [words[signal] for signal in one.signals],
    }


def _y(value: float, most: float) -> int:
    return TOP + HEIGHT - round(HEIGHT * value / most)

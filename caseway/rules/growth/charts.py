"""Control charts: which months chance does not explain.

Limits come from the months before a change, when there are enough of them, so that what came after
is held against what was; otherwise from all months. Two tests are used, the outermost limit and
the long run, because each further test finds more in months where nothing happened.

Sources: W. A. Shewhart, Economic Control of Quality of Manufactured Product (1931); Western
Electric, Statistical Quality Control Handbook (1956), tests 1 and 4; D. J. Wheeler, Understanding
Variation (2nd ed. 2000) for the chart of single values, whose limits lie 2.66 mean moving ranges
from the middle (3 / 1.128).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from caseway.rules.dates import Month
from caseway.rules.growth.law import GrowthLaw
from caseway.rules.reasons import Reason, Sentence, _, because

SPREAD_OF_TWO = 1.128  # d2: the mean range of two values, in standard deviations


class Signal(StrEnum):
    """What chance does not explain."""

    ABOVE = "above"
    BELOW = "below"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"


SAID = {
    Signal.ABOVE: Sentence(
        "growth.above", _("Higher than chance explains. Look for what was different that month.")
    ),
    Signal.BELOW: Sentence(
        "growth.below", _("Lower than chance explains. Look for what was different that month.")
    ),
    Signal.RUN_ABOVE: Sentence(
        "growth.run_above",
        _("Month %(run)s in a row above the middle: the level itself has gone up."),
    ),
    Signal.RUN_BELOW: Sentence(
        "growth.run_below",
        _("Month %(run)s in a row below the middle: the level itself has gone down."),
    ),
}
FEW_MONTHS = Sentence(
    "growth.few_months",
    _(
        "%(known)s months are known; %(least)s are needed before a chart can tell chance from "
        "change."
    ),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One month. `value` None: nothing to measure. Limits are None in a chart without them."""

    month: Month
    value: float | None
    size: int
    low: float | None = None
    high: float | None = None
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Months in order, the middle, and why there are no limits if there are none."""

    points: tuple[Point, ...]
    middle: float | None
    caution: Reason | None = None

    def reasons(self, law: GrowthLaw) -> list[tuple[Month, Reason]]:
        """What is to be looked into, month by month."""
        return [
            (point.month, because(SAID[signal], run=law.run))
            if signal in {Signal.RUN_ABOVE, Signal.RUN_BELOW}
            else (point.month, because(SAID[signal]))
            for point in self.points
            for signal in point.signals
        ]


def p_chart(counts: Sequence[tuple[Month, int, int]], base: int, law: GrowthLaw) -> Chart:
    """Shares: (month, so many, of so many). Limits widen where a month has few.

    `base`: how many months at the beginning the middle is reckoned from, if they are enough.
    """
    points = [Point(month, part / whole if whole else None, whole) for month, part, whole in counts]
    chosen, caution = _base(points, base, law)
    whole = sum(points[place].size for place in chosen)
    if caution is not None or not whole:
        return Chart(tuple(points), None, caution)
    middle = sum(counts[place][1] for place in chosen) / whole
    spread = law.sigmas * sqrt(middle * (1 - middle))
    limited = [
        _limited(one, middle, spread / sqrt(one.size) if one.size else 0, 1) for one in points
    ]
    return Chart(_run(limited, middle, law), middle)


def xmr_chart(
    values: Sequence[tuple[Month, float | None, int]], base: int, law: GrowthLaw
) -> Chart:
    """Single values: (month, value, of how many sessions). Nothing measured is below 0."""
    points = [Point(month, value, size) for month, value, size in values]
    chosen, caution = _base(points, base, law)
    if caution is not None:
        return Chart(tuple(points), None, caution)
    known = [value for place in chosen if (value := points[place].value) is not None]
    middle = sum(known) / len(known)
    moves = [abs(one - other) for one, other in pairwise(known)]
    spread = law.sigmas / SPREAD_OF_TWO * sum(moves) / len(moves)
    limited = [_limited(one, middle, spread, None) for one in points]
    return Chart(_run(limited, middle, law), middle)


def _base(points: Sequence[Point], base: int, law: GrowthLaw) -> tuple[list[int], Reason | None]:
    """Which months give the limits; or why none can."""
    known = [place for place, one in enumerate(points) if one.value is not None]
    if len(known) < law.base_months:
        return known, because(FEW_MONTHS, known=len(known), least=law.base_months)
    first = [place for place in known if place < base]
    return (first if len(first) >= law.base_months else known), None


def _limited(point: Point, middle: float, spread: float, most: float | None) -> Point:
    low, high = max(0.0, middle - spread), middle + spread
    high = high if most is None else min(high, most)
    value = point.value
    signals: tuple[Signal, ...] = ()
    if value is not None:
        # A hair's breadth of rounding is no signal.
        above, below = value > high + 1e-9, value < low - 1e-9
        signals = ((Signal.ABOVE,) if above else ()) + ((Signal.BELOW,) if below else ())
    return Point(point.month, value, point.size, low, high, signals)


def _run(points: Sequence[Point], middle: float, law: GrowthLaw) -> tuple[Point, ...]:
    """Tell a run once, in the month that completes it; a month on the middle ends it."""
    found, side, length = [], 0, 0
    for one in points:
        signals = one.signals
        if one.value is not None:
            now = (one.value > middle + 1e-9) - (one.value < middle - 1e-9)
            length = length + 1 if now == side and now else int(now != 0)
            side = now
            if length == law.run:
                signals += (Signal.RUN_ABOVE if now > 0 else Signal.RUN_BELOW,)
        found.append(Point(one.month, one.value, one.size, one.low, one.high, signals))
    return tuple(found)

"""What trips that were logged say of the travel times that months are planned by: one factor.

The factor is the median of how long trips took over how long they were planned to take, so that a
breakdown, a lunch on the way or a visit that was noted in the evening do not bend it. It is drawn
towards 1 as if `PRIOR` trips more had taken just as long as planned: few trips change little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from statistics import median

from caseway.rules.reasons import Reason, Sentence, _, because, ngettext
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.matrix import DAYTIME, Matrix, TravelTimes

ENOUGH = 20  # trips, before anything follows them
PRIOR = 10  # trips that stand for the times as they are
LEAST_PLANNED = 5  # minutes: below that, rounding and a red light are all there is
MOST_MINUTES = 300
LEAST, MOST = 0.6, 1.8  # beyond this the times themselves are wrong, and want another source

TOO_FEW = Sentence(
    "scheduling.trips_too_few",
    *ngettext(
        "%(count)s trip was logged; %(needed)s are needed before travel times follow them.",
        "%(count)s trips were logged; %(needed)s are needed before travel times follow them.",
    ),
    "count",
)
FOLLOWED = Sentence(
    "scheduling.trips_followed", _("Travel times ×%(factor)s, from %(count)s logged trips.")
)
FOLLOWED_HERE = Sentence(
    "scheduling.trips_followed_here",
    _(
        "Travel times ×%(factor)s, from %(count)s logged trips of the coaches here, because "
        "this coach has logged too few."
    ),
)
HELD = Sentence(
    "scheduling.trips_held",
    _(
        "Travel times ×%(factor)s: the %(count)s logged trips say ×%(said)s, which is more than "
        "travel times are changed. Choose where they come from anew."
    ),
)
AS_PLANNED = Sentence(
    "scheduling.trips_as_planned",
    _("Travel times stay as they are: %(count)s logged trips took as long as planned."),
)
SWITCHED_OFF = Sentence(
    "scheduling.trips_switched_off", _("Travel times do not follow logged trips: switched off.")
)


@dataclass(frozen=True, slots=True)
class Trip:
    """A way to a visit, in minutes: as planned without any factor, and as logged."""

    planned: float
    logged: float


@dataclass(frozen=True, slots=True)
class Factor:
    """What planned minutes are multiplied by, from how many trips, and why."""

    value: float
    trips: int
    reason: Reason


def factor_of(trips: Iterable[Trip], others: Iterable[Trip] = ()) -> Factor:
    """The factor of a coach's own trips; with too few, that of hers and `others` of the area.

    What no trip can be (no way, no time, hours on end) is left out and not counted.
    """
    own = _ratios(trips)
    if len(own) >= ENOUGH:
        return _factor(own, FOLLOWED)
    together = [*own, *_ratios(others)]
    if len(together) >= ENOUGH:
        return _factor(together, FOLLOWED_HERE)
    count = len(together)
    return Factor(1.0, count, because(TOO_FEW, count=count, needed=ENOUGH))


def switched_off() -> Factor:
    """Times as they are, because somebody wants them so."""
    return Factor(1.0, 0, because(SWITCHED_OFF))


def _ratios(trips: Iterable[Trip]) -> list[float]:
    return [
        trip.logged / trip.planned
        for trip in trips
        if isfinite(trip.logged)
        and LEAST_PLANNED <= trip.planned <= MOST_MINUTES
        and 0 < trip.logged <= MOST_MINUTES
    ]


def _factor(ratios: Sequence[float], why: Sentence) -> Factor:
    count = len(ratios)
    said = 1 + (median(ratios) - 1) * count / (count + PRIOR)
    value = round(min(max(said, LEAST), MOST), 2)
    if value == 1:
        return Factor(1.0, count, because(AS_PLANNED, count=count))
    if not LEAST <= said <= MOST:
        told = because(HELD, factor=f"{value:.2f}", said=f"{said:.2f}", count=count)
        return Factor(value, count, told)
    return Factor(value, count, because(why, factor=f"{value:.2f}", count=count))


@dataclass(frozen=True, slots=True)
class Scaled:
    """Travel times of `otherwise`, multiplied; the reason is said beside them."""

    otherwise: TravelTimes
    factor: Factor

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Whole minutes, to the nearest; what was no way stays none, what was one stays one."""
        found = self.otherwise.matrix(places, mode, period)
        rows = tuple(tuple(self._scaled(minutes) for minutes in row) for row in found.minutes)
        return replace(found, minutes=rows, notes=(*found.notes, self.factor.reason))

    def _scaled(self, minutes: int) -> int:
        return max(1, int(minutes * self.factor.value + 0.5)) if minutes else 0


def scaled(times: TravelTimes, factor: Factor) -> TravelTimes:
    """The times as trips say; the same times when there is nothing to change."""
    return times if factor.value == 1 else Scaled(times, factor)

"""What trips that were logged say about the estimate: access minutes and speed, by mode and zone.

Minutes = access + kilometers * detour / speed * 60. The line through the trips is the median of
the slopes between every two (Theil 1950, Sen 1968), so that a breakdown, a lunch on the way or a
visit that was forgotten until evening do not bend it: nearly three trips in ten may be wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from statistics import median
from typing import NamedTuple

from caseway.rules.reasons import Reason, Sentence, _, because, ngettext
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.travel.built_in import BuiltIn, Pace

ENOUGH = 30  # trips of one mode and zone
RECENT = 300  # of them, the last: a city changes, and pairs grow with the square
LEAST_APART = 0.5  # kilometers between the lengths of two trips that say something about speed
LEAST_PAIRS = 30
LEAST_KM, MOST_KM = 0.1, 150.0
MOST_MINUTES = 300

ACCESS = {TravelMode.TRANSIT: (2, 25), TravelMode.CAR: (1, 20), TravelMode.WALK: (0, 5)}
SPEED = {TravelMode.TRANSIT: (8.0, 45.0), TravelMode.CAR: (8.0, 80.0), TravelMode.WALK: (3.0, 6.5)}

TOO_FEW = Sentence(
    "scheduling.trips_too_few",
    *ngettext(
        "%(count)s trip was logged; %(needed)s are needed before the estimate follows them.",
        "%(count)s trips were logged; %(needed)s are needed before the estimate follows them.",
    ),
    "count",
)
TOO_ALIKE = Sentence(
    "scheduling.trips_too_alike",
    _("The trips are all about as long, which says nothing about speed. The estimate stays."),
)
FITTED = Sentence(
    "scheduling.trips_fitted",
    _(
        "From %(count)s logged trips: %(access)s minutes at the ends of a way and %(speed)s "
        "kilometers an hour. Half of the trips differ from that by at most %(off)s minutes; from "
        "the estimate before, by %(before)s."
    ),
)
HELD = Sentence(
    "scheduling.trips_held",
    _(
        "The %(count)s logged trips say %(access)s minutes and %(speed)s kilometers an hour, which "
        "cannot be. It was held to %(held_access)s and %(held_speed)s."
    ),
)
NO_BETTER = Sentence(
    "scheduling.trips_no_better",
    _("The %(count)s logged trips are told no better by another speed. The estimate stays."),
)


@dataclass(frozen=True, slots=True)
class Trip:
    """A logged trip: how far as the crow flies, in kilometers, and how long it took."""

    mode: TravelMode
    zone: str
    kilometers: float
    minutes: float


class Group(NamedTuple):
    """Trips that are alike: how, and where they began."""

    mode: TravelMode
    zone: str


@dataclass(frozen=True, slots=True)
class Fit:
    """The pace to use for a group, and why; `is_fitted` when trips changed it."""

    pace: Pace
    trips: int
    is_fitted: bool
    reason: Reason


def calibrated(trips: Iterable[Trip], paces: Mapping[TravelMode, Pace]) -> dict[Group, Fit]:
    """A fit for each mode and zone with any trip, those logged first coming first.

    What no trip can be (no way, no time, hours on end) is left out and not counted.
    """
    groups: dict[Group, list[Trip]] = defaultdict(list)
    for trip in trips:
        if _is_a_trip(trip):
            groups[Group(trip.mode, trip.zone)].append(trip)
    return {
        group: fitted(found, paces[group.mode], group.mode)
        for group, found in sorted(groups.items())
    }


def fitted(trips: Sequence[Trip], pace: Pace, mode: TravelMode) -> Fit:
    """The pace that the trips of one group tell, or `pace` with the reason why it stays."""
    count = len(trips)
    if count < ENOUGH:
        return Fit(pace, count, False, because(TOO_FEW, count=count, needed=ENOUGH))
    trips = trips[-RECENT:]
    line = _line(trips)
    if line is None:
        return Fit(pace, count, False, because(TOO_ALIKE))
    access, slope = line
    speed = pace.detour * 60 / slope if slope > 0 else SPEED[mode][1] * 10
    held = replace(pace, access=_within(round(access), *ACCESS[mode]), speed=_held(speed, mode))
    off, before = _off(trips, held), _off(trips, pace)
    if off >= before:
        return Fit(pace, count, False, because(NO_BETTER, count=count))
    said = round(speed)
    if held.access == round(access) and held.speed == round(speed, 1):
        why = because(
            FITTED,
            count=count,
            access=held.access,
            speed=said,
            off=round(off),
            before=round(before),
        )
    else:
        why = because(
            HELD,
            count=count,
            access=round(access),
            speed=said,
            held_access=held.access,
            held_speed=round(held.speed),
        )
    return Fit(held, count, True, why)


def with_fits(built_in: BuiltIn, fits: Mapping[Group, Fit], zone: str) -> BuiltIn:
    """The estimate for a coach who sets out from a zone, with what its trips changed."""
    changed = {
        group.mode: fit.pace for group, fit in fits.items() if group.zone == zone and fit.is_fitted
    }
    return replace(built_in, paces={**built_in.paces, **changed})


def _is_a_trip(trip: Trip) -> bool:
    return (
        isfinite(trip.kilometers)
        and isfinite(trip.minutes)
        and LEAST_KM <= trip.kilometers <= MOST_KM
        and 0 < trip.minutes <= MOST_MINUTES
    )


def _line(trips: Sequence[Trip]) -> tuple[float, float] | None:
    """Minutes at no distance, and minutes a kilometer of the crow; None when all are alike."""
    slopes = [
        (one.minutes - other.minutes) / (one.kilometers - other.kilometers)
        for at, one in enumerate(trips)
        for other in trips[:at]
        if abs(one.kilometers - other.kilometers) >= LEAST_APART
    ]
    if len(slopes) < LEAST_PAIRS:
        return None
    slope = median(slopes)
    return median(trip.minutes - slope * trip.kilometers for trip in trips), slope


def _off(trips: Sequence[Trip], pace: Pace) -> float:
    """By how many minutes half of the trips differ at most."""
    return median(abs(pace.minutes(trip.kilometers) - trip.minutes) for trip in trips)


def _held(speed: float, mode: TravelMode) -> float:
    least, most = SPEED[mode]
    return round(min(max(speed, least), most), 1)


def _within(value: int, least: int, most: int) -> int:
    return min(max(value, least), most)

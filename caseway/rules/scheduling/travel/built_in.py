"""The built-in estimate: as the crow flies, made longer, at a speed, with crossings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any

from caseway.rules.directory.distance import Point, miles_between
from caseway.rules.params import Params, load
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.matrix import DAYTIME, Matrix

KILOMETERS_A_MILE = 1.609344
SOURCE = "built_in"


@dataclass(frozen=True, slots=True)
class Pace:
    """Minutes at the ends of a way, kilometers an hour, and the way over the crow's way."""

    access: int
    speed: float
    detour: float

    def minutes(self, kilometers: float) -> float:
        """How long so many kilometers of the crow take."""
        return self.access + kilometers * self.detour / self.speed * 60


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """Estimates by mode. `crossings` are minutes more between two zones, whichever way."""

    paces: Mapping[TravelMode, Pace]
    crossings: Mapping[tuple[TravelMode, frozenset[str]], int] = field(default_factory=dict)

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Minutes between the places, the same at every time of day."""
        return Matrix(
            tuple(tuple(self.between(a, b, mode) for b in places) for a in places), SOURCE
        )

    def between(self, one: Place, other: Place, mode: TravelMode) -> int:
        """Whole minutes from one to the other, upwards; 0 within one place or one building."""
        if one.key == other.key or one.point == other.point:
            return 0
        way = self.paces[mode].minutes(kilometers(one.point, other.point))
        if mode is not TravelMode.WALK:
            walked = self.paces[TravelMode.WALK].minutes(kilometers(one.point, other.point))
            crossing = self.crossings.get((mode, frozenset((one.zone, other.zone))), 0)
            way = min(way + crossing, walked)
        return ceil(way)


def built_in_on(day: date, crossings: str = "", params: Params | None = None) -> BuiltIn:
    """The estimate in force on `day`; `crossings` names a parameter, as "new_york_crossings"."""
    params = params or load("travel")
    paces = {mode: Pace(**params.value_on(mode, day)) for mode in TravelMode}
    return BuiltIn(paces, _crossings(params.value_on(crossings, day)) if crossings else {})


def _crossings(rows: list[dict[str, Any]]) -> dict[tuple[TravelMode, frozenset[str]], int]:
    return {
        (mode, frozenset(row["zones"])): row[mode]
        for row in rows
        for mode in TravelMode
        if mode in row
    }


def kilometers(one: Point, other: Point) -> float:
    """Kilometers as the crow flies."""
    return miles_between(one, other) * KILOMETERS_A_MILE

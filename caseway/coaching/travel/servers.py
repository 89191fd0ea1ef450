"""What OSRM and Valhalla are asked, and how their answers are read.

Both give seconds between points of the roads and footpaths; neither knows trains and buses.
Sources: OSRM HTTP API v1, service `table`; Valhalla API, `sources_to_targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any, Protocol

from caseway.coaching.travel.asking import NoAnswer, Server
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode

Minutes = list[list[int | None]]  # None where the server knows no way
LONGEST = 24 * 60 * 60  # seconds: more than a day is no way to a visit

OSRM_PROFILES = {TravelMode.CAR: "driving", TravelMode.WALK: "foot"}
VALHALLA_COSTINGS = {TravelMode.CAR: "auto", TravelMode.WALK: "pedestrian"}


class Roads(Protocol):
    """A server that knows ways on roads."""

    @property
    def name(self) -> str:
        """What plans call it."""
        ...

    def knows(self, mode: TravelMode) -> bool:
        """Whether it has anything to say about a way of getting about."""
        ...

    def minutes(self, points: Sequence[Point], mode: TravelMode) -> Minutes:
        """Whole minutes, upwards, from each point to each. Raises NoAnswer."""
        ...


@dataclass(frozen=True, slots=True)
class Osrm:
    """OSRM. A server that has one profile answers to any of their names."""

    server: Server
    name: str = "osrm"

    def knows(self, mode: TravelMode) -> bool:
        """Cars and feet."""
        return mode in OSRM_PROFILES

    def minutes(self, points: Sequence[Point], mode: TravelMode) -> Minutes:
        """One question for all points. Raises NoAnswer."""
        where = ";".join(f"{point.longitude:.6f},{point.latitude:.6f}" for point in points)
        path = f"table/v1/{OSRM_PROFILES[mode]}/{where}?annotations=duration"
        answer = self.server.get(path)
        if not isinstance(answer, dict) or answer.get("code") != "Ok":
            raise NoAnswer("shape")
        return _square(answer.get("durations"), len(points))


@dataclass(frozen=True, slots=True)
class Valhalla:
    """Valhalla."""

    server: Server
    name: str = "valhalla"

    def knows(self, mode: TravelMode) -> bool:
        """Cars and feet."""
        return mode in VALHALLA_COSTINGS

    def minutes(self, points: Sequence[Point], mode: TravelMode) -> Minutes:
        """One question for all points. Raises NoAnswer."""
        where = [{"lat": point.latitude, "lon": point.longitude} for point in points]
        asked = {"sources": where, "targets": where, "costing": VALHALLA_COSTINGS[mode]}
        answer = self.server.post("sources_to_targets", asked)
        rows = answer.get("sources_to_targets") if isinstance(answer, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise NoAnswer("shape")
        return _square([[_time(cell) for cell in row] for row in rows], len(points))


def _time(cell: Any) -> Any:
    if not isinstance(cell, dict) or "time" not in cell:
        raise NoAnswer("shape")
    return cell["time"]


def _square(rows: Any, size: int) -> Minutes:
    """Seconds as minutes, if they are a square of numbers and nulls. Raises NoAnswer."""
    if not isinstance(rows, list) or len(rows) != size:
        raise NoAnswer("shape")
    if not all(isinstance(row, list) and len(row) == size for row in rows):
        raise NoAnswer("shape")
    return [[_minutes(cell) for cell in row] for row in rows]


def _minutes(cell: Any) -> int | None:
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isfinite(cell):
        raise NoAnswer("shape")
    if not 0 <= cell <= LONGEST:
        raise NoAnswer("shape")
    return ceil(cell / 60)

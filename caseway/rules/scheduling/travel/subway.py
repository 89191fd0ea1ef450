"""Travel by a network of lines: walk to a station, wait, ride, change, walk.

The wait is half the headway of the line at that place, as its trips a day say, up to a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import ceil
from typing import NamedTuple

from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.built_in import BuiltIn, kilometers
from caseway.rules.scheduling.travel.matrix import DAYTIME, Matrix

SOURCE = "subway"
Node = tuple[str, str]  # a station and the line one is on; "" while on foot


class Link(NamedTuple):
    """One hop of a line: stations, line, seconds of ride, trips in the measured day."""

    start: str
    end: str
    line: str
    seconds: int
    trips: int


class Transfer(NamedTuple):
    """A way on foot between two stations, in seconds."""

    start: str
    end: str
    seconds: int


class Waiting(NamedTuple):
    """How one gets to a train: kilometers walked at most, stations tried, and the wait."""

    walk: float
    stations: int
    day_seconds: int
    wait: int

    def seconds(self, trips: int) -> float:
        """Half the headway, at most `wait` minutes."""
        return min(self.wait * 60, self.day_seconds / max(trips, 1) / 2)


@dataclass(frozen=True, slots=True)
class Network:
    """Stations with their points, and what can be reached from each in seconds."""

    stations: Mapping[str, Point]
    ways: Mapping[Node, tuple[tuple[Node, float], ...]]

    def seconds_from(self, starts: Mapping[str, float]) -> dict[str, float]:
        """Seconds to every station, given those already spent on reaching some of them."""
        best: dict[Node, float] = {(station, ""): spent for station, spent in starts.items()}
        queue = [(spent, node) for node, spent in best.items()]
        queue.sort()
        while queue:
            spent, node = heappop(queue)
            if spent > best[node]:
                continue
            for reached, seconds in self.ways.get(node, ()):
                arrival = spent + seconds
                if arrival < best.get(reached, float("inf")):
                    best[reached] = arrival
                    heappush(queue, (arrival, reached))
        return {station: spent for (station, line), spent in best.items() if not line}


def network(
    stations: Mapping[str, Point],
    links: Iterable[Link],
    transfers: Iterable[Transfer],
    waiting: Waiting,
) -> Network:
    """Put a network together. A transfer counts both ways."""
    ways: dict[Node, list[tuple[Node, float]]] = {}

    def add(start: Node, end: Node, seconds: float) -> None:
        ways.setdefault(start, []).append((end, seconds))

    for link in links:
        on_board = (link.end, link.line)
        add((link.start, ""), on_board, waiting.seconds(link.trips) + link.seconds)
        add((link.start, link.line), on_board, link.seconds)
        add(on_board, (link.end, ""), 0)
    for start, end, seconds in transfers:
        add((start, ""), (end, ""), seconds)
        add((end, ""), (start, ""), seconds)
    return Network(stations, {node: tuple(dict.fromkeys(found)) for node, found in ways.items()})


@dataclass(frozen=True, slots=True)
class Subway:
    """Times by a network, on foot where that is faster, estimated where no station is near."""

    network: Network
    waiting: Waiting
    otherwise: BuiltIn

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Minutes between the places. Modes other than transit are estimated."""
        estimate = self.otherwise.matrix(places, mode, period)
        if mode is not TravelMode.TRANSIT:
            return estimate
        on_foot = self.otherwise.matrix(places, TravelMode.WALK, period).minutes
        near = [self._near(place.point) for place in places]
        rows = []
        for at, start in enumerate(near):
            reached = self.network.seconds_from(start) if start else {}
            rows.append(
                tuple(
                    min(on_foot[at][to], _by_train(reached, end, estimate.minutes[at][to]))
                    for to, end in enumerate(near)
                )
            )
        return Matrix(tuple(rows), SOURCE, estimate.notes)

    def _near(self, point: Point) -> dict[str, float]:
        """Seconds on foot to the nearest stations within reach."""
        pace = self.otherwise.paces[TravelMode.WALK]
        ways = sorted(
            (kilometers(point, at), station) for station, at in self.network.stations.items()
        )
        return {
            station: pace.minutes(way) * 60
            for way, station in ways[: self.waiting.stations]
            if way <= self.waiting.walk
        }


def _by_train(reached: Mapping[str, float], end: Mapping[str, float], estimate: int) -> int:
    """Whole minutes through the best station at the end, or the estimate."""
    spent = [reached[station] + walk for station, walk in end.items() if station in reached]
    return ceil(min(spent) / 60) if spent else estimate

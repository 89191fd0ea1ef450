"""Travel times by a server of roads; what it does not say is estimated, and said to be."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from django.core.cache import caches

from caseway.coaching.travel.asking import NoAnswer
from caseway.coaching.travel.servers import Minutes, Roads
from caseway.rules.directory.distance import Point
from caseway.rules.reasons import Sentence, _, because
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.matrix import DAYTIME, Matrix, TravelTimes

cache = caches["travel"]
log = structlog.get_logger("caseway.coaching")

DECIMALS = 4  # of a degree, about 11 meters: one door and the next are one place
KEPT_SECONDS = 30 * 24 * 60 * 60
FAILED_SECONDS = 60  # a server that is down is not asked again at once
FAILED = "failed"
DOWN = frozenset({"timeout", "unreachable"})  # whatever is asked; the rest is of one question

SERVER_SILENT = Sentence(
    "scheduling.server_silent",
    _("The travel server did not answer in time. Travel times were estimated instead."),
)
SERVER_AWAY = Sentence(
    "scheduling.server_away",
    _("The travel server could not be reached. Travel times were estimated instead."),
)
SERVER_REFUSED = Sentence(
    "scheduling.server_refused",
    _("The travel server answered with an error. Travel times were estimated instead."),
)
SERVER_UNCLEAR = Sentence(
    "scheduling.server_unclear",
    _("The travel server’s answer could not be read. Travel times were estimated instead."),
)
SERVER_NO_MODE = Sentence(
    "scheduling.server_no_mode",
    _("The travel server knows roads, not trains and buses. Travel times were estimated instead."),
)
SERVER_NO_WAY = Sentence(
    "scheduling.server_no_way",
    _("The travel server knows no way between some of the places. Those were estimated."),
)
SAID = {
    "timeout": SERVER_SILENT,
    "unreachable": SERVER_AWAY,
    "status": SERVER_REFUSED,
    "shape": SERVER_UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class ByRoad:
    """Minutes from a server, the estimate `otherwise`. Answers are kept for a month."""

    roads: Roads
    address: str
    otherwise: TravelTimes

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Minutes between the places. A failing server costs its deadline once, not the plan."""
        estimate = self.otherwise.matrix(places, mode, period)
        if not self.roads.knows(mode):
            return self._estimated(estimate, SERVER_NO_MODE)
        points = list(dict.fromkeys(_rounded(place.point) for place in places))
        if len(points) < 2:
            return estimate
        try:
            found = self._minutes(points, mode, period)
        except NoAnswer as reason:
            return self._estimated(estimate, SAID[reason.kind])
        return self._joined(places, points, found, estimate)

    def _estimated(self, estimate: Matrix, why: Sentence) -> Matrix:
        return Matrix(estimate.minutes, estimate.source, (because(why), *estimate.notes))

    def _joined(
        self, places: Sequence[Place], points: Sequence[Point], found: Minutes, estimate: Matrix
    ) -> Matrix:
        """By place what was found by point, the estimate in its holes."""
        at = {point: number for number, point in enumerate(points)}
        rows, holes = [], False
        for one, start in enumerate(places):
            row = []
            for two, end in enumerate(places):
                known = found[at[_rounded(start.point)]][at[_rounded(end.point)]]
                same = start.key == end.key or _rounded(start.point) == _rounded(end.point)
                holes = holes or (known is None and not same)
                row.append(0 if same else estimate.minutes[one][two] if known is None else known)
            rows.append(tuple(row))
        notes = (because(SERVER_NO_WAY), *estimate.notes) if holes else ()
        return Matrix(tuple(rows), self.roads.name, notes)

    def _minutes(self, points: Sequence[Point], mode: TravelMode, period: str) -> Minutes:
        """From the cache, or the server. Raises NoAnswer, also for a while after it failed."""
        key = self._key(points, mode, period)
        found: Minutes | None = cache.get(key)
        if found is not None:
            return found
        here, anywhere = f"{key}:{FAILED}", self._digest(FAILED)
        if kind := cache.get(anywhere) or cache.get(here):
            raise NoAnswer(kind)
        try:
            found = self.roads.minutes(points, mode)
        except NoAnswer as reason:
            log.warning("travel_server_failed", server=self.roads.name, kind=reason.kind)
            down = anywhere if reason.kind in DOWN else here
            cache.set(down, reason.kind, FAILED_SECONDS)
            raise
        cache.set(key, found, KEPT_SECONDS)
        return found

    def _key(self, points: Sequence[Point], mode: TravelMode, period: str) -> str:
        """Points by a digest: a cache's keys are no place for where people work."""
        where = ";".join(f"{point.latitude},{point.longitude}" for point in points)
        return self._digest(f"{mode}|{period}|{where}")

    def _digest(self, about: str) -> str:
        said = f"{self.roads.name}|{self.address}|{about}"
        return f"travel:{hashlib.sha256(said.encode()).hexdigest()}"


def _rounded(point: Point) -> Point:
    return Point(round(point.latitude, DECIMALS), round(point.longitude, DECIMALS))

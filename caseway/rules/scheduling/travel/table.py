"""A table of minutes from zone to zone that an agency brings along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations_with_replacement
from math import ceil, isfinite
from statistics import median
from typing import NamedTuple

from caseway.rules.reasons import Reason, Sentence, _, because, ngettext
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.matrix import DAYTIME, Matrix, TravelTimes

LONGEST = 300  # minutes: nobody goes to a visit for five hours within a city
SOURCE = "table"

TABLE_EMPTY = Sentence(
    "scheduling.table_empty", _("The table has no line that could be read. Nothing was taken.")
)
TABLE_LINE = Sentence(
    "scheduling.table_line",
    _("Line %(line)s of the table has no minutes: “%(said)s”. Write whole minutes of 0 or more."),
)
TABLE_ENDS = Sentence(
    "scheduling.table_ends",
    _("Line %(line)s of the table does not say from where to where. Fill in both areas."),
)
TABLE_TWICE = Sentence(
    "scheduling.table_twice",
    _("Line %(line)s of the table gives %(start)s to %(end)s a second time, with other minutes."),
)
TABLE_SECONDS = Sentence(
    "scheduling.table_seconds",
    _(
        "The table seems to be in seconds: half of its ways take %(half)s or more. "
        "Say that it is in seconds, or divide by 60."
    ),
)
TABLE_LONG = Sentence(
    "scheduling.table_long",
    _(
        "Line %(line)s of the table has %(minutes)s minutes; a way takes %(most)s at most. "
        "Check whether this line is in seconds."
    ),
)
TABLE_TURNED = Sentence(
    "scheduling.table_turned",
    _(
        "Half of the ways take %(half)s or more, so this table is in seconds. "
        "They were divided by 60 and rounded up to whole minutes."
    ),
)
TABLE_BLANK = Sentence(
    "scheduling.table_blank",
    *ngettext(
        "%(count)s line has no minutes. Its way is estimated.",
        "%(count)s lines have no minutes. Their ways are estimated.",
    ),
    "count",
)
TABLE_HOLES = Sentence(
    "scheduling.table_holes",
    _("The table has no minutes for %(ways)s. They were estimated."),
)


class Unit(StrEnum):
    """What the times of a table are; FOUND: as they look."""

    FOUND = "found"
    MINUTES = "minutes"
    SECONDS = "seconds"


class Line(NamedTuple):
    """A line as it was uploaded: from zone, to zone, how long; `number` as in the file."""

    start: str
    end: str
    time: str
    number: int = 0


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was read: minutes by (from zone, to zone), what was repaired, what stands against it.

    With any fault nothing is to be taken.
    """

    minutes: Mapping[Pair, int]
    notes: tuple[Reason, ...] = ()
    faults: tuple[Reason, ...] = ()
    in_seconds: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Minutes by (from zone, to zone). What it lacks comes from `otherwise`, and is said so."""

    minutes: Mapping[Pair, int]
    otherwise: TravelTimes

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Minutes by the zones of the places; a way back counts where only one way is given."""
        fallback = self.otherwise.matrix(places, mode, period)
        holes: dict[Pair, None] = {}
        rows = []
        for at, start in enumerate(places):
            row = []
            for to, end in enumerate(places):
                known = self._known(start, end)
                if known is None:
                    holes[min(start.zone, end.zone), max(start.zone, end.zone)] = None
                row.append(fallback.minutes[at][to] if known is None else known)
            rows.append(tuple(row))
        notes = (because(TABLE_HOLES, ways=ways_named(holes)),) if holes else ()
        return Matrix(tuple(rows), SOURCE, (*fallback.notes, *notes))

    def _known(self, start: Place, end: Place) -> int | None:
        if start.key == end.key or start.point == end.point:
            return 0
        return between(self.minutes, start.zone, end.zone)


def between(minutes: Mapping[Pair, int], start: str, end: str) -> int | None:
    """Minutes between two zones, those of the way back where only they are known."""
    found = minutes.get((start, end))
    return minutes.get((end, start)) if found is None else found


def holes(minutes: Mapping[Pair, int], zones: Iterable[str]) -> list[Pair]:
    """The pairs of these zones of which the table knows neither way, ways within one among them."""
    pairs = combinations_with_replacement(sorted(set(zones)), 2)
    return [pair for pair in pairs if between(minutes, *pair) is None]


def ways_named(pairs: Iterable[Pair]) -> str:
    """ "Bronx – Queens, Queens": a way within one zone is told by its name."""
    return ", ".join(f"{a or '?'} – {b or '?'}" if a != b else (a or "?") for a, b in sorted(pairs))


def read_pairs(lines: Iterable[Line], unit: Unit = Unit.FOUND) -> Pairs:
    """The minutes of what was uploaded; what is wrong, and what was repaired, as sentences.

    A table that looks like seconds is turned into minutes when nobody said what it is, and refused
    when it was said to be in minutes, because every plan made with it would be empty.
    """
    said: dict[Pair, tuple[float, int]] = {}
    faults: list[Reason] = []
    blank = 0
    for line in _numbered(lines):
        pair, time = (line.start.strip(), line.end.strip()), _time(line.time)
        if fault := _fault(line, pair, time):
            faults.append(fault)
        elif time is None:
            blank += 1
        elif said.setdefault(pair, (time, line.number))[0] != time:
            faults.append(because(TABLE_TWICE, line=line.number, start=pair[0], end=pair[1]))
    if not said and not faults:
        faults.append(because(TABLE_EMPTY))
    if faults:
        return Pairs({}, faults=tuple(faults))
    return _in_minutes(said, unit, (because(TABLE_BLANK, count=blank),) if blank else ())


def _numbered(lines: Iterable[Line]) -> list[Line]:
    """Every line that says anything, with its number."""
    return [
        line._replace(number=line.number or place)
        for place, line in enumerate(lines, start=1)
        if "".join(line[:3]).strip()
    ]


def _fault(line: Line, pair: Pair, time: float | None) -> Reason | None:
    """What is wrong with a line by itself. Without any time it is a hole, and no fault."""
    if not all(pair):
        return because(TABLE_ENDS, line=line.number)
    if time is None and line.time.strip():
        return because(TABLE_LINE, line=line.number, said=line.time)
    return None


def _in_minutes(
    said: Mapping[Pair, tuple[float, int]], unit: Unit, notes: tuple[Reason, ...]
) -> Pairs:
    half = median(time for time, _number in said.values())
    if unit is Unit.MINUTES and half > LONGEST:
        return Pairs({}, faults=(because(TABLE_SECONDS, half=int(half)),))
    if unit is Unit.FOUND and half > LONGEST:
        notes = (because(TABLE_TURNED, half=int(half)), *notes)
        unit = Unit.SECONDS
    in_seconds = unit is Unit.SECONDS
    found = {pair: ceil(time / 60 if in_seconds else time) for pair, (time, _at) in said.items()}
    long = [
        because(TABLE_LONG, line=said[pair][1], minutes=minutes, most=LONGEST)
        for pair, minutes in found.items()
        if minutes > LONGEST
    ]
    return Pairs({}, faults=tuple(long)) if long else Pairs(found, notes, (), in_seconds)


def _time(said: str) -> float | None:
    """A number of 0 or more; None for what is no time."""
    try:
        number = float(said)
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None

"""A table of minutes from zone to zone that an agency brings along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from statistics import median
from typing import NamedTuple

from caseway.rules.reasons import Reason, Sentence, _, because
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
TABLE_HOLES = Sentence(
    "scheduling.table_holes",
    _("The table has no minutes from %(start)s to %(end)s. They were estimated."),
)


class Line(NamedTuple):
    """A line as it was uploaded: from zone, to zone, how long."""

    start: str
    end: str
    time: str


@dataclass(frozen=True, slots=True)
class Table:
    """Minutes by (from zone, to zone). What it lacks comes from `otherwise`, and is said so."""

    minutes: Mapping[tuple[str, str], int]
    otherwise: TravelTimes

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Minutes by the zones of the places; a way back counts where only one way is given."""
        fallback = self.otherwise.matrix(places, mode, period)
        holes: dict[tuple[str, str], None] = {}
        rows = []
        for at, start in enumerate(places):
            row = []
            for to, end in enumerate(places):
                known = self._known(start, end)
                if known is None:
                    holes[start.zone, end.zone] = None
                row.append(fallback.minutes[at][to] if known is None else known)
            rows.append(tuple(row))
        notes = (because(TABLE_HOLES, start=a or "?", end=b or "?") for a, b in holes)
        return Matrix(tuple(rows), SOURCE, (*fallback.notes, *notes))

    def _known(self, start: Place, end: Place) -> int | None:
        if start.key == end.key:
            return 0
        found = self.minutes.get((start.zone, end.zone))
        return self.minutes.get((end.zone, start.zone)) if found is None else found


def read_table(
    lines: Iterable[Line], otherwise: TravelTimes, in_seconds: bool = False
) -> tuple[Table | None, tuple[Reason, ...]]:
    """A table from what was uploaded, or the reasons why it was not taken.

    `in_seconds` is what the sender says. A table that looks like seconds without being said so is
    refused, because every plan made with it would be empty.
    """
    found: dict[tuple[str, str], int] = {}
    faults: list[Reason] = []
    for number, line in enumerate(lines, start=1):
        minutes = _minutes(line.time, in_seconds)
        pair = (line.start.strip(), line.end.strip())
        if minutes is None:
            faults.append(because(TABLE_LINE, line=number, said=line.time))
        elif found.setdefault(pair, minutes) != minutes:
            faults.append(because(TABLE_TWICE, line=number, start=pair[0], end=pair[1]))
    if not faults and not found:
        faults.append(because(TABLE_EMPTY))
    if not faults and (half := median(found.values())) > LONGEST:
        faults.append(because(TABLE_SECONDS, half=int(half)))
    return (None, tuple(faults)) if faults else (Table(found, otherwise), ())


def _minutes(said: str, in_seconds: bool) -> int | None:
    """Whole minutes, upwards; None for what is no time."""
    try:
        number = float(said)
    except ValueError:
        return None
    if not isfinite(number) or number < 0:
        return None
    return ceil(number / 60 if in_seconds else number)

"""What a table of travel times would be, told before it is taken."""

from dataclasses import dataclass, replace
from datetime import date

from caseway.coaching.facts.travel import Hole, areas_of, holes_of
from caseway.rules.reasons import Reason, Sentence, because, ngettext
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.travel.table import Line, Pair, Pairs, Unit, between, read_pairs

MOST_SHOWN = 12  # areas in a grid; a longer table is told as a list

UNKNOWN_AREAS = Sentence(
    "scheduling.table_unknown_areas",
    *ngettext(
        "%(count)s area of the table is none where anybody is met here: %(names)s. "
        "Check how it is written.",
        "%(count)s areas of the table are none where anybody is met here: %(names)s. "
        "Check how they are written.",
    ),
    "count",
)


@dataclass(frozen=True)
class Preview:
    """What was read of a table, and what is missing for the people of a site."""

    pairs: Pairs
    holes: tuple[Hole, ...]
    zones: tuple[str, ...]

    @property
    def notes(self) -> tuple[Reason, ...]:
        return self.pairs.notes

    @property
    def is_taken(self) -> bool:
        """Whether it may be taken."""
        return not self.pairs.faults


def preview_of(lines: list[Line], unit: Unit, *, site: int, travels_by: str, day: date) -> Preview:
    """Read a table and hold it against where people of the site are met. Three queries.

    An area in other capitals is the one that is known by that name.
    """
    areas = areas_of(site)
    known = {zone.casefold(): zone for zone in areas}
    named = [
        line._replace(start=_named(line.start, known), end=_named(line.end, known))
        for line in lines
    ]
    pairs = read_pairs(named, unit)
    zones = tuple(sorted({zone for pair in pairs.minutes for zone in pair}))
    strange = [zone for zone in zones if zone not in areas]
    if strange and areas:
        note = because(UNKNOWN_AREAS, count=len(strange), names=", ".join(strange))
        pairs = replace(pairs, notes=(*pairs.notes, note))
    found: list[Hole] = []
    if pairs.minutes:
        found = holes_of(dict(pairs.minutes), areas, TravelMode(travels_by), day)
    return Preview(pairs, tuple(found), zones)


def _named(said: str, known: dict[str, str]) -> str:
    name = " ".join(said.split())
    return known.get(name.casefold(), name)


def grid(minutes: dict[Pair, int]) -> dict[str, object] | None:
    """From each area to each as months are planned by it; None for a longer table."""
    zones = sorted({zone for pair in minutes for zone in pair})
    if len(zones) > MOST_SHOWN:
        return None
    rows = [(start, [(end, between(minutes, start, end)) for end in zones]) for start in zones]
    return {"zones": zones, "rows": rows}

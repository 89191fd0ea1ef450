"""The map of a month: a mark for each place, with the numbers of who is met there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.queries.month import Ahead, MonthPage
from caseway.coaching.shown.boroughs import HEIGHT, WIDTH, at, is_inside, outlines
from caseway.coaching.stored import Spot


@dataclass(frozen=True)
class Pin:
    """A place on the map: the numbers of who is met there, and how many visits."""

    x: float
    y: float
    label: str
    numbers: str
    words: str
    is_base: bool = False

    @property
    def half(self) -> float:
        """Half the width of its mark."""
        return max(11.0, 4.2 * len(self.numbers) + 3)

    @property
    def mark(self) -> dict[str, str]:
        """Its place and size as SVG writes numbers, whatever the reader's language."""
        return {
            "at": f"{self.x:g} {self.y:g}",
            "left": f"{-self.half:g}",
            "width": f"{2 * self.half:g}",
        }


def city_map(page: MonthPage) -> dict[str, Any]:
    """The map: outlines, and a mark for each place with the numbers of who is met there.

    Of a month with no session yet it shows where everybody would be met.
    """
    places = _gone_to(page) if page.items else page.met_at
    visits = Counter(one.place for one in page.items if one.is_visit)
    spots = page.spots
    pins = [
        _pin(label, people, visits[label], spots[label])
        for label, people in sorted(places.items(), key=lambda one: one[1][0].number)
        if label in spots and is_inside(spots[label].latitude, spots[label].longitude)
    ]
    base = page.base
    if is_inside(base.latitude, base.longitude):
        x, y = at(base.latitude, base.longitude)
        pins.insert(0, Pin(x, y, base.label, "", _("where days begin and end"), is_base=True))
    shown = {one.label for one in pins}
    return {
        "box": _box(pins),
        "outlines": outlines(),
        "pins": _apart(pins),
        "missing": sorted(label for label in places if label not in shown),
        "calls": sum(not one.is_visit for one in page.items),
        "title": _title(page, len(places)),
    }


def _gone_to(page: MonthPage) -> dict[str, list[Ahead]]:
    """The places of the month's visits, with who is met there, each once and in order."""
    found: dict[str, dict[int, Ahead]] = {}
    for item in page.items:
        if item.is_visit and item.place:
            people = found.setdefault(item.place, {})
            people[item.number] = Ahead(item.number, item.enrolment, item.case, item.name)
    return {label: [people[n] for n in sorted(people)] for label, people in found.items()}


def _title(page: MonthPage, places: int) -> str:
    if page.items:
        return ngettext("%(n)s place to go to", "%(n)s places to go to", places) % {"n": places}
    return _("Where people are met")


def _box(pins: Sequence[Pin]) -> str:
    """The part of the city that the month goes to, with room around it."""
    if not pins:
        return f"0 0 {WIDTH} {HEIGHT}"
    left, right = min(one.x for one in pins) - 45, max(one.x for one in pins) + 45
    top, bottom = min(one.y for one in pins) - 35, max(one.y for one in pins) + 35
    return f"{left:g} {top:g} {max(right - left, 200):g} {max(bottom - top, 160):g}"


def _apart(pins: Sequence[Pin]) -> list[Pin]:
    """Marks that would cover one another, moved down or up until they do not."""
    found: list[Pin] = []
    for pin in pins:
        moved, step = pin, 0
        while any(_covers(moved, other) for other in found) and step < 12:
            step += 1
            away = 6 * ((step + 1) // 2) * (1 if step % 2 else -1)
            moved = replace(pin, y=round(pin.y + away, 1))
        found.append(moved)
    return found


def _covers(one: Pin, other: Pin) -> bool:
    return abs(one.x - other.x) < one.half + other.half and abs(one.y - other.y) < 20


def _pin(label: str, people: Sequence[Ahead], visits: int, spot: Spot) -> Pin:
    x, y = at(spot.latitude, spot.longitude)
    words = ", ".join(f"{one.number} {one.name}" for one in people)
    if visits:
        words = ngettext("%(names)s, %(n)s visit", "%(names)s, %(n)s visits", visits) % {
            "names": words,
            "n": visits,
        }
    return Pin(x, y, label, " · ".join(str(one.number) for one in people), words)

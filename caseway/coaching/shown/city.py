"""The map of a month: a mark for each place, with the numbers of who is met there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.queries.month import Item, MonthPage
from caseway.coaching.shown.boroughs import HEIGHT, WIDTH, at, is_inside, outlines


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
    """The map: outlines, and a mark for each place with the numbers of who is met there."""
    places: dict[str, list[Item]] = {}
    for item in page.items:
        if item.is_visit and item.place:
            places.setdefault(item.place, []).append(item)
    spots = page.spots
    pins = [
        _pin(label, items, spots[label].latitude, spots[label].longitude)
        for label, items in sorted(places.items(), key=lambda one: one[1][0].number)
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
        "title": ngettext("%(n)s place to go to", "%(n)s places to go to", len(places))
        % {"n": len(places)},
    }


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


def _pin(label: str, items: Iterable[Item], latitude: float, longitude: float) -> Pin:
    x, y = at(latitude, longitude)
    listed = list(items)
    names = dict(sorted({one.number: one.name for one in listed}.items()))
    words = ngettext("%(names)s, %(n)s visit", "%(names)s, %(n)s visits", len(listed)) % {
        "names": ", ".join(f"{number} {name}" for number, name in names.items()),
        "n": len(listed),
    }
    return Pin(x, y, label, " · ".join(map(str, names)), words)

"""When a visit suits a workplace: around the change of shifts.

Practice: visits are aligned with shift changes, when a worker is free to talk and a supervisor
of either shift can be met (supported employment, scheduling of larger caseloads).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caseway.rules.scheduling.places import DAY_MINUTES, Window


class Shift(NamedTuple):
    """A shift of one day, minutes after midnight; one that ends before it begins ends next day."""

    begins: int
    ends: int


def around_changes(shifts: Iterable[Shift], before: int, after: int) -> tuple[Window, ...]:
    """Windows in which a visit may begin: from `before` minutes before a change to `after` after.

    Both the beginning and the end of each shift are changes. A shift past midnight has its end on
    the next day, at the same time of day, which is where its window lies: the caller who knows
    that the shift is not worked on the day after leaves it out. Overlapping windows become one;
    what would lie outside the day is cut off.
    """
    changes = sorted({edge % DAY_MINUTES for shift in shifts for edge in shift})
    found: list[Window] = []
    for change in changes:
        opens, closes = max(0, change - before), min(DAY_MINUTES - 1, change + after)
        if found and opens <= found[-1].closes:
            found[-1] = Window(found[-1].opens, max(closes, found[-1].closes))
        else:
            found.append(Window(opens, closes))
    return tuple(found)

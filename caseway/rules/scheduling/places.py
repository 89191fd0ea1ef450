"""Where people are, and at what time of day."""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.directory.distance import Point

NOON = 12 * 60
DAY_MINUTES = 24 * 60


class Place(NamedTuple):
    """A place people travel to. `key` is its identity: one employer's place has one key.

    `zone` is the area that penalties and uploaded tables know it by, such as a borough.
    """

    key: str
    point: Point
    zone: str = ""


class Window(NamedTuple):
    """When something may begin: minutes after midnight, both ends included."""

    opens: int
    closes: int


class Hours(NamedTuple):
    """When somebody works on a day: minutes after midnight."""

    begins: int
    ends: int


def clock(minute: int) -> str:
    """A minute of the day as people read it: 870 is 2:30 PM."""
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    return f"{(hour - 1) % 12 + 1}:{rest:02} {'AM' if hour < 12 else 'PM'}"

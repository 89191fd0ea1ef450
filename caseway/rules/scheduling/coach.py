"""The job coach whose month is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from caseway.rules.scheduling.places import Hours, Place


class TravelMode(StrEnum):
    """How a coach gets about."""

    TRANSIT = "transit"
    CAR = "car"
    WALK = "walk"


@dataclass(frozen=True, slots=True)
class Coach:
    """A coach, her base (each day begins and ends there) and her hours by weekday, Monday = 0.

    `languages` and `skills` are compared with what clients need.
    """

    key: str
    base: Place
    hours: Mapping[int, Hours]
    mode: TravelMode = TravelMode.TRANSIT
    languages: frozenset[str] = field(default_factory=frozenset)
    skills: frozenset[str] = field(default_factory=frozenset)

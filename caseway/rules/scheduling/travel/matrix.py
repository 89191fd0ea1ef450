"""Minutes between places, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from caseway.rules.reasons import Reason
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place

DAYTIME = "daytime"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Whole minutes from each place to each, in the order asked.

    `source` names where they come from; `notes` say what had to be filled in.
    """

    minutes: tuple[tuple[int, ...], ...]
    source: str
    notes: tuple[Reason, ...] = ()


class TravelTimes(Protocol):
    """Anything that knows how long it takes."""

    def matrix(self, places: Sequence[Place], mode: TravelMode, period: str = DAYTIME) -> Matrix:
        """Minutes between all of the places, each to each; 0 from a place to itself."""
        ...

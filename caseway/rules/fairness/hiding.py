"""Which groups may be shown, so that no small group shows or can be worked out.

A page shows the groups of a whole and the whole. A group below the smallest size
is hidden, and that is not enough: with one group hidden, the whole less the
others gives it away. So what is hidden is at least two groups, and together they
are no smaller than the smallest group that may be shown.
Source: product decision 2026-11 (smallest size in rules/params/fairness.toml).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many: `yes` of `of` people, 0 <= yes <= of."""

    yes: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.of:
            raise ValueError(f"{self.yes} of {self.of} is no share")

    def without(self, part: Tally) -> Tally:
        """The rest of this whole beside one of its parts."""
        return Tally(self.yes - part.yes, self.of - part.of)


class Hidden(StrEnum):
    """Why a group is not shown."""

    SMALL = "small"  # too few people
    SHIELD = "shield"  # large enough itself, and hides a smaller one


def whole(tallies: Iterable[Tally]) -> Tally:
    """All groups together."""
    every = tuple(tallies)
    return Tally(sum(one.yes for one in every), sum(one.of for one in every))


def hidden(people: Mapping[str, int], smallest: int) -> dict[str, Hidden]:
    """The groups to hide, each with why; `people` are in parts of a whole, without overlap.

    Groups of nobody are left out of account: they are neither shown nor hidden. One
    shield is always enough, as it is large enough by itself: the smallest that is, and
    of equals the first by name, so that a page asked twice hides the same.
    """
    why = {name: Hidden.SMALL for name, of in people.items() if 0 < of < smallest}
    is_enough = len(why) > 1 and sum(people[name] for name in why) >= smallest
    others = [(of, name) for name, of in people.items() if of >= smallest]
    if why and others and not is_enough:
        why[min(others)[1]] = Hidden.SHIELD
    return why

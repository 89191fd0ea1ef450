"""How many goals are the person's own, by group, without telling of anybody in a small one.

Source: the participant chooses: share of participant-set goals (practice reference R11).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from caseway.rules.params import load
from caseway.rules.participation.shares import percent


@dataclass(frozen=True, slots=True)
class Group:
    """Goals of one group: `own` of `of` were set by the participant. `key` names the group."""

    key: str
    own: int
    of: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it may be shown: `percent` is None where it is hidden, `of` then too."""

    key: str
    own: int | None
    of: int | None
    percent: Decimal | None


def shown(groups: Iterable[Group], on: date) -> tuple[Shown, ...]:
    """Each group's share, in order. Small groups are hidden.

    When a single group would be hidden, the smallest of the others is hidden with it: else the
    total would tell what it was.
    """
    groups = tuple(groups)
    least = load("plans").value_on("smallest_group", on)
    hidden = {group.key for group in groups if 0 < group.of < least}
    others = [group for group in groups if group.of >= least]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda group: (group.of, group.key)).key)
    return tuple(
        Shown(group.key, None, None, None)
        if group.key in hidden
        else Shown(group.key, group.own, group.of, share(group))
        for group in groups
    )


def share(group: Group) -> Decimal | None:
    """Percent, whole; None without goals."""
    return percent(Fraction(group.own, group.of), 0) if group.of else None

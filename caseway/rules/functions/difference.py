"""What a change of the table would do to people, before it is made."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.permission import why_not_hold
from caseway.rules.functions.table import FUNCTIONS
from caseway.rules.functions.words import EmployerKind, Holders
from caseway.rules.reasons import Reason, Sentence, Term, _, because, ngettext

Place = Hashable
"""A site and region, however the caller names it."""
Grants = Mapping[tuple[Place, FunctionCode], Holders]

LOSE = Sentence(
    "difference.lose",
    *ngettext(
        "%(lose)s person loses this: %(function)s", "%(lose)s people lose this: %(function)s"
    ),
    count_by="lose",
)
GAIN = Sentence(
    "difference.gain",
    *ngettext(
        "%(gain)s person gains this: %(function)s", "%(gain)s people gain this: %(function)s"
    ),
    count_by="gain",
)
NOBODY = Sentence("difference.nobody", _("Nobody loses or gains a function."))


@dataclass(frozen=True, slots=True)
class Membership:
    """One person working for one kind of agency in one place. A person may have several."""

    person: int
    place: Place
    employer_kind: EmployerKind


@dataclass(frozen=True, slots=True)
class Change:
    """Who loses and who gains one function in one place."""

    place: Place
    function: FunctionCode
    lose: frozenset[int]
    gain: frozenset[int]


@dataclass(frozen=True, slots=True)
class Effect:
    """One sentence of a difference, and the people whom it counts."""

    reason: Reason
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Every change that touches somebody, and all the people touched."""

    changes: tuple[Change, ...]
    lose: frozenset[int]
    gain: frozenset[int]
    effects: tuple[Effect, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Each effect as a sentence, or the one that says that there is none."""
        return tuple(effect.reason for effect in self.effects) or (because(NOBODY),)


def difference(before: Grants, after: Grants, people: Iterable[Membership]) -> Difference:
    """Compare two versions of the table for the people who work under it.

    A person with two memberships loses a function only when neither still
    allows it. Cells missing from one version count as nobody's.
    """
    members: dict[Place, list[Membership]] = {}
    for membership in people:
        members.setdefault(membership.place, []).append(membership)
    touched = [
        cell for cell in dict.fromkeys([*before, *after]) if before.get(cell) != after.get(cell)
    ]
    found = [_change(cell, before, after, members.get(cell[0], [])) for cell in touched]
    changes = tuple(change for change in found if change.lose or change.gain)
    return Difference(
        changes=changes,
        lose=frozenset().union(*(change.lose for change in changes)),
        gain=frozenset().union(*(change.gain for change in changes)),
        effects=tuple(_effects(changes)),
    )


def _change(
    cell: tuple[Place, FunctionCode], before: Grants, after: Grants, members: list[Membership]
) -> Change:
    function = cell[1]
    had, has = (_able(function, grants.get(cell), members) for grants in (before, after))
    return Change(cell[0], function, lose=had - has, gain=has - had)


def _able(
    function: FunctionCode, holders: Holders | None, members: list[Membership]
) -> frozenset[int]:
    if holders is None:
        return frozenset()
    return frozenset(
        member.person
        for member in members
        if why_not_hold(function, member.employer_kind, holders) is None
    )


def _effects(changes: tuple[Change, ...]) -> Iterable[Effect]:
    for change in changes:
        label = Term(FUNCTIONS[change.function].label)
        if change.lose:
            yield Effect(because(LOSE, lose=len(change.lose), function=label), change.lose)
        if change.gain:
            yield Effect(because(GAIN, gain=len(change.gain), function=label), change.gain)

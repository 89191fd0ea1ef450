"""What a move to another region or site does to the people on a case.

The parts that the new place has no room for are closed, and the parts that it
needs are opened, on the same day. Nothing is deleted: closing ends a span.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.ownership import (
    Assignment,
    Owner,
    Vacant,
    owner_of,
    parts_filled,
    required_parts,
)
from caseway.rules.functions.permission import why_not_hold
from caseway.rules.functions.table import FUNCTIONS, SiteHolders
from caseway.rules.functions.words import Holders, Part


@dataclass(frozen=True, slots=True)
class Move:
    """A move, worked out before it is made.

    `close` end on `day`; `keep` go on; `open` are parts to fill from `day`;
    `owners` says who owns each function afterwards, vacancies included.
    """

    day: date
    close: tuple[Assignment, ...]
    keep: tuple[Assignment, ...]
    open: tuple[Part, ...]
    owners: Mapping[FunctionCode, Owner | Vacant]


def move(
    assignments: Iterable[Assignment], after: SiteHolders, day: date, work_required: bool
) -> Move:
    """Work out a move to a place where `after` says who may do what."""
    required = required_parts(after, work_required)
    close: list[Assignment] = []
    keep: list[Assignment] = []
    for one in assignments:
        (keep if _has_room(one, required, after) else close).append(one)
    filled = parts_filled(keep)
    return Move(
        day=day,
        close=tuple(close),
        keep=tuple(keep),
        open=tuple(part for part in required if part not in filled),
        owners={
            function: owner_of(function, keep, after.get(function, Holders.PUBLIC), required)
            for function in FUNCTIONS
        },
    )


def _has_room(one: Assignment, required: tuple[Part, ...], after: SiteHolders) -> bool:
    if one.function is not None:
        held = after.get(one.function, Holders.PUBLIC)
        return why_not_hold(one.function, one.employer_kind, held) is None
    if one.part == Part.PUBLIC_WORKER and Part.CASE_MANAGER in required:
        return True  # a public employee still decides SNAP and Medicaid beside the case manager
    if not any(held.admits(one.employer_kind) for held in after.values()):
        return False
    return one.part == Part.TEAM_MEMBER or bool(parts_filled([one]) & set(required))

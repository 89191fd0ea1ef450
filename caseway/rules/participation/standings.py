"""The family's place in each rate: in, left out, engaged or not, and why.

Source: 42 USC 607(b); 45 CFR 261.22, 261.24, 261.25.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation.circumstances import Circumstances
from caseway.rules.participation.notes import Note
from caseway.rules.participation.options import Options, Precedence, SmallCheckScope
from caseway.rules.participation.standing import Standing


class Place(NamedTuple):
    """A standing, with the ground on which a family is left out: "infant", "sanction" or none."""

    standing: Standing
    left_out: str = ""


OUT, ENGAGED, NOT_ENGAGED = (
    Place(one) for one in (Standing.OUT, Standing.ENGAGED, Standing.NOT_ENGAGED)
)


def place(
    facts: Circumstances, options: Options, met: bool, infant_rule: bool, notes: list[Note]
) -> Place:
    """Where a family stands in one rate it belongs to; the child under one is for the overall."""
    small, infant, sanction = facts.small, facts.infant, facts.sanction
    if small and (met or options.small_check_scope is SmallCheckScope.WHOLE_CASE):
        notes.append(small)
        return Place(Standing.DISREGARDED)
    if met and options.precedence is Precedence.ENGAGED_FIRST:
        return ENGAGED
    if infant_rule and infant:
        notes.append(infant.said)
        if infant.holds:
            return Place(Standing.DISREGARDED, "infant")
    if sanction:
        notes.append(sanction.said)
        if sanction.holds:
            return Place(Standing.DISREGARDED, "sanction")
    return ENGAGED if met else NOT_ENGAGED


def can_count(facts: Circumstances, options: Options) -> bool:
    """Whether meeting the hours could put the family into a numerator at all."""
    if facts.small:
        return False
    if options.precedence is Precedence.ENGAGED_FIRST:
        return True
    if facts.infant and facts.infant.holds and not facts.parents:
        return False
    return not (facts.sanction and facts.sanction.holds)

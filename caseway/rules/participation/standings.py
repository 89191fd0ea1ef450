"""The family's place in each rate: in, left out, engaged or not, and why.

Source: 42 USC 607(b); 45 CFR 261.22, 261.24, 261.25.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation import said_of_families as say
from caseway.rules.participation.family import Family
from caseway.rules.participation.household import Household
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.options import Precedence, SmallCheckScope
from caseway.rules.participation.standing import Standing


class Place(NamedTuple):
    """A standing, with the ground on which a family is left out: "infant", "sanction" or none."""

    standing: Standing
    left_out: str = ""


OUT, ENGAGED, NOT_ENGAGED = (
    Place(one) for one in (Standing.OUT, Standing.ENGAGED, Standing.NOT_ENGAGED)
)


def why_out(family: Family, household: Household, rules: Rules) -> Note | None:
    """Why the family is in neither rate at all."""
    if not family.receives:
        return (say.NO_ASSISTANCE.code,)
    if household.eligible:
        return None
    if family.tribal and not rules.options.include_tribal:
        return (say.TRIBAL.code,)
    return (say.NO_ELIGIBLE.code,)


def place(
    family: Family,
    household: Household,
    rules: Rules,
    met: bool,
    infant_rule: bool,
    notes: list[Note],
) -> Place:
    """Where a family stands in one rate it belongs to; the child under one is for the overall."""
    scope = rules.options.small_check_scope
    small = small_check(family, rules)
    if small and (met or scope is SmallCheckScope.WHOLE_CASE):
        notes.append(small)
        return Place(Standing.DISREGARDED)
    if met and rules.options.precedence is Precedence.ENGAGED_FIRST:
        return ENGAGED
    if infant_rule and _infant(family, household, rules, notes):
        return Place(Standing.DISREGARDED, "infant")
    if family.work_sanction and _sanction(family, rules, notes):
        return Place(Standing.DISREGARDED, "sanction")
    return ENGAGED if met else NOT_ENGAGED


def small_check(family: Family, rules: Rules) -> Note | None:
    """Too little state-funded assistance, and no TANF. Source: 42 USC 607(b)(6)."""
    least = rules.law.small_check_cents
    if family.tanf_cents or family.ssp_cents >= least:
        return None
    return (say.SMALL_CHECK.code, family.ssp_cents, least)


def _infant(family: Family, household: Household, rules: Rules, notes: list[Note]) -> bool:
    """A single custodial parent of a child under one, with months left. 45 CFR 261.22(c)."""
    if not (rules.options.child_under_one and household.infant and household.alone):
        return False
    parents = [one for at in household.eligible if (one := family.members[at]).parent]
    if not parents:
        return False
    used, most = parents[0].balances.child_under_one_months, rules.law.infant_months
    if used >= most:
        notes.append((say.INFANT_USED_UP.code, most))
        return False
    notes.append((say.INFANT.code, used + 1, most))
    return True


def _sanction(family: Family, rules: Rules, notes: list[Note]) -> bool:
    """A work sanction that takes something off, in few enough months. 45 CFR 261.22(b)(2)-(3)."""
    months, most = family.work_sanction_months, rules.law.sanction_months
    if family.work_sanction_cents <= 0:
        note: Note = (say.SANCTION_WITHOUT_CUT.code,)
    elif not rules.options.disregard_sanctioned:
        note = (say.SANCTION_INCLUDED.code,)
    elif months > most:
        note = (say.SANCTION_TOO_LONG.code, months, most)
    else:
        note = (say.SANCTION.code, months, most)
    notes.append(note)
    return note[0] == say.SANCTION.code


def can_count(family: Family, household: Household, rules: Rules) -> bool:
    """Whether meeting the hours could put the family into a numerator at all."""
    if small_check(family, rules):
        return False
    if rules.options.precedence is Precedence.ENGAGED_FIRST:
        return True
    left_out: list[Note] = []
    if _infant(family, household, rules, left_out) and not household.parents:
        return False
    return not (family.work_sanction and _sanction(family, rules, left_out))

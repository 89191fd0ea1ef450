"""Who in a family must take part, and who is a parent with whom.

Source: 45 CFR 261.2(n) for the work-eligible individual, 261.24(a) for two parents.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from caseway.rules.dates import add_months
from caseway.rules.participation import said_of_people as say
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.options import AgeTestDay, Options
from caseway.rules.participation.results import Eligibility
from caseway.rules.reasons import Sentence

_MAJORITY, _STUDENT_MAJORITY = 18, 19
"""45 CFR 260.30, minor child."""

_SAID: dict[Eligibility, Sentence] = {
    Eligibility.RECIPIENT: say.RECIPIENT,
    Eligibility.PARENT_NOT_RECEIVING: say.PARENT,
    Eligibility.MINOR: say.MINOR,
    Eligibility.NOT_RECEIVING: say.NOT_RECEIVING,
    Eligibility.IMMIGRATION: say.IMMIGRATION,
    Eligibility.SSI: say.SSI,
    Eligibility.CARE_OF_DISABLED: say.CARE,
    Eligibility.SSDI: say.SSDI,
    Eligibility.TRIBAL: say.TRIBAL,
}

SAID: tuple[Note, ...] = tuple(
    (_SAID[Eligibility(at)].code,) if at in _SAID else () for at in range(max(Eligibility) + 1)
)
"""The note on each eligibility, by its number: looked up for every person of a state."""

_NOT_ELIGIBLE = int(Eligibility.MINOR)
# By names of their own: looking up a member of an enum costs as much as the rest of a line.
_RECIPIENT, _PARENT_NOT_RECEIVING = Eligibility.RECIPIENT, Eligibility.PARENT_NOT_RECEIVING
_MINOR, _NOT_RECEIVING, _TRIBAL = Eligibility.MINOR, Eligibility.NOT_RECEIVING, Eligibility.TRIBAL


class Household(NamedTuple):
    """What the ages and ties of a family come to on the day tested.

    `eligibility` runs as the family's members. `eligible` are the places of the work-eligible,
    `parents` of the two parents of a two-parent family, else empty. `alone`: one parent or
    caretaker in the home; `young_child`, `infant`: a child under six, under one.
    """

    test_day: date
    eligibility: tuple[Eligibility, ...]
    eligible: tuple[int, ...]
    parents: tuple[int, ...]
    alone: bool
    young_child: bool
    infant: bool


class Ages(NamedTuple):
    """The day on which ages are tested, and when somebody of each age then was born at the latest.

    Comparing two dates decides an age; so a birthday is worked out once for a month.
    """

    day: date
    majority: date
    student_majority: date
    young_child: date
    infant: date


@lru_cache(maxsize=64)
def ages_in(rules: Rules) -> Ages:
    """The ages tested in a month."""
    month, law = rules.month, rules.law
    day = month.first if rules.options.age_test_day is AgeTestDay.FIRST else month.last
    return Ages(
        day,
        add_months(day, -12 * _MAJORITY),
        add_months(day, -12 * _STUDENT_MAJORITY),
        add_months(day, -12 * law.young_child_age),
        add_months(day, -law.infant_months_old),
    )


def household_of(family: Family, rules: Rules) -> Household:
    """Work out who is who in a family's month."""
    options, ages = rules.options, ages_in(rules)
    eligibility, eligible = [], []
    carers = 0
    for at, member in enumerate(family.members):
        why = _eligibility(member, family, ages, options)
        eligibility.append(why)
        if why < _NOT_ELIGIBLE:
            eligible.append(at)
        if (member.parent or member.caretaker) and not member.noncustodial:
            carers += 1
    children = family.children
    youngest = max(children) if children else date.min
    return Household(
        ages.day,
        tuple(eligibility),
        tuple(eligible),
        _two_parents(family, eligible) if family.common_child and len(eligible) > 1 else (),
        carers == 1,
        youngest > ages.young_child,
        youngest > ages.infant,
    )


def _eligibility(member: Member, family: Family, ages: Ages, options: Options) -> Eligibility:
    """Why one member is, or is not, work-eligible on the day tested."""
    if family.tribal and not options.include_tribal:
        return _TRIBAL
    if not (member.head or member.spouse) and _is_minor(member, ages):
        return _MINOR
    receives, parent = member.receives, member.parent
    if not receives and (not parent or member.noncustodial):
        return _NOT_RECEIVING
    if parent and (excused := _excused_parent(member, options)):
        return excused
    return _RECIPIENT if receives else _PARENT_NOT_RECEIVING


def _excused_parent(member: Member, options: Options) -> Eligibility | None:
    if member.immigration_ineligible:
        return Eligibility.IMMIGRATION
    if member.ssi and options.exclude_ssi and not member.counted_despite_benefit:
        return Eligibility.SSI
    if member.cares_for_disabled and member.medical_note:
        return Eligibility.CARE_OF_DISABLED
    if member.ssdi and options.exclude_ssdi and not member.counted_despite_benefit:
        return Eligibility.SSDI
    return None


def _is_minor(member: Member, ages: Ages) -> bool:
    """Under 18, or under 19 and in secondary school full time. Source: 45 CFR 260.30."""
    return member.born > (ages.student_majority if member.secondary_student else ages.majority)


def _two_parents(family: Family, eligible: Sequence[int]) -> tuple[int, ...]:
    """The two work-eligible parents of the same child, unless one has a disability."""
    parents = tuple([at for at in eligible if family.members[at].parent])
    if len(parents) != 2 or any(family.members[at].disability for at in parents):
        return ()
    return parents

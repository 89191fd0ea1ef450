"""Who in a family must take part, and who is a parent with whom.

Source: 45 CFR 261.2(n) for the work-eligible individual, 261.24(a) for two parents.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from caseway.rules.dates import age_on
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


def household_of(family: Family, rules: Rules) -> Household:
    """Work out who is who in a family's month."""
    options, law = rules.options, rules.law
    month = family.month
    day = month.first if options.age_test_day is AgeTestDay.FIRST else month.last
    eligibility, eligible = [], []
    carers = 0
    for at, member in enumerate(family.members):
        why = eligibility_of(member, family, day, options)
        eligibility.append(why)
        if why < _NOT_ELIGIBLE:
            eligible.append(at)
        if (member.parent or member.caretaker) and not member.noncustodial:
            carers += 1
    youngest = max(family.children, default=None)
    return Household(
        day,
        tuple(eligibility),
        tuple(eligible),
        _two_parents(family, eligible),
        carers == 1,
        youngest is not None and age_on(youngest, day) < law.young_child_age,
        youngest is not None and months_on(youngest, day) < law.infant_months_old,
    )


def eligibility_of(member: Member, family: Family, day: date, options: Options) -> Eligibility:
    """Why one member is, or is not, work-eligible on the day tested."""
    if family.tribal and not options.include_tribal:
        return Eligibility.TRIBAL
    if not (member.head or member.spouse) and is_minor(member, day):
        return Eligibility.MINOR
    if not member.receives and (not member.parent or member.noncustodial):
        return Eligibility.NOT_RECEIVING
    if member.parent and (excused := _excused_parent(member, options)):
        return excused
    return Eligibility.RECIPIENT if member.receives else Eligibility.PARENT_NOT_RECEIVING


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


def months_on(born: date, day: date) -> int:
    """Completed months of life on `day`; negative before birth."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def is_minor(member: Member, day: date) -> bool:
    """Under 18, or under 19 and in secondary school full time. Source: 45 CFR 260.30."""
    majority = _STUDENT_MAJORITY if member.secondary_student else _MAJORITY
    return age_on(member.born, day) < majority


def _two_parents(family: Family, eligible: Sequence[int]) -> tuple[int, ...]:
    """The two work-eligible parents of the same child, unless one has a disability."""
    if not family.common_child:
        return ()
    parents = tuple([at for at in eligible if family.members[at].parent])
    if len(parents) != 2 or any(family.members[at].disability for at in parents):
        return ()
    return parents

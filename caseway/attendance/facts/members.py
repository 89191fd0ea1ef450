"""Who a person of the family is to the participation rule."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from caseway.attendance.facts.stored import (
    BORN,
    IN_SCHOOL,
    OWN_PART,
    RECEIVES,
    ROLE,
    WHO_PART,
    Row,
    Who,
)
from caseway.attendance.facts.work import NO_WORK, Work
from caseway.attendance.models import FamilyRole
from caseway.rules.dates import Month, add_months
from caseway.rules.participation.balances import NO_BALANCES, Balances
from caseway.rules.participation.family import Member, SelfEmployment

ADULT, CHILD = 30, 10
"""How old somebody without a birth date is taken to be: an age that changes nothing."""

KINDS = 4096
"""How many kinds of people are kept: some 2 MB at most, and a state has a few dozen."""


class Ages(NamedTuple):
    """The birth dates that make somebody so old on the first day of a month.

    Whoever was born later is younger; so ages are compared as dates, and worked out once.
    """

    adult: date
    child: date
    majority: date
    student_majority: date


def ages_in(month: Month) -> Ages:
    """The ages that decide about families in a month."""
    return Ages(*(add_months(month.first, -12 * age) for age in (ADULT, CHILD, 18, 19)))


# Plain texts: comparing with a member of an enum takes six times as long.
CHILD_ROLE, HEAD_ROLE = FamilyRole.CHILD.value, FamilyRole.PARENT_HEAD.value
_CARETAKER = FamilyRole.CARETAKER.value
_PARENTS = (HEAD_ROLE, FamilyRole.PARENT.value, FamilyRole.MINOR_PARENT.value)


def member_of(
    row: Row, ages: Ages, head_married: bool, used: dict[int, Balances], work: Work | None
) -> Member:
    """A row of an adult, with what she had used of each limit and what her enrolments say."""
    person, birth_on, gross, expenses = row[OWN_PART]
    projections, homework, voced_also = work or NO_WORK
    return Member._make(
        (
            person,
            birth_on or ages.adult,
            *_traits(row[WHO_PART], head_married),
            voced_also,
            used.get(person, NO_BALANCES),
            projections,
            SelfEmployment(gross, expenses) if gross else None,
            homework,
        )
    )


@lru_cache(maxsize=KINDS)
def _traits(who: tuple[Any, ...], head_married: bool) -> tuple[Any, ...]:
    """The fields of `Member` from `receives` to `satisfactory_school`, in its order."""
    said = Who._make(who)
    head = said.role == HEAD_ROLE
    traits = Member(
        person=0,
        born=date.min,
        receives=said.receives,
        parent=said.role in _PARENTS,
        caretaker=said.role == _CARETAKER,
        head=head,
        spouse=not head and head_married and said.is_married,
        married=said.is_married,
        secondary_student=said.in_secondary_school,
        immigration_ineligible=said.barred_by_immigration,
        ssi=said.gets_ssi,
        ssdi=said.gets_ssdi,
        disability=said.has_disability,
        cares_for_disabled=said.cares_for_disabled,
        medical_note=said.care_is_documented,
        cares_for_disabled_child=said.cares_for_disabled_child,
        completed_secondary=said.has_diploma,
        satisfactory_school=said.school_satisfactory,
    )
    plain: tuple[Any, ...] = traits
    return plain[Member._fields.index("receives") : Member._fields.index("voced_also")]


def minors_of(rows: list[Row], ages: Ages) -> tuple[date, ...]:
    """The birth dates of those children who receive and are minors on the month's first day.

    Under 18, or under 19 and a full-time student of a secondary school. 45 CFR 260.30.
    """
    of_age, students_of_age = ages.majority, ages.student_majority
    born: list[date] = []
    for row in rows:
        if row[ROLE] != CHILD_ROLE or not row[RECEIVES]:
            continue
        birth_on = row[BORN] or ages.child
        if birth_on > of_age or (birth_on > students_of_age and row[IN_SCHOOL]):
            born.append(birth_on)
    return tuple(born)

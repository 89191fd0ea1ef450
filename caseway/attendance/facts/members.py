"""Who a person of the family is to the participation rule."""

from datetime import date

from caseway.attendance.facts.stored import StoredMember
from caseway.attendance.facts.work import Work
from caseway.attendance.models import FamilyRole
from caseway.rules.dates import Month, add_months, age_on
from caseway.rules.participation.balances import NO_BALANCES, Balances
from caseway.rules.participation.family import Member, SelfEmployment

ADULT, CHILD = 30, 10
"""How old somebody without a birth date is taken to be: an age that changes nothing."""

# Plain texts: comparing with a member of an enum takes six times as long.
CHILD_ROLE, HEAD_ROLE = FamilyRole.CHILD.value, FamilyRole.PARENT_HEAD.value
_CARETAKER = FamilyRole.CARETAKER.value
_PARENTS = (HEAD_ROLE, FamilyRole.PARENT.value, FamilyRole.MINOR_PARENT.value)
_NO_WORK = Work()


def member_of(
    said: StoredMember,
    month: Month,
    head_married: bool,
    used: dict[int, Balances],
    work: Work | None,
) -> Member:
    """A stored member, with what she had used of each limit and what her enrolments say."""
    role = said.role
    head = role == HEAD_ROLE
    work = work or _NO_WORK
    return Member(
        person=said.person,
        born=born_on(said, month, ADULT),
        receives=said.receives,
        parent=role in _PARENTS,
        caretaker=role == _CARETAKER,
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
        voced_also=work.voced_also,
        balances=used.get(said.person, NO_BALANCES),
        projections=work.projections,
        self_employment=_self_employment(said),
        homework=work.homework,
    )


def _self_employment(said: StoredMember) -> SelfEmployment | None:
    if not said.gross_cents:
        return None
    return SelfEmployment(said.gross_cents, said.expense_cents)


def born_on(said: StoredMember, month: Month, age: int) -> date:
    """The birth date, or one that makes the person so old in the month."""
    return said.birth_on or add_months(month.first, -12 * age)


def is_minor(said: StoredMember, month: Month, first: date) -> bool:
    """Under 18, or under 19 and a full-time student of a secondary school. 45 CFR 260.30.

    `first` is the month's first day, on which ages are taken: worked out once for all children.
    """
    if not said.receives:
        return False
    age = age_on(born_on(said, month, CHILD), first)
    return age < 18 or (age < 19 and said.in_secondary_school)

"""The facts of a family's month for its page: what stands, or what it would begin with."""

from dataclasses import dataclass
from typing import Any

from caseway.attendance.facts.months import month_of
from caseway.attendance.models import (
    FAMILY_FACTS,
    MEMBER_FACTS,
    NOT_CARRIED,
    FamilyMonth,
    FamilyRole,
)
from caseway.cases.models import Case, HouseholdMember, Person, Relation


@dataclass(frozen=True, slots=True)
class Someone:
    """A member of the household and her facts of the month. `is_in`: whether she is in it."""

    person: Person
    values: dict[str, Any]
    is_in: bool


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """The month's facts. `row` is None for a month that nobody began.

    `begun_from` is the month whose facts it would begin with, when there is one.
    """

    case: Case
    period: int
    row: FamilyMonth | None
    values: dict[str, Any]
    people: list[Someone]
    begun_from: int | None

    @property
    def version(self) -> int:
        return self.row.version if self.row else 0


_CHILDREN = (Relation.CHILD, Relation.STEPCHILD, Relation.GRANDCHILD)


def month_facts(case: Case, period: int) -> MonthFacts:
    """Four queries at most."""
    row = _row(case, period)
    before = None if row else _row(case, month_of(period).plus(-1).number)
    source = row or before
    values = {name: _start(source, name, fresh=row is None) for name in FAMILY_FACTS}
    people = _known(source, fresh=row is None)
    known = {one.person.pk for one in people}
    people += _others(case, known, suggest=source is None, period=period)
    return MonthFacts(case, period, row, values, people, before.period if before else None)


def _row(case: Case, period: int) -> FamilyMonth | None:
    rows = FamilyMonth.objects.filter(case=case, period=period).select_related("recorded_by")
    return rows.prefetch_related("members__person").first()


def _start(source: Any, name: str, *, fresh: bool) -> Any:
    """A fact to begin with; what holds for one month only is asked anew."""
    if source is None or (fresh and name in NOT_CARRIED):
        return None
    return getattr(source, name)


def _known(source: FamilyMonth | None, *, fresh: bool) -> list[Someone]:
    if source is None:
        return []
    return [
        Someone(
            member.person,
            {name: _start(member, name, fresh=fresh) for name in MEMBER_FACTS},
            is_in=True,
        )
        for member in source.members.all()
    ]


def _others(case: Case, known: set[int], *, suggest: bool, period: int) -> list[Someone]:
    """Who else lives there. For a first month the whole household is suggested."""
    month = month_of(period)
    rows = (
        HouseholdMember.objects.filter(household=case.household_id, starts_on__lte=month.last)
        .exclude(ends_on__lte=month.first)
        .exclude(person__in=known)
        .select_related("person")
        .order_by("starts_on", "id")
    )
    found = {row.person_id: row for row in rows}
    return [
        Someone(
            row.person,
            {**dict.fromkeys(MEMBER_FACTS), "role": _role(row.relation), "receives": True},
            is_in=suggest,
        )
        for row in found.values()
    ]


def _role(relation: str) -> str:
    if relation == Relation.SELF:
        return FamilyRole.PARENT_HEAD
    return FamilyRole.CHILD if relation in _CHILDREN else FamilyRole.OTHER_ADULT

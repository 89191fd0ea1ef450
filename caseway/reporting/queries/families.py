"""The families behind a number of a rate, and for each why it stands where it does."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from caseway.attendance.models import CaseMonth, PersonMonth, StandingCode
from caseway.kernel.models import User
from caseway.reporting.queries.rates import MonthRates
from caseway.reporting.queries.scope import Rate, chosen


class Group(StrEnum):
    """A number of a rate that opens its list."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    MISSED = "missed"  # counted, hours not met
    LIMITED = "limited"  # met by education, left out of the numerator by the limit
    DISREGARDED = "disregarded"
    OUT = "out"
    STALE = "stale"


_STANDINGS = {
    Group.NUMERATOR: (StandingCode.ENGAGED,),
    Group.DENOMINATOR: (StandingCode.ENGAGED, StandingCode.NOT_ENGAGED),
    Group.MISSED: (StandingCode.NOT_ENGAGED,),
    Group.LIMITED: (StandingCode.ENGAGED,),
    Group.DISREGARDED: (StandingCode.DISREGARDED,),
    Group.OUT: (StandingCode.OUT,),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One family of a list: its result and its people's."""

    result: CaseMonth
    people: list[PersonMonth]
    limited: bool


def count_of(found: MonthRates, group: Group) -> int:
    """What the tile says."""
    rate = found.rate
    return {
        Group.NUMERATOR: rate.numerator,
        Group.DENOMINATOR: rate.denominator,
        Group.MISSED: rate.not_engaged,
        Group.LIMITED: len(rate.capped),
        Group.DISREGARDED: rate.disregarded,
        Group.OUT: rate.out,
        Group.STALE: found.stale,
    }[group]


def families_in(user: User, found: MonthRates, group: Group) -> "QuerySet[CaseMonth, CaseMonth]":
    """The rows that make up the number, by the name of the participant."""
    rows = chosen(user, found.choice)
    if group == Group.STALE:
        return _ordered(rows.filter(stale_since__isnull=False))
    rate: Rate = found.choice.rate
    rows = rows.filter(**{f"{rate.value}__in": _STANDINGS[group]})
    if group == Group.NUMERATOR:
        rows = rows.exclude(case__in=found.rate.capped)
    if group == Group.LIMITED:
        rows = rows.filter(case__in=found.rate.capped)
    return _ordered(rows)


def lines(rows: Collection[CaseMonth], capped: Collection[int]) -> list[Line]:
    """The rows of one page with their people. One query."""
    people: dict[int, list[PersonMonth]] = defaultdict(list)
    for person in (
        PersonMonth.objects.filter(case_month__in=[row.pk for row in rows])
        .select_related("person")
        .order_by("case_month", "person__sort_name", "id")
    ):
        people[person.case_month_id].append(person)
    left_out = set(capped)
    return [Line(row, people[row.pk], row.case_id in left_out) for row in rows]


def _ordered(rows: "QuerySet[CaseMonth, CaseMonth]") -> "QuerySet[CaseMonth, CaseMonth]":
    return rows.select_related("case__participant", "worker", "agency", "region").order_by(
        "case__participant__sort_name", "id"
    )

"""Families as the participation rule knows them, from the facts of a month. In bulk.

Who is who decides much, so how a row becomes a fact is said here once. What
nobody recorded never helps a family: an adult without a birth date counts as 30
years old and a child as 10, and the result says that a date is missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caseway.attendance.facts.balances import balances
from caseway.attendance.facts.members import CHILD, born_on, is_minor, member_of
from caseway.attendance.facts.months import month_of, rules_on
from caseway.attendance.facts.work import Work, work_of
from caseway.attendance.models import MEMBER_FACTS, FamilyMonth, FamilyRole, PlanHoliday
from caseway.cases.models import Assignment, Case
from caseway.rules.dates import Month
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.family import Family
from caseway.rules.participation.law import Rules


@dataclass(frozen=True, slots=True)
class Head:
    """Where a case's month belongs, and how its stored result stands."""

    case: int
    site: int
    region: int
    state: str
    agency: int | None
    worker: int | None
    case_month: int | None
    stale_since: datetime | None
    input_hash: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One family's month, ready for the rule.

    `undated`: people without a birth date. `known`: whether anybody recorded
    what the family received at all.
    """

    head: Head
    family: Family
    known: bool
    undated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """The facts of many families by case id, and the rules that each site's month has."""

    facts: dict[int, Facts]
    rules: dict[int, Rules]
    by_site: dict[int, str] = field(default_factory=dict)


def families(case_ids: Collection[int], period: int) -> Batch:
    """The facts of these families for the month. Four queries and one more for each further state.

    Raises ParamError when the law of the month is not known.
    """
    rows = list(_rows(case_ids, period))
    sites = {row["site_id"]: row["site__state"] for row in rows}
    holidays = _holidays(sites, period)
    rules = {site: rules_on(state, period, holidays[site]) for site, state in sites.items()}
    by_case: dict[int, list[dict[str, Any]]] = defaultdict(list)
    people: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_case[row["pk"]].append(row)
        if row["month__members__role"] not in (None, FamilyRole.CHILD):
            people[row["site__state"]].add(row["month__members__person_id"])
    used: dict[int, Balances] = {}
    for state, ids in people.items():
        used |= balances(ids, period, state)
    work = work_of(case_ids, {site: each.calendar for site, each in rules.items()}, period)
    facts = {
        case: _facts(found, period, used, work.get(case, {})) for case, found in by_case.items()
    }
    return Batch(facts, rules, sites)


_FAMILY = (
    "tanf_cents",
    "ssp_cents",
    "snap_cents",
    "snap_persons",
    "assistance_persons",
    "work_sanction_cents",
    "has_federal_child_care",
    "has_violence_waiver",
    "is_tribal",
    "first_day",
    "last_day",
)
_MEMBER = ("person_id", *MEMBER_FACTS, "person__birth_on")
_HEAD = (
    "pk",
    "site_id",
    "region_id",
    "site__state",
    "lead_agency",
    "lead_staff",
    "result__id",
    "result__stale_since",
    "result__input_hash",
    "month__id",
    "sanction_months",
)


def _rows(case_ids: Collection[int], period: int) -> "QuerySet[Case, dict[str, Any]]":
    """One row for each member; one, with empty places, for a case nobody recorded facts for."""
    lead = lead_of(month_of(period), OuterRef("pk"))
    found: QuerySet[Case, dict[str, Any]] = (
        Case.objects.filter(pk__in=case_ids)
        .annotate(
            month=FilteredRelation("family_months", condition=Q(family_months__period=period)),
            result=FilteredRelation("months", condition=Q(months__period=period)),
            lead_agency=Subquery(lead.values("agency")[:1]),
            lead_staff=Subquery(lead.values("staff")[:1]),
            sanction_months=_sanction_months(period),
        )
        .values(
            *_HEAD,
            *(f"month__{name}" for name in _FAMILY),
            *(f"month__members__{name}" for name in _MEMBER),
        )
        .order_by("pk", F("month__members__id").asc(nulls_first=True))
    )
    return found


def lead_of(month: Month, case: OuterRef) -> "QuerySet[Assignment, Assignment]":
    """Who had the lead last in the month: the family is counted with her and her agency."""
    return (
        Assignment.objects.filter(case=case, is_lead=True, starts_on__lte=month.last)
        .filter(Q(ends_on=None) | Q(ends_on__gt=month.first))
        .order_by("-starts_on", "-id")
    )


def _sanction_months(period: int) -> Coalesce:
    """Months with a work sanction in the twelve that end with this one."""
    rows = (
        FamilyMonth.objects.filter(
            case=OuterRef("pk"),
            period__gt=month_of(period).plus(-12).number,
            period__lte=period,
            work_sanction_cents__gt=0,
        )
        .order_by()
        .values("case")
    )
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _holidays(sites: Iterable[int], period: int) -> dict[int, list[date]]:
    """The plan's holidays that may fall in the report month, by site."""
    month = month_of(period)
    found: dict[int, list[date]] = {site: [] for site in sites}
    rows = PlanHoliday.objects.filter(
        site__in=found, on__gte=month.plus(-1).first, on__lte=month.last
    )
    for site, day in rows.order_by().values_list("site_id", "on"):
        found[site].append(day)
    return found


def _facts(
    rows: list[dict[str, Any]],
    period: int,
    used: dict[int, Balances],
    work: dict[int, Work],
) -> Facts:
    first = rows[0]
    head = Head(
        case=first["pk"],
        site=first["site_id"],
        region=first["region_id"],
        state=first["site__state"],
        agency=first["lead_agency"],
        worker=first["lead_staff"],
        case_month=first["result__id"],
        stale_since=first["result__stale_since"],
        input_hash=first["result__input_hash"] or "",
    )
    if first["month__id"] is None:
        return Facts(head, Family(head.case, month_of(period), (), receives=False), known=False)
    members = [_short(row) for row in rows if row["month__members__person_id"] is not None]
    undated = tuple(each["person_id"] for each in members if each["person__birth_on"] is None)
    return Facts(head, _family(first, members, period, used, work), True, undated)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[f"month__members__{name}"] for name in _MEMBER}


def _family(
    row: dict[str, Any],
    members: list[dict[str, Any]],
    period: int,
    used: dict[int, Balances],
    work: dict[int, Work],
) -> Family:
    month = month_of(period)
    said = {name: row[f"month__{name}"] for name in _FAMILY}
    children = [each for each in members if each["role"] == FamilyRole.CHILD]
    adults = [each for each in members if each["role"] != FamilyRole.CHILD]
    minors = tuple(born_on(each, month, CHILD) for each in children if is_minor(each, month))
    head_married = any(
        each["is_married"] and each["role"] == FamilyRole.PARENT_HEAD for each in adults
    )
    return Family(
        case=row["pk"],
        month=month,
        members=tuple(
            member_of(each, month, head_married, used, work.get(each["person_id"]))
            for each in adults
        ),
        children=minors,
        receives=bool(said["tanf_cents"] or said["ssp_cents"]),
        # Nobody is asked whose child each one is: two parents in one family
        # are taken to have one together, which puts them to the harder test.
        common_child=bool(minors),
        tanf_cents=said["tanf_cents"],
        ssp_cents=said["ssp_cents"],
        snap_cents=said["snap_cents"],
        snap_people=said["snap_persons"],
        assistance_people=said["assistance_persons"],
        federal_child_care=said["has_federal_child_care"],
        work_sanction=said["work_sanction_cents"] > 0,
        work_sanction_cents=said["work_sanction_cents"],
        work_sanction_months=row["sanction_months"],
        violence_waiver=said["has_violence_waiver"],
        tribal=said["is_tribal"],
        first_day=said["first_day"],
        last_day=said["last_day"],
    )

"""What stands in the database of families' months: one query, and its rows by name.

A state's month is nine hundred thousand of these rows, so they come as plain tuples, and only a
family is made of each case's.
"""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caseway.attendance.facts.months import month_of
from caseway.attendance.models import FamilyMonth, FamilyRole
from caseway.cases.models import Assignment, Case
from caseway.rules.dates import Month

Rows: TypeAlias = "QuerySet[Case, tuple[Any, ...]]"


class Head(NamedTuple):
    """Where a case's month belongs, and the row of its stored result.

    `family_month`: None where nobody recorded what the family received.
    """

    case: int
    site: int
    region: int
    state: str
    agency: int | None
    worker: int | None
    case_month: int | None
    family_month: int | None
    sanction_months: int


class Who(NamedTuple):
    """Who somebody of the family is, as in `MemberMonth`. Few people of a state differ in it."""

    role: str
    receives: bool
    is_married: bool
    barred_by_immigration: bool
    gets_ssi: bool
    gets_ssdi: bool
    has_disability: bool
    cares_for_disabled: bool
    care_is_documented: bool
    cares_for_disabled_child: bool
    in_secondary_school: bool
    has_diploma: bool
    school_satisfactory: bool


Row: TypeAlias = tuple[Any, ...]
"""A row of `member_rows`: the columns of the head, of `PAID`, then `OWN` and `Who` of a member."""

PAID = (
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
"""What a family received, in columns of `FamilyMonth`."""

OWN = ("person_id", "person__birth_on", "gross_cents", "expense_cents")
"""What is a member's own."""


class Stored(NamedTuple):
    """One case's rows; one row, of nobody, where no member is recorded."""

    head: Head
    rows: list[Row]


_HEAD = (
    "pk",
    "site_id",
    "region_id",
    "site__state",
    "lead_agency",
    "lead_staff",
    "result__id",
    "month__id",
    "sanction_months",
)
_PAID_AT = len(_HEAD)
_OWN_AT = _PAID_AT + len(PAID)
_WHO_AT = _OWN_AT + len(OWN)

# Where in a row things stand.
PAID_PART, OWN_PART, WHO_PART = (
    slice(_PAID_AT, _OWN_AT),
    slice(_OWN_AT, _WHO_AT),
    slice(_WHO_AT, None),
)
PERSON, BORN, ROLE = _OWN_AT, _OWN_AT + 1, _WHO_AT
RECEIVES, MARRIED, IN_SCHOOL = (
    _WHO_AT + Who._fields.index(name) for name in ("receives", "is_married", "in_secondary_school")
)


def stored(case_ids: Collection[int], period: int) -> Iterator[Stored]:
    """The cases with their members, in case order. One query, however many."""
    for _, found in groupby(member_rows(case_ids, period), key=itemgetter(0)):
        rows = list(found)
        yield Stored(Head._make(rows[0][:_PAID_AT]), rows)


def member_rows(case_ids: Collection[int], period: int) -> Rows:
    """One row for each member; one, with empty places, for a case nobody recorded facts for."""
    lead = lead_of(month_of(period), OuterRef("pk"))
    found: Rows = (
        Case.objects.filter(pk__in=case_ids)
        .annotate(
            month=FilteredRelation("family_months", condition=Q(family_months__period=period)),
            result=FilteredRelation("months", condition=Q(months__period=period)),
            lead_agency=Subquery(lead.values("agency")[:1]),
            lead_staff=Subquery(lead.values("staff")[:1]),
            sanction_months=_sanction_months(period),
        )
        .values_list(
            *_HEAD,
            *(f"month__{name}" for name in PAID),
            *(f"month__members__{name}" for name in (*OWN, *Who._fields)),
        )
        .order_by("pk", F("month__members__id").asc(nulls_first=True))
    )
    return found


def adult_of(row: Row) -> int | None:
    """The person whom a row of `member_rows` is of; None for a child or nobody."""
    person: int | None = row[PERSON]
    return None if row[ROLE] == FamilyRole.CHILD else person


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

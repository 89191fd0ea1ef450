"""What people had used of each limit before a month, from the months worked out before."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from caseway.attendance.facts.months import calendar_on, month_of
from caseway.attendance.models import PersonMonth
from caseway.rules.dates import Month
from caseway.rules.participation.balances import Balances, Charged, balances_from

CHARGES = (
    "absence_minutes",
    "holidays",
    "job_search_minutes",
    "job_search_weeks",
    "day_rule_used",
    "vocational_month",
    "child_under_one_month",
)


def balances(person_ids: Collection[int], period: int, state: str) -> dict[int, Balances]:
    """By person id, for those who used up anything. One query, however many people.

    Limits follow the person, so rows of every case that she was in are read;
    only rows that charge something are, from an index of their own.
    """
    earlier: dict[int, dict[int, Charged]] = defaultdict(dict)
    for person, when, *columns in charge_rows(person_ids, period):
        now = charged(columns, state, when)
        before = earlier[person].get(when)
        earlier[person][when] = _both(before, now) if before else now
    month = month_of(period)
    return {
        person: balances_from(month, [(month_of(when), each) for when, each in months.items()])
        for person, months in earlier.items()
    }


def charged(columns: "list[Any] | tuple[Any, ...]", state: str, period: int) -> Charged:
    """What one month used up, from the columns named in CHARGES."""
    absence, holidays, minutes, mask, day_rule, vocational, infant = columns
    return Charged(
        absence_minutes=absence,
        holidays=holidays,
        jobsearch_minutes=minutes,
        jobsearch_weeks=weeks_of(mask, state, period),
        day_rule_used=day_rule,
        voced_month=vocational,
        child_under_one_month=infant,
    )


def columns_of(what: Charged, state: str, period: int) -> dict[str, Any]:
    """The same, as columns to store."""
    return {
        "absence_minutes": what.absence_minutes,
        "holidays": what.holidays,
        "job_search_minutes": what.jobsearch_minutes,
        "job_search_weeks": mask_of(what.jobsearch_weeks, state, period),
        "day_rule_used": what.day_rule_used,
        "vocational_month": what.voced_month,
        "child_under_one_month": what.child_under_one_month,
    }


def weeks_of(mask: int, state: str, period: int) -> tuple[int, ...]:
    """The federal weeks whose bits are set. Bit 0 is the first week of the report month."""
    if not mask:
        return ()
    first = calendar_on(state, period).weeks[0]
    return tuple(first + bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def mask_of(weeks: Collection[int], state: str, period: int) -> int:
    """The other way round. Raises ValueError for a week before the report month."""
    if not weeks:
        return 0
    first = calendar_on(state, period).weeks[0]
    return sum(1 << (week - first) for week in set(weeks))


def charge_rows(
    person_ids: Collection[int], period: int
) -> "QuerySet[PersonMonth, tuple[Any, ...]]":
    """Person id, month and the columns of CHARGES, of earlier months that charge something."""
    rows = PersonMonth.objects.filter(
        person_id__in=person_ids, charges=True, period__lt=period
    ).order_by()
    found: QuerySet[PersonMonth, tuple[Any, ...]] = rows.values_list(
        "person_id", "period", *CHARGES
    )
    return found


def _both(one: Charged, other: Charged) -> Charged:
    """A person in two cases in one month used both, and one month of each lifetime limit."""
    return Charged(
        one.absence_minutes + other.absence_minutes,
        one.holidays + other.holidays,
        one.jobsearch_minutes + other.jobsearch_minutes,
        tuple({*one.jobsearch_weeks, *other.jobsearch_weeks}),
        one.day_rule_used or other.day_rule_used,
        one.voced_month or other.voced_month,
        one.child_under_one_month or other.child_under_one_month,
    )


def last_reached(period: int) -> Month:
    """The last month whose twelve-month limits still see this one."""
    return month_of(period).plus(11)

"""Families as the participation rule knows them, from the facts of a month. In bulk.

Who is who decides much, so how a row becomes a fact is said here once. What
nobody recorded never helps a family: an adult without a birth date counts as 30
years old and a child as 10, and the result says that a date is missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from caseway.attendance.facts.balances import balances
from caseway.attendance.facts.members import (
    CHILD_ROLE,
    HEAD_ROLE,
    Ages,
    ages_in,
    member_of,
    minors_of,
)
from caseway.attendance.facts.months import month_of, rules_on
from caseway.attendance.facts.stored import (
    BORN,
    MARRIED,
    PAID_PART,
    PERSON,
    ROLE,
    Head,
    Row,
    Stored,
    stored,
)
from caseway.attendance.facts.work import Work, work_of
from caseway.attendance.models import PlanHoliday
from caseway.rules.dates import Month
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.law import Rules

_NO_WORK: dict[int, Work] = {}


class Facts(NamedTuple):
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
    found = list(stored(case_ids, period))
    sites = {one.head.site: one.head.state for one in found}
    holidays = _holidays(sites, period)
    rules = {site: rules_on(state, period, holidays[site]) for site, state in sites.items()}
    used = _used(found, period)
    work = work_of(case_ids, {site: each.calendar for site, each in rules.items()}, period)
    month = month_of(period)
    ages = ages_in(month)
    facts = {
        one.head.case: _facts(one, month, ages, used, work.get(one.head.case, _NO_WORK))
        for one in found
    }
    return Batch(facts, rules, sites)


def _used(found: list[Stored], period: int) -> dict[int, Balances]:
    """What each adult had used of the limits. One query for each state."""
    people: dict[str, list[int]] = defaultdict(list)
    for head, rows in found:
        people[head.state] += [row[PERSON] for row in rows if row[ROLE] != CHILD_ROLE]
    used: dict[int, Balances] = {}
    for state, ids in people.items():
        used |= balances(set(ids) - {None}, period, state)
    return used


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
    one: Stored, month: Month, ages: Ages, used: dict[int, Balances], work: dict[int, Work]
) -> Facts:
    head, rows = one
    if head.family_month is None:
        return Facts(head, Family(head.case, month, (), receives=False), known=False)
    if rows[0][PERSON] is None:
        return Facts(head, _family(head, rows[0], month, (), ()), known=True)
    adults = [row for row in rows if row[ROLE] != CHILD_ROLE]
    head_married = len(adults) > 1 and any(
        row[MARRIED] and row[ROLE] == HEAD_ROLE for row in adults
    )
    members = [member_of(row, ages, head_married, used, work.get(row[PERSON])) for row in adults]
    family = _family(head, rows[0], month, tuple(members), minors_of(rows, ages))
    return Facts(head, family, True, tuple([row[PERSON] for row in rows if row[BORN] is None]))


def _family(
    head: Head, row: Row, month: Month, members: tuple[Member, ...], minors: tuple[date, ...]
) -> Family:
    tanf, ssp, snap, eaters, paid_for, cut, care, waiver, tribal, first, last = row[PAID_PART]
    # By place, which takes a third of the time that names take.
    return Family(
        head.case,
        month,
        members,
        minors,
        bool(tanf or ssp),
        # Nobody is asked whose child each one is: two parents in one family
        # are taken to have one together, which puts them to the harder test.
        bool(minors),
        tanf,
        ssp,
        snap,
        eaters,
        paid_for,
        0,
        care,
        cut > 0,
        cut,
        head.sanction_months,
        waiver,
        tribal,
        first,
        last,
    )

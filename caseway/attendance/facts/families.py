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
    CHILD,
    CHILD_ROLE,
    HEAD_ROLE,
    born_on,
    is_minor,
    member_of,
)
from caseway.attendance.facts.months import month_of, rules_on
from caseway.attendance.facts.stored import Head, Stored, stored
from caseway.attendance.facts.work import Work, work_of
from caseway.attendance.models import PlanHoliday
from caseway.rules.dates import Month
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.family import Family
from caseway.rules.participation.law import Rules


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
    people: dict[str, list[int]] = defaultdict(list)
    for head, _, members in found:
        people[head.state] += [each.person for each in members if each.role != CHILD_ROLE]
    used: dict[int, Balances] = {}
    for state, ids in people.items():
        used |= balances(set(ids), period, state)
    work = work_of(case_ids, {site: each.calendar for site, each in rules.items()}, period)
    month = month_of(period)
    first = month.first
    facts = {
        one.head.case: _facts(one, month, first, used, work.get(one.head.case, {})) for one in found
    }
    return Batch(facts, rules, sites)


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
    one: Stored, month: Month, first: date, used: dict[int, Balances], work: dict[int, Work]
) -> Facts:
    head = one.head
    if head.family_month is None:
        return Facts(head, Family(head.case, month, (), receives=False), known=False)
    undated = tuple([each.person for each in one.members if each.birth_on is None])
    return Facts(head, _family(one, month, first, used, work), True, undated)


def _family(
    one: Stored, month: Month, first: date, used: dict[int, Balances], work: dict[int, Work]
) -> Family:
    head, said, members = one
    children = [each for each in members if each.role == CHILD_ROLE]
    adults = [each for each in members if each.role != CHILD_ROLE]
    minors = tuple(
        [born_on(each, month, CHILD) for each in children if is_minor(each, month, first)]
    )
    head_married = any(each.is_married and each.role == HEAD_ROLE for each in adults)
    return Family(
        case=head.case,
        month=month,
        members=tuple(
            [member_of(each, month, head_married, used, work.get(each.person)) for each in adults]
        ),
        children=minors,
        receives=bool(said.tanf_cents or said.ssp_cents),
        # Nobody is asked whose child each one is: two parents in one family
        # are taken to have one together, which puts them to the harder test.
        common_child=bool(minors),
        tanf_cents=said.tanf_cents,
        ssp_cents=said.ssp_cents,
        snap_cents=said.snap_cents,
        snap_people=said.snap_persons,
        assistance_people=said.assistance_persons,
        federal_child_care=said.has_federal_child_care,
        work_sanction=said.work_sanction_cents > 0,
        work_sanction_cents=said.work_sanction_cents,
        work_sanction_months=head.sanction_months,
        violence_waiver=said.has_violence_waiver,
        tribal=said.is_tribal,
        first_day=said.first_day,
        last_day=said.last_day,
    )

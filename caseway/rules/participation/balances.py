"""What a month uses up of a person's limits, and what is left for the next.

Absences, holidays and job search are limited within twelve months: the month assessed and the
eleven before it. Vocational months and the months of caring for an infant are limited for life.
A stored `Charged` for each person and month is enough to assess any later month.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from caseway.rules.dates import Month

WINDOW = 11
"""Months before the one assessed that the twelve-month limits look back on."""


class Charged(NamedTuple):
    """What one month used of one person's limits, as reported. Minutes.

    `jobsearch_weeks`: the weeks in which job search was reported, by `weeks.week_number`;
    they decide whether a fifth week in a row follows.
    """

    absence_minutes: int = 0
    holidays: int = 0
    jobsearch_minutes: int = 0
    jobsearch_weeks: tuple[int, ...] = ()
    day_rule_used: bool = False
    voced_month: bool = False
    child_under_one_month: bool = False


class Balances(NamedTuple):
    """What a person had used of each limit before the month assessed. Minutes.

    The first five look back eleven months, `jobsearch_weeks` as far as a run of weeks can
    reach; the last two are for life.
    """

    absence_minutes: int = 0
    holidays: int = 0
    jobsearch_minutes: int = 0
    jobsearch_weeks: tuple[int, ...] = ()
    day_rule_used: bool = False
    voced_months: int = 0
    child_under_one_months: int = 0


NOTHING_CHARGED = Charged()
NO_BALANCES = Balances()


def balances_from(
    month: Month,
    earlier: Iterable[tuple[Month, Charged]],
    *,
    voced_months: int = 0,
    child_under_one_months: int = 0,
) -> Balances:
    """The balances with which `month` begins, from what earlier months charged.

    Months from `month` on are left out, so that all stored rows may be handed in. The two
    keywords are months used before anything was stored here (another state, an older system).
    """
    absence = holidays = jobsearch = 0
    day_rule = False
    weeks: set[int] = set()
    begins, now = month.plus(-WINDOW), month
    for when, charged in earlier:
        if when >= now:
            continue
        voced_months += charged.voced_month
        child_under_one_months += charged.child_under_one_month
        if when < begins:
            continue
        absence += charged.absence_minutes
        holidays += charged.holidays
        jobsearch += charged.jobsearch_minutes
        day_rule = day_rule or charged.day_rule_used
        weeks.update(charged.jobsearch_weeks)
    return Balances(
        absence, holidays, jobsearch, tuple(sorted(weeks)), day_rule, voced_months,
        child_under_one_months,
    )  # fmt: skip

"""The federal numbers, and everything the rule needs of a month that is not the family's.

Read from `params/participation.toml`, dated and cited.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseway.rules.dates import Month
from caseway.rules.participation.options import Options
from caseway.rules.participation.weeks import Calendar


@dataclass(frozen=True, slots=True)
class Law:
    """Federal numbers in force in a month.

    Hours are hours a week, averaged over the month; `absence_*` are minutes.
    """

    total_hours: int
    core_hours: int
    young_child_age: int
    young_child_hours: int
    two_parent_total: int
    two_parent_core: int
    two_parent_care_total: int
    two_parent_care_core: int
    teen_age: int
    teen_hours: int
    infant_months_old: int
    infant_months: int
    sanction_months: int
    small_check_cents: int
    jobsearch_weeks: int
    jobsearch_weeks_extended: int
    jobsearch_week_young_child: int
    jobsearch_week_other: int
    jobsearch_run: int
    jobsearch_days: frozenset[int]
    jobsearch_days_week: int
    voced_months: int
    absence_month: int
    absence_window: int
    holidays: int
    minimum_wage_cents: int
    projection_months: int
    review_excused: int
    review_holiday: int
    review_total: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Law, state's choices, calendar and plan holidays of one report month.

    `holidays`: the holidays of the state's plan in the month, as `entries.day_number`.
    `version` names the rule's code and the numbers it ran with; it is stored with each result.
    """

    month: Month
    law: Law
    options: Options
    calendar: Calendar
    holidays: frozenset[int]
    version: str


def rules_for(state: str, month: Month, holidays: frozenset[int] = frozenset()) -> Rules:
    """The rules of a state for a report month. Cached. Raises ParamError."""
    raise NotImplementedError

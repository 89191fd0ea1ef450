"""The federal numbers, and everything the rule needs of a month that is not the family's.

Read from `params/participation.toml`, dated and cited.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from caseway.rules.dates import Month
from caseway.rules.params import load
from caseway.rules.participation.options import Options, options_on
from caseway.rules.participation.weeks import Calendar, calendar_of

CODE = "1"
"""Raised whenever the same facts and numbers may be answered otherwise."""


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
    jobsearch_days: tuple[int, ...]
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

    def __hash__(self) -> int:
        """Of the version alone, which has the numbers in it: it is asked for each family."""
        return hash(self.version)


@lru_cache(maxsize=512)
def rules_for(state: str, month: Month, holidays: frozenset[int] = frozenset()) -> Rules:
    """The rules of a state (two letters) for a report month. Cached. Raises ParamError."""
    return rules_with(options_on(state, month.first), month, holidays)


def rules_with(options: Options, month: Month, holidays: frozenset[int] = frozenset()) -> Rules:
    """The rules under given choices, as for a what-if. Raises ParamError."""
    law = law_in(month)
    run_with = f"{law!r} {options!r} {sorted(holidays)!r}"
    version = f"{CODE}-{blake2b(run_with.encode(), digest_size=6).hexdigest()}"
    return Rules(month, law, options, calendar_of(month, options), holidays, version)


@lru_cache(maxsize=512)
def law_in(month: Month) -> Law:
    """The federal numbers in force on the month's first day. Raises ParamError."""
    numbers = {key: param.value_on(month.first) for key, param in load("participation").items()}
    together, care = numbers["two_parent_hours"], numbers["two_parent_care_hours"]
    weeks, week_hours = numbers["jobsearch_weeks"], numbers["jobsearch_week_hours"]
    days, absence, review = (
        numbers[key] for key in ("jobsearch_day_rule", "absence_hours", "review_hours")
    )
    return Law(
        total_hours=numbers["total_hours"],
        core_hours=numbers["core_hours"],
        young_child_age=numbers["young_child_age"],
        young_child_hours=numbers["young_child_hours"],
        two_parent_total=together["total"],
        two_parent_core=together["core"],
        two_parent_care_total=care["total"],
        two_parent_care_core=care["core"],
        teen_age=numbers["teen_age"],
        teen_hours=numbers["teen_hours"],
        infant_months_old=numbers["infant_age"],
        infant_months=numbers["infant_months"],
        sanction_months=numbers["sanction_months"],
        small_check_cents=numbers["small_check_cents"],
        jobsearch_weeks=weeks["normal"],
        jobsearch_weeks_extended=weeks["extended"],
        jobsearch_week_young_child=week_hours["young_child"],
        jobsearch_week_other=week_hours["other"],
        jobsearch_run=numbers["jobsearch_run"],
        jobsearch_days=tuple(days["days"]),
        jobsearch_days_week=days["week"],
        voced_months=numbers["voced_months"],
        absence_month=absence["month"] * 60,
        absence_window=absence["window"] * 60,
        holidays=numbers["holidays"],
        minimum_wage_cents=numbers["minimum_wage_cents"],
        projection_months=numbers["projection_months"],
        review_excused=review["excused"],
        review_holiday=review["holiday"],
        review_total=review["total"],
    )

"""What federal law leaves to the state, and what it leaves open: one choice each, dated.

Read from `params/participation_states.toml`; a state that does not say takes the neutral
choice. `[V]` in a source was read in a public source, `[B]` is background knowledge, `[D]` a
decision of ours, each to be checked against the state's plan and its work verification plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from caseway.rules.params import load


class Averaging(StrEnum):
    """How a month's hours become hours a week. Source: the state's work verification plan."""

    FRIDAY_WEEKS = "friday_weeks"
    FIXED = "fixed"
    CALENDAR = "calendar"


class Report(StrEnum):
    """When hours with a scarce limit are reported in their own activity, and so use it up."""

    ALWAYS = "always"
    IF_ENGAGED = "if_engaged"
    IF_NEEDED = "if_needed"


class Precedence(StrEnum):
    """Which comes first for a family that met its hours and could be disregarded."""

    ENGAGED_FIRST = "engaged_first"
    DISREGARD_FIRST = "disregard_first"


class SmallCheckScope(StrEnum):
    """Which families with less than $35 of state-funded assistance are left out."""

    WHOLE_CASE = "whole_case"
    ENGAGED_ONLY = "engaged_only"


class DeemingBasis(StrEnum):
    """Whether other core hours come on top of deemed ones. Source: 45 CFR 261.31(d)."""

    CORE = "core"
    ACTIVITY = "activity"


class AgeTestDay(StrEnum):
    """The day on which ages of children and teens are tested."""

    FIRST = "first"
    LAST = "last"


class NoFullWeek(StrEnum):
    """What a part month is tested by when it holds no full week of assistance.

    AVERAGE: by the hours of the month, as any other. ENGAGED: by nothing, as there is no week
    that could fall short. Source: 45 CFR 261.22(d)(1), which does not say.
    """

    AVERAGE = "average"
    ENGAGED = "engaged"


class SelfEmploymentMethod(StrEnum):
    """Whether net income bounds the hours of self-employment, or documents alone do."""

    INCOME = "income"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Options:
    """One state's choices in force on a day.

    `weeks_hundredths`: the divisor of FIXED, 433 for 4.33. `week_begins`: the weekday on which a
    federal week begins, Monday 0; FRIDAY_WEEKS always begins on Saturday, 5.
    `child_under_one`, `disregard_sanctioned`, `include_tribal`, `exclude_ssi`, `exclude_ssdi`:
    the disregards and exclusions taken. `deeming`: the state counts SNAP in workfare under the
    simplified program. `deeming_prorates_snap`, `deeming_adds_back`: SNAP by persons where its
    unit is larger; recouped and sanctioned amounts added back to the grant.
    `minimum_wage_cents`: the state's; the higher of it and the federal one is used.
    `extended_jobsearch`: a needy state or one with high unemployment, so that the longer limit
    holds (see `needy`). `jobsearch_day_rule`: three or four days may once count as a week.
    `married_teen_core`: the 20 hours of a married teen in school count as core in the two-parent
    test. `wpr_applies`: false for a pilot state, which has no rate to meet.
    """

    state: str
    averaging: Averaging
    weeks_hundredths: int
    week_begins: int
    age_test_day: AgeTestDay
    exclude_ssi: bool
    exclude_ssdi: bool
    include_tribal: bool
    child_under_one: bool
    disregard_sanctioned: bool
    precedence: Precedence
    small_check_scope: SmallCheckScope
    deeming: bool
    deeming_basis: DeemingBasis
    deeming_prorates_snap: bool
    deeming_adds_back: bool
    minimum_wage_cents: int
    extended_jobsearch: bool
    jobsearch_day_rule: bool
    report_jobsearch: Report
    report_voced: Report
    no_full_week: NoFullWeek
    self_employment: SelfEmploymentMethod
    married_teen_core: bool
    wpr_applies: bool


_READ: dict[str, Callable[[Any], Any]] = {
    "averaging": Averaging,
    "age_test_day": AgeTestDay,
    "precedence": Precedence,
    "small_check_scope": SmallCheckScope,
    "deeming_basis": DeemingBasis,
    "report_jobsearch": Report,
    "report_voced": Report,
    "no_full_week": NoFullWeek,
    "self_employment": SelfEmploymentMethod,
}


@lru_cache(maxsize=512)
def options_on(state: str, day: date) -> Options:
    """The choices of a state (two letters) in force on `day`. Raises ParamError.

    A state that is not in the file, or says nothing on a point, takes the default.
    """
    params = load("participation_states")

    def chosen(name: str) -> Any:
        key = f"{state}.{name}" if f"{state}.{name}" in params else f"default.{name}"
        return _READ.get(name, lambda value: value)(params.value_on(key, day))

    return Options(state, *(chosen(one.name) for one in fields(Options)[1:]))

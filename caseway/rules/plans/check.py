"""Does what is planned for a week reach what is asked, and what the person aims for?

It says what a plan comes to if every step of it is kept, and decides nothing: a plan that asks
less than the rate, or more, can be signed all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseway.rules.dates import add_days
from caseway.rules.participation.activities import CORE, Activity
from caseway.rules.participation.spoken import hours
from caseway.rules.plans.ramp import Ramp, minutes_in_week, week_of
from caseway.rules.plans.required import Required
from caseway.rules.reasons import Reason, Sentence, _, because

AHEAD = 26
"""Weeks that are looked ahead for the week in which a ramp has grown enough."""

CORE_SUM = Sentence("plan_check.core", _("%(hours)s hours a week in core activities"))
OTHER_SUM = Sentence(
    "plan_check.other", _("%(hours)s in others, which count above the core hours only")
)
FREE_SUM = Sentence(
    "plan_check.free", _("%(hours)s in steps that no law counts and that lead there all the same")
)
ENOUGH = Sentence("plan_check.enough", _("The steps of this week reach the hours that are asked"))
SHORT = Sentence("plan_check.short", _("%(hours)s hours a week more would reach what is asked"))
SHORT_CORE = Sentence(
    "plan_check.short_core",
    _("%(hours)s hours a week more would reach what is asked, in core activities"),
)
GROWS = Sentence(
    "plan_check.grows", _("The plan grows: from the week of %(day)s on it reaches what is asked")
)
SCHOOL = Sentence(
    "plan_check.school", _("School or education tied to a job is planned, and is enough if kept")
)
AIM_MET = Sentence("plan_check.aim_met", _("It reaches the %(aim)s hours a week they aim for"))
AIM_SHORT = Sentence(
    "plan_check.aim_short", _("It is %(hours)s hours below the %(aim)s a week they aim for")
)
AIM_LESS = Sentence(
    "plan_check.aim_less",
    _("They aim for %(aim)s hours a week, fewer than are asked. Both stand: say why in the plan"),
)


class Standing(StrEnum):
    """How the planned week stands to what is asked."""

    NOTHING_ASKED = "nothing_asked"
    ENOUGH = "enough"
    GROWS = "grows"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Planned:
    """One step: its activity (None or OTHER counts for no rate), its ramp, and its days."""

    activity: int | None
    ramp: Ramp
    begins_on: date
    ends_on: date | None = None

    def minutes(self, monday: date) -> int:
        """Minutes in the week that begins on `monday`."""
        first = self.begins_on - timedelta(days=self.begins_on.weekday())
        if monday < first or (self.ends_on is not None and monday > self.ends_on):
            return 0
        return minutes_in_week(self.ramp, week_of(self.begins_on, monday))


@dataclass(frozen=True, slots=True)
class Sums:
    """Minutes of one week: in core activities, in others, and in steps that no law counts."""

    core: int
    other: int
    free: int

    @property
    def all(self) -> int:
        return self.core + self.other + self.free


@dataclass(frozen=True, slots=True)
class Check:
    """One week of a plan beside what is asked. `missing` in minutes; `reached_from` a Monday."""

    monday: date
    sums: Sums
    required: Required
    standing: Standing
    missing: int
    reached_from: date | None
    reasons: tuple[Reason, ...]


def check(steps: Sequence[Planned], required: Required, aim_minutes: int | None, on: date) -> Check:
    """Hold the week of `on` against what is asked and what the person aims for.

    Core hours come first; the others count only above them.
    Source: 42 USC 607(c)(1)(A); 45 CFR 261.31(b)-(c).
    """
    monday = on - timedelta(days=on.weekday())
    sums = sums_of(steps, monday)
    missing, of_core = _missing(sums, required)
    later = _reached_from(steps, required, monday) if missing else None
    standing = _standing(required, missing, later)
    said = [*_said(sums), *_verdict(standing, missing, of_core, later)]
    if missing and required.schooling and _schooling(steps, monday):
        standing = Standing.ENOUGH
        said = [*_said(sums), because(SCHOOL, "45 CFR 261.33(b)")]
    return Check(
        monday,
        sums,
        required,
        standing,
        0 if standing is Standing.ENOUGH else missing,
        later,
        (*said, *_aims(sums, required, aim_minutes)),
    )


def sums_of(steps: Iterable[Planned], monday: date) -> Sums:
    """What the week comes to by kind, if every step is kept."""
    core = other = free = 0
    for step in steps:
        minutes = step.minutes(monday)
        if step.activity is None or step.activity == Activity.OTHER:
            free += minutes
        elif step.activity in CORE:
            core += minutes
        else:
            other += minutes
    return Sums(core, other, free)


def _missing(sums: Sums, required: Required) -> tuple[int, bool]:
    """Minutes missing, and whether they must be in core activities."""
    core = max(0, required.need.core * 60 - sums.core)
    total = max(0, required.need.total * 60 - sums.core - sums.other)
    return max(core, total), core >= total and core > 0


def _reached_from(steps: Sequence[Planned], required: Required, monday: date) -> date | None:
    for number in range(1, AHEAD + 1):
        later = add_days(monday, 7 * number)
        if not _missing(sums_of(steps, later), required)[0]:
            return later
    return None


def _standing(required: Required, missing: int, later: date | None) -> Standing:
    if required.nothing:
        return Standing.NOTHING_ASKED
    if not missing:
        return Standing.ENOUGH
    return Standing.GROWS if later else Standing.SHORT


def _schooling(steps: Iterable[Planned], monday: date) -> bool:
    school = (Activity.SCHOOL, Activity.EDEMP)
    return any(step.activity in school and step.minutes(monday) for step in steps)


def _said(sums: Sums) -> list[Reason]:
    told = [because(CORE_SUM, hours=hours(sums.core))]
    if sums.other:
        told.append(because(OTHER_SUM, "45 CFR 261.31(c)", hours=hours(sums.other)))
    if sums.free:
        told.append(because(FREE_SUM, hours=hours(sums.free)))
    return told


def _verdict(standing: Standing, missing: int, of_core: bool, later: date | None) -> list[Reason]:
    if standing is Standing.NOTHING_ASKED:
        return []
    if standing is Standing.ENOUGH:
        return [because(ENOUGH)]
    told = [because(SHORT_CORE if of_core else SHORT, hours=hours(missing))]
    if later:
        told.append(because(GROWS, day=later))
    return told


def _aims(sums: Sums, required: Required, aim: int | None) -> list[Reason]:
    if aim is None:
        return []
    told = []
    if aim < required.need.total * 60:
        told.append(because(AIM_LESS, aim=hours(aim)))
    if sums.all >= aim:
        return [*told, because(AIM_MET, aim=hours(aim))]
    return [*told, because(AIM_SHORT, hours=hours(aim - sums.all), aim=hours(aim))]

"""How far a result is from engaged, in countable minutes of the month.

The standing itself comes from `assess` alone. This measures the distance, so that a gap can
be named and two ways to narrow it compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseway.rules.participation.activities import CORE, COUNTABLE
from caseway.rules.participation.assess import assess
from caseway.rules.participation.engagement import needs_together
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import Frame, frame_of
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import FamilyResult, PersonResult
from caseway.rules.participation.standing import Standing


class Rate(StrEnum):
    """Which rate is meant."""

    OVERALL = "overall"
    TWO_PARENT = "two_parent"


@dataclass(frozen=True, slots=True)
class Hours:
    """Countable hours: whole hours a week as the rate sees them, and the month's minutes.

    `core` holds deemed hours too. `other` hours count only once the core hours are there.
    """

    core: int
    other: int
    core_minutes: int
    other_minutes: int

    @property
    def minutes(self) -> int:
        """All countable minutes of the month, other ones too."""
        return self.core_minutes + self.other_minutes

    def counted(self, core_needed: int) -> int:
        """Hours a week that count at this point: other hours only above the core ones."""
        return self.core + self.other if self.core >= core_needed else self.core


@dataclass(frozen=True, slots=True)
class Needed:
    """What a test asks for, in hours a week and in minutes of the month."""

    total: int
    core: int
    total_minutes: int
    core_minutes: int


@dataclass(frozen=True, slots=True)
class Short:
    """Minutes of the month that are missing; `core` of them must be core hours."""

    minutes: int
    core: int

    def __bool__(self) -> bool:
        return self.minutes > 0


NOTHING_SHORT = Short(0, 0)


def person_hours(result: PersonResult, frame: Frame) -> Hours:
    """One person's countable hours in the overall test."""
    return _hours((result,), result.deemed_overall, frame)


def proof_adds(now: PersonResult, proven: PersonResult) -> int:
    """The recorded minutes that proof lets count, after every limit. Deemed hours are not recorded.

    Of both results: minutes in activities that count, whether or not they have to be reported.
    """
    return max(0, _countable(proven) - _countable(now))


def _countable(result: PersonResult) -> int:
    return sum(line.countable for line in result.lines if line.activity in COUNTABLE)


def pair_hours(results: tuple[PersonResult, ...], frame: Frame) -> Hours:
    """Both parents' countable hours together, in the two-parent test."""
    return _hours(results, sum(one.deemed_two_parent for one in results), frame)


def _hours(results: tuple[PersonResult, ...], deemed: int, frame: Frame) -> Hours:
    lines = [line for one in results for line in one.lines]
    core = sum(line.countable for line in lines if line.activity in CORE)
    # Hours spared from the report stand in their own line and again under OTHER.
    other = sum(line.countable for line in lines if line.activity in COUNTABLE - CORE)
    return Hours(
        sum(one.core for one in results) + deemed,
        sum(one.noncore for one in results),
        core + month_minutes(deemed, frame),
        other,
    )


def month_minutes(weekly_hours: int, frame: Frame) -> int:
    """The minutes of a month, or of its full weeks of assistance, that average so many hours."""
    return frame.periods * frame.period_minutes(60 * weekly_hours)


def needed(total: int, core: int, frame: Frame) -> Needed:
    """What so many hours a week come to in the month."""
    return Needed(total, core, month_minutes(total, frame), month_minutes(core, frame))


def person_needed(result: PersonResult, frame: Frame) -> Needed:
    """What the overall test asks of a person."""
    return needed(result.total_needed, result.core_needed, frame)


def pair_needed(family: Family, rules: Rules, frame: Frame) -> Needed:
    """What the two-parent test asks of both together."""
    both, _ = needs_together(family, rules.law)
    return needed(both.total, both.core, frame)


def gap(has: Hours, asked: Needed, frame: Frame) -> Short:
    """What must be added so that a test that is not met is met.

    Exact minutes, so that a day which adds half an hour is seen; but never fewer than bring
    the missing rounded hours. So many minutes in a new core activity do meet the test.
    """
    core_hours = asked.core - has.core
    total_hours = max(core_hours, asked.total - has.core - has.other)
    core = _missing(core_hours, asked.core_minutes - has.core_minutes, frame)
    total = _missing(total_hours, asked.total_minutes - has.minutes, frame)
    return Short(max(core, total), core)


def _missing(weekly_hours: int, exact: int, frame: Frame) -> int:
    """Minutes of the month for missing rounded hours; a half is rounded up to the last one."""
    if weekly_hours <= 0:
        return 0
    return max(exact, frame.periods * frame.period_minutes(60 * weekly_hours - 30))


def work_eligible(result: FamilyResult) -> tuple[PersonResult, ...]:
    """Those whose hours are looked at."""
    return tuple(one for one in result.persons if one.eligibility.work_eligible)


def person_short(one: PersonResult, frame: Frame) -> Short:
    """What a person is short in the overall test."""
    if one.meets:
        return NOTHING_SHORT
    return gap(person_hours(one, frame), person_needed(one, frame), frame)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a family is short in each test, in minutes of the month. Nothing where it is not."""

    overall: Short
    two_parent: Short

    @property
    def minutes(self) -> int:
        """Both together, to compare two months by."""
        return self.overall.minutes + self.two_parent.minutes

    @property
    def worst(self) -> Short:
        """What must be added for both: hours for the one serve the other as well."""
        return Short(
            max(self.overall.minutes, self.two_parent.minutes),
            max(self.overall.core, self.two_parent.core),
        )

    def __bool__(self) -> bool:
        return bool(self.overall or self.two_parent)


def family_short(
    result: FamilyResult, family: Family, entries: Sequence[RawEntry], rules: Rules
) -> Shortfall:
    """What the family is short, from its `result`, which was of `entries`.

    In the overall test the one counts who is nearest to it. A part month is met week by week,
    so its gaps are those of its weeks.
    """
    frame, _ = frame_of(family, rules)
    weeks = list(_weeks(result, family, entries, rules)) if frame.part else [(result, frame)]
    overall = two_parent = NOTHING_SHORT
    if result.overall == Standing.NOT_ENGAGED:
        overall = _nearest(weeks)
    if result.two_parent == Standing.NOT_ENGAGED:
        two_parent = _together(weeks, family, rules)
    return Shortfall(overall, two_parent)


def _weeks(
    result: FamilyResult, family: Family, entries: Sequence[RawEntry], rules: Rules
) -> Iterator[tuple[FamilyResult, Frame]]:
    """Each full week of a part month, assessed as if it were the only one."""
    for days in rules.calendar.full_weeks(family.first_day, family.last_day):
        alone = family._replace(first_day=days[0], last_day=days[-1])
        yield assess(alone, entries, rules), frame_of(alone, rules)[0]


def _nearest(weeks: list[tuple[FamilyResult, Frame]]) -> Short:
    people = [one.person for one in work_eligible(weeks[0][0])]
    sums = [
        _sum(
            person_short(one, frame)
            for result, frame in weeks
            for one in work_eligible(result)
            if one.person == person
        )
        for person in people
    ]
    # One who met it would have made the family engaged: the rest is for what rounding hides.
    short = [one for one in sums if one] or [Short(60, 0)]
    return min(short, key=lambda one: (one.minutes, one.core))


def _together(weeks: list[tuple[FamilyResult, Frame]], family: Family, rules: Rules) -> Short:
    return _sum(
        gap(pair_hours(work_eligible(result), frame), pair_needed(family, rules, frame), frame)
        for result, frame in weeks
        if result.two_parent == Standing.NOT_ENGAGED
    ) or Short(60, 0)


def _sum(shorts: Iterator[Short]) -> Short:
    listed = list(shorts)
    return Short(sum(one.minutes for one in listed), sum(one.core for one in listed))

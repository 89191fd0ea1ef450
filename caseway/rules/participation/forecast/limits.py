"""What a person has used of each limit, and what is left: balances as data for a page.

A month that is not over may still use more, so the month's own use is what it comes to as
projected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity, term
from caseway.rules.participation.balances import WINDOW, Charged
from caseway.rules.participation.family import Member, Projection
from caseway.rules.participation.forecast import words
from caseway.rules.participation.jobsearch import limit_minutes
from caseway.rules.participation.law import Rules
from caseway.rules.participation.results import PersonResult
from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, Sentence, Value, because


class LimitKind(StrEnum):
    """The limits on a person's hours."""

    ABSENCE_MONTH = "absence_month"
    ABSENCE_YEAR = "absence_year"
    HOLIDAYS = "holidays"
    JOB_SEARCH = "job_search"
    SHORT_WEEK = "short_week"
    VOCED = "voced"
    INFANT = "infant"
    PROJECTION = "projection"


class Unit(StrEnum):
    """What a limit is counted in."""

    MINUTES = "minutes"
    DAYS = "days"
    MONTHS = "months"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: `before` used in earlier months, `month` in this one as projected, of `of`.

    `since` is the first month that the limit looks back on, None for a lifetime; `until` the
    last day that the number holds, None where nothing comes free again.
    """

    kind: LimitKind
    unit: Unit
    before: int
    month: int
    of: int
    since: Month | None
    until: date | None
    reason: Reason

    @property
    def used(self) -> int:
        """All that is used."""
        return self.before + self.month

    @property
    def left(self) -> int:
        """What is left, never below zero."""
        return max(0, self.of - self.used)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a limit is counted and said."""

    unit: Unit
    sentence: Sentence
    source: str
    since: Month | None
    until: date | None


def limits(member: Member, result: PersonResult, rules: Rules) -> tuple[Limit, ...]:
    """The limits of a work-eligible person. `result` is of the month as projected.

    Hours that count and are spared from the report, because they do not decide the month,
    are taken as used: they will be, once they decide it.
    """
    law, had, now = rules.law, member.balances, _if_reported(result)
    month = rules.month
    window = (month.plus(-WINDOW), month.last)
    absence = _Shape(Unit.MINUTES, words.LIMIT_ABSENCE_MONTH, "45 CFR 261.60(b)", month, month.last)
    year = _Shape(Unit.MINUTES, words.LIMIT_ABSENCE_YEAR, "45 CFR 261.60(b)", *window)
    closed = _Shape(Unit.DAYS, words.LIMIT_HOLIDAYS, "45 CFR 261.60(b)", *window)
    search = _Shape(Unit.MINUTES, words.LIMIT_JOB_SEARCH, "45 CFR 261.34(a)-(b)", *window)
    short = _Shape(Unit.TIMES, words.LIMIT_SHORT_WEEK, "45 CFR 261.34(e)", *window)
    voced = _Shape(Unit.MONTHS, words.LIMIT_VOCED, "45 CFR 261.33(a)", None, None)
    kind = LimitKind
    found = [
        _limit(kind.ABSENCE_MONTH, absence, 0, now.absence_minutes, law.absence_month),
        _limit(
            kind.ABSENCE_YEAR,
            year,
            had.absence_minutes,
            now.absence_minutes,
            law.absence_window,
        ),
        _limit(kind.HOLIDAYS, closed, had.holidays, now.holidays, law.holidays),
        _limit(
            kind.JOB_SEARCH,
            search,
            had.jobsearch_minutes,
            now.jobsearch_minutes,
            limit_minutes(rules, result.total_needed == law.young_child_hours),
        ),
        _limit(kind.SHORT_WEEK, short, int(had.day_rule_used), int(now.day_rule_used), 1),
        _limit(kind.VOCED, voced, had.voced_months, int(now.voced_month), law.voced_months),
    ]
    if not rules.options.jobsearch_day_rule:
        found = [one for one in found if one.kind != kind.SHORT_WEEK]
    return (*found, *_infant(member, result, rules), *_projections(member.projections, rules))


def _if_reported(result: PersonResult) -> Charged:
    """What the month would use up with everything reported that counts."""
    counted = {line.activity: line.countable for line in result.lines}
    now = result.charged
    return now._replace(
        absence_minutes=max(now.absence_minutes, sum(line.excused for line in result.lines)),
        holidays=now.holidays + result.spared_holidays,
        jobsearch_minutes=max(now.jobsearch_minutes, counted.get(Activity.JSJR, 0)),
        voced_month=now.voced_month or counted.get(Activity.VOCED, 0) > 0,
    )


def _infant(member: Member, result: PersonResult, rules: Rules) -> Iterator[Limit]:
    """Only for those who ever used it or could: the state has the disregard, and she cares."""
    had, now = member.balances.child_under_one_months, result.charged.child_under_one_month
    if rules.options.child_under_one and (had or now):
        shape = _Shape(
            Unit.MONTHS, words.LIMIT_INFANT, "42 USC 607(b)(5); 45 CFR 261.22(c)", None, None
        )
        yield _limit(LimitKind.INFANT, shape, had, int(now), rules.law.infant_months)


def _projections(projections: tuple[Projection, ...], rules: Rules) -> Iterator[Limit]:
    for one in projections:
        months = _months_between(one.verified, rules.month)
        if one.changed is not None and one.changed <= rules.month:
            continue
        if 0 <= months < rules.law.projection_months:
            last = one.verified.plus(rules.law.projection_months - 1).last
            shape = _Shape(
                Unit.MONTHS,
                words.LIMIT_PROJECTION,
                "45 CFR 261.60(c)",
                one.verified,
                last,
            )
            facts: dict[str, Value] = {"activity": term(one.activity)}
            yield _limit(LimitKind.PROJECTION, shape, months, 1, rules.law.projection_months, facts)


def _months_between(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _limit(
    kind: LimitKind,
    shape: _Shape,
    before: int,
    month: int,
    of: int,
    facts: dict[str, Value] | None = None,
) -> Limit:
    show = hours if shape.unit is Unit.MINUTES else str
    left = max(0, of - before - month)
    reason = because(
        shape.sentence,
        shape.source,
        used=show(before + month),
        of=show(of),
        left=show(left),
        **(facts or {}),
    )
    return Limit(kind, shape.unit, before, month, of, shape.since, shape.until, reason)

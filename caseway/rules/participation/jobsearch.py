"""Job search and job readiness: its weeks, its twelve-month limit, its short week.

Minutes are limited before averaging. A week that follows four weeks in a row with reported hours
does not count, and so ends the run. Once in twelve months, three or four days may stand for a
full week. Source: 45 CFR 261.34.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import SIZE
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import day_of
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.sheet import Sheet

_WORKED, _EXCUSED, _HOLIDAY = range(3)
"""The kinds of minutes in `Sheet.search`."""


class Search(NamedTuple):
    """What counts of a month's job search, and what reporting it uses up. Minutes.

    `worked`, `excused`, `holiday` run by period; `lost` is attended time that does not count.
    """

    worked: tuple[int, ...]
    excused: tuple[int, ...]
    holiday: tuple[int, ...]
    lost: int
    charged: int
    weeks: tuple[int, ...]
    day_rule_used: bool
    notes: tuple[Note, ...]


class _Week(NamedTuple):
    number: int
    first_day: int
    period: int
    minutes: tuple[int, int, int]
    done: int
    days: int
    whole: bool


def limit_minutes(rules: Rules, single_with_young_child: bool) -> int:
    """The limit in twelve months for a person. Source: 45 CFR 261.34(a)-(c)."""
    law = rules.law
    weeks = (
        law.jobsearch_weeks_extended if rules.options.extended_jobsearch else law.jobsearch_weeks
    )
    hours = law.jobsearch_week_young_child if single_with_young_child else law.jobsearch_week_other
    return weeks * hours * 60


def count_search(sheet: Sheet, frame: Frame, rules: Rules, limit: int) -> tuple[Search, Search]:
    """What counts if all of it were reported: as it is, and with the short week as a full one.

    The first week that allows it is the full one, if the person has not used that in twelve
    months.
    """
    weeks = _weeks(sheet, frame, rules)
    balances = sheet.member.balances
    plain = _count(weeks, balances, frame, rules, limit, use_day_rule=False)
    may_use = rules.options.jobsearch_day_rule and not balances.day_rule_used
    if not may_use or not any(_is_short(week, rules) for week in weeks):
        return plain, plain
    return plain, _count(weeks, balances, frame, rules, limit, use_day_rule=True)


def _is_short(week: _Week, rules: Rules) -> bool:
    return week.whole and week.days in rules.law.jobsearch_days


def _count(
    weeks: list[_Week],
    balances: Balances,
    frame: Frame,
    rules: Rules,
    limit: int,
    *,
    use_day_rule: bool,
) -> Search:
    """One reading, week by week."""
    run = rules.law.jobsearch_run
    counting = _Counting(frame.periods, max(0, limit - balances.jobsearch_minutes))
    reported = set(balances.jobsearch_weeks)
    for week in weeks:
        if reported.issuperset(range(week.number - run, week.number)):
            counting.skip(week, rules)
            continue
        more = 0
        if use_day_rule and _is_short(week, rules) and counting.room(week):
            more = counting.stretch(week, rules)
        if counting.take(week, more):
            reported.add(week.number)
            counting.weeks.append(week.number)
    return counting.result(limit, balances.jobsearch_minutes)


class _Counting:
    """The running totals of `count_search`."""

    def __init__(self, periods: int, left: int) -> None:
        self.counted = [[0] * periods for _ in range(3)]
        self.left = left
        self.asked = self.charged = self.lost = 0
        self.weeks: list[int] = []
        self.day_rule_used = False
        self.notes: list[Note] = []

    def skip(self, week: _Week, rules: Rules) -> None:
        on = day_of(rules.month, week.first_day).toordinal()
        self.lost += week.minutes[0]
        self.notes.append((say.SEARCH_RUN.code, week.done, on, rules.law.jobsearch_run))

    def room(self, week: _Week) -> bool:
        """Whether stretching the week could add anything."""
        return not self.day_rule_used and self.left > week.done

    def stretch(self, week: _Week, rules: Rules) -> int:
        """The minutes that a full week has above its three or four days."""
        self.day_rule_used = True
        done = week.done
        full = done * rules.law.jobsearch_days_week // week.days
        on = day_of(rules.month, week.first_day).toordinal()
        self.notes.append((say.SEARCH_DAYS.code, week.days, on, full, done))
        return full - done

    def take(self, week: _Week, more: int) -> int:
        """Count up to what is left: worked time and `more` of it first, sparing absences."""
        (worked, excused, holiday), period = week.minutes, week.period
        asked, left = week.done + more, self.left
        taken = asked if asked < left else left
        granted = self._grant(_WORKED, period, worked + more)
        self.lost += worked + more - granted
        if excused:
            self._grant(_EXCUSED, period, excused)
        if holiday:
            self._grant(_HOLIDAY, period, holiday)
        self.asked += asked
        self.charged += taken
        return taken

    def _grant(self, kind: int, period: int, minutes: int) -> int:
        granted = minutes if minutes < self.left else self.left
        self.left -= granted
        self.counted[kind][period] += granted
        return granted

    def result(self, limit: int, used: int) -> Search:
        if self.charged < self.asked:
            self.notes.append((say.SEARCH_LIMIT.code, self.charged, self.asked, limit, used))
        worked, excused, holiday = (tuple(kind) for kind in self.counted)
        return Search(
            worked, excused, holiday, self.lost, self.charged, tuple(self.weeks),
            self.day_rule_used, tuple(self.notes),
        )  # fmt: skip


def _weeks(sheet: Sheet, frame: Frame, rules: Rules) -> list[_Week]:
    """The weeks with any job search, in order."""
    numbers, first = rules.calendar.weeks, rules.calendar.first_day
    found: dict[int, tuple[list[int], dict[int, int]]] = {}
    for day, kind, minutes in sheet.search:
        number = numbers[day - first]
        week = found.get(number)
        if week is None:
            week = found[number] = [0, 0, 0], {}
        by_kind, by_day = week
        by_kind[kind] += minutes
        by_day[day] = by_day.get(day, 0) + minutes
    return [
        _week(number, by_kind, by_day, frame, rules)
        for number, (by_kind, by_day) in sorted(found.items())
        if any(by_kind)
    ]


def _week(
    number: int, minutes: list[int], days: dict[int, int], frame: Frame, rules: Rules
) -> _Week:
    in_month = rules.calendar.spans[number]
    worked, excused, holiday = minutes
    return _Week(
        number,
        in_month[0],
        frame.buckets[next(iter(days))] // SIZE,
        (worked, excused, holiday),
        worked + excused + holiday,
        len(days) - list(days.values()).count(0),
        len(in_month) == 7,
    )

"""Federal weeks, and the month that a day's hours are reported in.

A week is seven consecutive days. With `friday_weeks` it runs from Saturday to Friday and belongs
whole to the month that holds its Friday; with the other methods a month is the calendar month,
and a week that straddles two months lies in both.
Source: 45 CFR 261.34(d); the state's work verification plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caseway.rules.dates import Month
from caseway.rules.participation.entries import day_number, day_of
from caseway.rules.participation.options import Averaging, Options

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and weeks of one report month.

    `first_day`, `last_day`: as `entries.day_number`. `weeks`: the week number of each day, from
    the first on; `spans`: the days of each week that lie in the month. Average hours a week are
    `minutes * multiply / divide`. `buckets` puts every day in the one period over which an
    ordinary month is averaged.
    """

    month: Month
    first_day: int
    last_day: int
    weeks: tuple[int, ...]
    spans: Mapping[int, range]
    buckets: Mapping[int, int]
    multiply: int
    divide: int

    def week_of(self, day: int) -> int:
        """The number of the week that a day of the month lies in."""
        return self.weeks[day - self.first_day]

    def full_weeks(self, first: int | None, last: int | None) -> list[range]:
        """The days of each week that lies wholly in the month and from `first` to `last`."""
        return [
            days
            for days in self.spans.values()
            if len(days) == 7
            and (first is None or days[0] >= first)
            and (last is None or days[-1] <= last)
        ]


def week_begins(options: Options) -> int:
    """The weekday on which the state's federal week begins, Monday 0."""
    return SATURDAY if options.averaging is Averaging.FRIDAY_WEEKS else options.week_begins


def week_number(day: date, options: Options) -> int:
    """A number for the federal week that `day` lies in; the next week's is one higher."""
    return (day.toordinal() - 1 - week_begins(options)) // 7


def report_month(day: date, options: Options) -> Month:
    """The month in which hours of `day` are reported."""
    if options.averaging is not Averaging.FRIDAY_WEEKS:
        return Month.of(day)
    return Month.of(day + timedelta(days=(4 - day.weekday()) % 7))


def calendar_of(month: Month, options: Options) -> Calendar:
    """The days and weeks of a report month."""
    first, last = 1, month.days
    if options.averaging is Averaging.FRIDAY_WEEKS:
        first, last = _friday_span(month)
        multiply, divide = 1, 60 * ((last - first + 1) // 7)
    elif options.averaging is Averaging.FIXED:
        multiply, divide = 100, 60 * options.weeks_hundredths
    else:
        multiply, divide = 7, 60 * month.days
    days = range(first, last + 1)
    weeks = tuple(week_number(day_of(month, day), options) for day in days)
    buckets = dict.fromkeys(days, 0)
    return Calendar(month, first, last, weeks, _spans(first, weeks), buckets, multiply, divide)


def _spans(first: int, weeks: tuple[int, ...]) -> dict[int, range]:
    begins = {week: first + weeks.index(week) for week in dict.fromkeys(weeks)}
    return {week: range(day, day + weeks.count(week)) for week, day in begins.items()}


def _friday_span(month: Month) -> tuple[int, int]:
    """From the Saturday before the month's first Friday to its last Friday."""
    to_friday = (4 - month.first.weekday()) % 7
    back_to_friday = (month.last.weekday() - 4) % 7
    return (
        day_number(month, month.first + timedelta(days=to_friday - 6)),
        day_number(month, month.last - timedelta(days=back_to_friday)),
    )

"""Federal weeks, and the month that a day's hours are reported in.

A week is seven consecutive days. With `friday_weeks` it runs from Saturday to Friday and belongs
whole to the month that holds its Friday; with the other methods a month is the calendar month,
and a week that straddles two months lies in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import Month
from caseway.rules.participation.options import Options


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and weeks of one report month.

    `first_day`, `last_day`: as `entries.day_number`. `weeks`: the week number of each day from
    the first. Hours a week are `minutes * multiply / divide`.
    """

    month: Month
    first_day: int
    last_day: int
    weeks: tuple[int, ...]
    multiply: int
    divide: int


def week_number(day: date, options: Options) -> int:
    """A number for the federal week that `day` lies in; the next week's is one higher."""
    raise NotImplementedError


def report_month(day: date, options: Options) -> Month:
    """The month in which hours of `day` are reported."""
    raise NotImplementedError


def calendar_of(month: Month, options: Options) -> Calendar:
    """The days and weeks of a report month."""
    raise NotImplementedError

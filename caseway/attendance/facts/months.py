"""A stored month (yyyymm) and a site's state, as the rules know them."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from caseway.rules.dates import Month
from caseway.rules.participation.entries import day_number
from caseway.rules.participation.law import Rules, rules_for
from caseway.rules.participation.options import options_on
from caseway.rules.participation.weeks import Calendar, calendar_of


@lru_cache(maxsize=512)
def month_of(period: int) -> Month:
    """202611 as a month. Raises ValueError."""
    return Month(*divmod(period, 100))


@lru_cache(maxsize=2048)
def calendar_on(state: str, period: int) -> Calendar:
    """The days and weeks that a state reports in the month. Raises ParamError."""
    month = month_of(period)
    return calendar_of(month, options_on(state, month.first))


def rules_on(state: str, period: int, plan_holidays: Iterable[date] = ()) -> Rules:
    """The rules of a state for the month, with the holidays of its plan. Raises ParamError."""
    month, calendar = month_of(period), calendar_on(state, period)
    numbers = (day_number(month, day) for day in plan_holidays)
    inside = frozenset(n for n in numbers if calendar.first_day <= n <= calendar.last_day)
    return rules_for(state, month, inside)


def reported_in(state: str, period: int) -> tuple[int, ...]:
    """The months in which a stored month's days may be reported: itself, perhaps the next."""
    later = month_of(period).plus(1).number
    return (period, later) if calendar_on(state, later).first_day < 1 else (period,)


def period_on(state: str, today: date) -> int:
    """The stored month (yyyymm) in which a state reports the hours of a day. Raises ParamError."""
    month = Month.of(today)
    past = day_number(month, today) > calendar_on(state, month.number).last_day
    return month.plus(1).number if past else month.number

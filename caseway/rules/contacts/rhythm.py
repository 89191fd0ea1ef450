"""Meetings that come back: every week, every two weeks, every month.

Source: regularly scheduled meetings against the plan (practice guide, workforce programs).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from caseway.rules.dates import add_days, add_months

# Half a year of weekly meetings; later ones are planned when those are over.
MOST_TIMES = 26


class Rhythm(StrEnum):
    """How often something planned comes back."""

    ONCE = "once"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"


def days_of(first: date, rhythm: Rhythm, times: int) -> tuple[date, ...]:
    """The days of a series that begins on `first`, in order.

    Months are counted from the first day, so that a series begun on the 31st
    comes back to the 31st after a short month. Raises ValueError for fewer
    than one time or more than `MOST_TIMES`.
    """
    if not 1 <= times <= MOST_TIMES:
        raise ValueError(f"A series has between 1 and {MOST_TIMES} days, not {times}")
    if rhythm is Rhythm.ONCE:
        return (first,)
    if rhythm is Rhythm.MONTHLY:
        return tuple(add_months(first, number) for number in range(times))
    step = 7 if rhythm is Rhythm.WEEKLY else 14
    return tuple(add_days(first, step * number) for number in range(times))

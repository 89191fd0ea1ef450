"""The federal fiscal year: 1 October to 30 September, named for the year it ends in."""

from __future__ import annotations

from datetime import date

from caseway.rules.dates import Month


def fiscal_year(month: Month) -> int:
    """The fiscal year that a month falls in: October 2025 is in 2026."""
    return month.year + (month.month >= 10)


def first_day(year: int) -> date:
    """The first day of a fiscal year, on which its law begins to hold."""
    return date(year - 1, 10, 1)


def months(year: int) -> tuple[Month, ...]:
    """Its twelve months, October first."""
    first = Month.of(first_day(year))
    return tuple(first.plus(step) for step in range(12))

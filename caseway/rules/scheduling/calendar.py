"""The days a coach can work in a month, and what is already in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseway.rules.dates import Month
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.places import Hours, Place


@dataclass(frozen=True, slots=True)
class Duty:
    """Something of the coach's own at a fixed time: a team meeting, a dentist's appointment.

    Minutes after midnight. Without a place it is wherever she happens to be, as by phone.
    `elsewhere`: agreed at another site of hers, so not to be corrected in this month.
    """

    day: date
    begins: int
    ends: int
    place: Place | None = None
    what: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """One month. `leave` are the coach's days off; `hours_on` replaces her hours on single days.

    Days before `from_day` are over: nothing is planned there, and locks there were held.
    """

    month: Month
    holidays: frozenset[date] = frozenset()
    leave: frozenset[date] = frozenset()
    hours_on: Mapping[date, Hours] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    from_day: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the month."""
        first = self.month.first
        return tuple(first + timedelta(number) for number in range(self.month.days))

    def is_open(self, day: date) -> bool:
        """Whether anything may still be planned on the day."""
        return self.from_day is None or day >= self.from_day

    def hours_of(self, coach: Coach, day: date) -> Hours | None:
        """When the coach works that day; None on holidays, leave and days that are not hers."""
        if day in self.holidays or day in self.leave:
            return None
        hours = self.hours_on.get(day) or coach.hours.get(day.weekday())
        return hours if hours and hours.begins < hours.ends else None

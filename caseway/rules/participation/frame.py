"""Over what a family's hours are averaged: the month, or each full week of a part month.

Source: 45 CFR 261.22(d)(1) and 261.24(d), for assistance that is paid for part of a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from caseway.rules.participation import said_of_families as say
from caseway.rules.participation.activities import SIZE
from caseway.rules.participation.family import Family
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.options import NoFullWeek


class Frame(NamedTuple):
    """The periods in each of which the hours must be reached: one, or one for each full week.

    `buckets` gives for a day where its period's minutes begin in a sheet; days outside the full
    weeks of a part month go to one more bucket, the last. `begins` are the periods' first days.
    Hours a week of one period are `minutes * multiply / divide`. `vacuous`: a part month without
    a full week, in a state that takes it as met.
    """

    buckets: Mapping[int, int]
    periods: int
    begins: tuple[int, ...]
    multiply: int
    divide: int
    part: bool = False
    vacuous: bool = False

    @property
    def size(self) -> int:
        """How long a sheet's lists of minutes are."""
        return (self.periods + self.part) * SIZE

    def hours(self, minutes: int) -> int:
        """Minutes of one period as whole hours a week, half up."""
        return (2 * minutes * self.multiply + self.divide) // (2 * self.divide)

    def average(self, minutes: int) -> int:
        """Minutes of all periods as whole hours a week, half up."""
        divide = self.divide * self.periods
        return (2 * minutes * self.multiply + divide) // (2 * divide)

    def period_minutes(self, weekly: int) -> int:
        """What a weekly number of minutes comes to in one period.

        Rounded up, so that taking the average again gives back the hours it came from.
        """
        return -(-weekly * self.divide // (60 * self.multiply))


def frame_of(family: Family, rules: Rules) -> tuple[Frame, Note | None]:
    """The frame of a family's month, and a note if it is not the ordinary one."""
    if not in_part(family):
        return _ordinary(rules), None
    calendar = rules.calendar
    weeks = calendar.full_weeks(family.first_day, family.last_day)
    if not weeks:
        vacuous = rules.options.no_full_week is NoFullWeek.ENGAGED
        return _ordinary(rules)._replace(vacuous=vacuous), (say.NO_FULL_WEEK.code,)
    outside = len(weeks) * SIZE
    buckets = dict.fromkeys(calendar.buckets, outside)
    for at, days in enumerate(weeks):
        buckets.update(dict.fromkeys(days, at * SIZE))
    begins = tuple(days[0] for days in weeks)
    return Frame(buckets, len(weeks), begins, 1, 60, part=True), (
        say.PART_MONTH.code,
        len(weeks),
    )


@lru_cache(maxsize=64)
def _ordinary(rules: Rules) -> Frame:
    """The frame of a whole month, the same for nearly every family."""
    calendar = rules.calendar
    return Frame(calendar.buckets, 1, (calendar.first_day,), calendar.multiply, calendar.divide)


def in_part(family: Family) -> bool:
    """Whether assistance was received for part of the calendar month only."""
    first, last = family.first_day, family.last_day
    if first is None and last is None:
        return False
    begins_late = first is not None and first > 1
    ends_early = last is not None and last < family.month.days
    return begins_late or ends_early

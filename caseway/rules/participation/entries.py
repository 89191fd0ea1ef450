"""One line of attendance, as small as it can be, because six million are read for a month.

The rule only unpacks an entry: a plain tuple, or a row of the database in this order, will do.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from caseway.rules.dates import Month


class Mark(IntEnum):
    """What happened on the day. `attended` minutes count under every mark but UNEXCUSED's rest.

    EXCUSED: in unpaid activities `scheduled - attended` is the excused absence. HOLIDAY: in
    unpaid activities `scheduled - attended` counts if the day is a holiday of the state's plan.
    In paid activities `attended` holds the minutes paid, leave and holidays included.
    HOMEWORK_*: `attended` holds the minutes of homework, in the activity whose class it is for.
    """

    PRESENT = 1
    EXCUSED = 2
    UNEXCUSED = 3
    HOLIDAY = 4
    HOMEWORK_SUPERVISED = 5
    HOMEWORK_UNSUPERVISED = 6


class Proof(IntEnum):
    """How far the entry is documented. Only VERIFIED counts (45 CFR 261.60(a), 261.61)."""

    UNPROVEN = 0
    SUBMITTED = 1
    VERIFIED = 2
    REJECTED = 3
    EXPIRED = 4


class Entry(NamedTuple):
    """One enrolment's day. Minutes; `day` as `day_number` gives it.

    There is one entry for an enrolment and a day, so two equal tuples are two placements and
    are both counted; a day that adds up to more than 24 hours is set aside whole.
    """

    day: int
    person: int
    activity: int
    mark: int
    proof: int
    scheduled: int
    attended: int


RawEntry: TypeAlias = tuple[int, int, int, int, int, int, int]
"""An entry as the database gives it: the fields of `Entry`, in its order."""


def day_number(month: Month, day: date) -> int:
    """The place of a day in a report month: 1 on the first, 0 on the day before it, and so on.

    Where weeks belong to the month that holds their Friday, a report month may begin up to six
    days before the first: 28 February 2026 is day 0 of March 2026. See `weeks.report_month`.
    """
    return (day - month.first).days + 1


def day_of(month: Month, number: int) -> date:
    """The date of a `day_number`."""
    return month.first + timedelta(days=number - 1)

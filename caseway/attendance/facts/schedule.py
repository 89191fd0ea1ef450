"""What was scheduled: which row of a schedule holds on a day, and whether an enrolment runs."""

from collections.abc import Collection
from datetime import date

from caseway.attendance.models import ActivityEnrolment, ScheduledDay


def day_of(schedule: Collection[ScheduledDay], on: date) -> ScheduledDay | None:
    """The row of a schedule that holds on that day; of two, the one that began later."""
    held = [
        row
        for row in schedule
        if row.weekday == on.weekday()
        and row.starts_on <= on
        and (row.ends_on is None or on < row.ends_on)
    ]
    return max(held, key=lambda row: (row.starts_on, row.pk)) if held else None


def holds_on(row: ActivityEnrolment, on: date) -> bool:
    """Whether the enrolment runs on that day."""
    return row.starts_on <= on and (row.ends_on is None or on < row.ends_on)

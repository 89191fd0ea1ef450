"""When somebody is met now, and the same on the other days on which her coach works."""

from datetime import time

from caseway.coaching.facts.caseloads import Client
from caseway.coaching.facts.coaches import working_hours
from caseway.coaching.facts.people import people
from caseway.coaching.models import CoachingEnrolment
from caseway.kernel.models import User
from caseway.rules.dates import DateSpan, Month


def every_workday(
    row: CoachingEnrolment, month: Month, coach: User
) -> dict[int, tuple[time, time]]:
    """From and until by weekday, 0 is Monday: as now, else as on the first day that has times.

    Nothing where no day has any.
    """
    found = people([Client(row, (DateSpan(row.began_on, row.ended_on),))], month).planned[0]
    now = {
        day: (_clock(held[0].opens), _clock(max(one.closes for one in held)))
        for day, held in sorted(found.windows.items())
        if held
    }
    if not now:
        return {}
    usual = next(iter(now.values()))
    hours, _breaks = working_hours(coach.pk)
    return {day: now.get(day, usual) for day in sorted({*hours, *now})}


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)

"""Two activities of one person at the same time: she can be in one place only."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from caseway.attendance.models import ActivityEnrolment, ScheduledDay
from caseway.kernel.refusals import NotAllowed

DAY = 24 * 60
WEEK = 7 * DAY


class Timed(Protocol):
    """A usual time on a weekday; `opens_at` is None where nobody knows when it begins."""

    @property
    def weekday(self) -> int: ...
    @property
    def minutes(self) -> int: ...
    @property
    def opens_at(self) -> time | None: ...


def require_free(row: ActivityEnrolment, schedule: Iterable[Timed], starts_on: date) -> None:
    """Refuse a week that runs into another activity, paid or unpaid: an hour counts once.

    Raises NotAllowed, which names the other one.
    """
    _refuse(_overlapped(row, schedule, starts_on, row.ends_on))


def require_still_free(row: ActivityEnrolment, since: date) -> None:
    """The same for the weeks that an activity would have again from a day. Raises NotAllowed."""
    days = ScheduledDay.objects.filter(Q(ends_on=None) | Q(ends_on__gt=since), enrolment=row)
    weeks: dict[tuple[date, date | None], list[ScheduledDay]] = defaultdict(list)
    for day in days.order_by("starts_on", "weekday", "pk"):
        weeks[max(day.starts_on, since), day.ends_on].append(day)
    for (starts_on, ends_on), week in weeks.items():
        _refuse(_overlapped(row, week, starts_on, ends_on))


def _overlapped(
    row: ActivityEnrolment, week: Iterable[Timed], starts_on: date, ends_on: date | None
) -> ScheduledDay | None:
    return overlapping(
        week,
        case_id=row.case_id,
        person_id=row.person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        apart_from=row.pk,
    )


def _refuse(other: ScheduledDay | None) -> None:
    if other is not None and other.opens_at is not None:
        raise NotAllowed(
            _(
                "This runs into “%(title)s” (%(day)s, %(from)s to %(until)s). Choose another time "
                "here, or change or end that activity first."
            )
            % {
                "title": other.enrolment.title,
                "day": WEEKDAYS[other.weekday],
                "from": time_format(other.opens_at, "TIME_FORMAT"),
                "until": time_format(_until(other), "TIME_FORMAT"),
            }
        )


def overlapping(
    slots: Iterable[Timed],
    *,
    case_id: int,
    person_id: int,
    starts_on: date,
    ends_on: date | None,
    apart_from: int | None = None,
) -> ScheduledDay | None:
    """The first scheduled day of another activity on the case that a new week runs into.

    The new week holds on days `starts_on <= day < ends_on`. `apart_from` is the
    enrolment that the week belongs to. Days without a begin time meet nothing. One query.
    """
    running = Q(ends_on=None) | Q(ends_on__gt=starts_on)
    going_on = Q(enrolment__ends_on=None) | Q(enrolment__ends_on__gt=starts_on)
    rows = ScheduledDay.objects.filter(
        running, going_on, enrolment__case=case_id, enrolment__person=person_id
    ).exclude(opens_at=None)
    others = rows.exclude(enrolment=apart_from).select_related("enrolment")
    timed = [slot for slot in slots if slot.opens_at is not None]
    for other in others.order_by("weekday", "opens_at", "pk"):
        if any(_meet(slot, other) for slot in timed) and _on_one_day(other, starts_on, ends_on):
            return other
    return None


def _until(slot: Timed) -> time:
    """When a day with a begin time is over, by the clock."""
    assert slot.opens_at is not None
    opens = datetime.combine(date(2000, 1, 1), slot.opens_at)
    return (opens + timedelta(minutes=slot.minutes)).time()


def _meet(one: Timed, other: Timed) -> bool:
    """Whether the two share a minute; a night shift reaches into the next day."""
    apart = _begins(other) - _begins(one)
    return apart % WEEK < one.minutes or -apart % WEEK < other.minutes


def _begins(slot: Timed) -> int:
    """Minutes since Monday, midnight."""
    assert slot.opens_at is not None
    return slot.weekday * DAY + slot.opens_at.hour * 60 + slot.opens_at.minute


def _on_one_day(other: ScheduledDay, starts_on: date, ends_on: date | None) -> bool:
    """Whether the other's weekday comes at least once while both weeks hold."""
    first = max(starts_on, other.starts_on, other.enrolment.starts_on)
    first += timedelta(days=(other.weekday - first.weekday()) % 7)
    ends = [day for day in (ends_on, other.ends_on, other.enrolment.ends_on) if day is not None]
    return not ends or first < min(ends)

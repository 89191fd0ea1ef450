"""When a person can be visited on each day of a month: what was agreed, else around her shifts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from caseway.coaching.models import MeetingWindow
from caseway.employment.models import Shift
from caseway.rules.dates import Month
from caseway.rules.params import load
from caseway.rules.scheduling.places import DAY_MINUTES, Window
from caseway.rules.scheduling.shifts import Shift as Hours
from caseway.rules.scheduling.shifts import around_changes

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Open:
    """When visits may begin in one month: by weekday, and on days that differ from their kind."""

    usual: Mapping[int, tuple[Window, ...]]
    on: Mapping[date, tuple[Window, ...]]

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays on which she can be seen at all; Monday to Friday where nothing is known."""
        found = {day for day, windows in self.usual.items() if windows}
        found |= {day.weekday() for day, windows in self.on.items() if windows}
        return frozenset(found) or frozenset(range(5))


def minutes_of(clock: time) -> int:
    """Minutes after midnight."""
    return clock.hour * 60 + clock.minute


def agreed_windows(enrolments: Collection[int], month: Month) -> dict[int, list[MeetingWindow]]:
    """What was agreed with each person, as far as it holds in the month. One query."""
    found: dict[int, list[MeetingWindow]] = defaultdict(list)
    rows = MeetingWindow.objects.filter(enrolment__in=enrolments, starts_on__lte=month.last)
    for row in rows.order_by("weekday", "opens_at", "id"):
        if row.ends_on is None or row.ends_on > month.first:
            found[row.enrolment_id].append(row)
    return found


def shifts_of(jobs: Collection[int], month: Month) -> dict[int, list[Shift]]:
    """The shifts of each job, as far as they hold in the month or the night before. One query."""
    found: dict[int, list[Shift]] = defaultdict(list)
    rows = Shift.objects.filter(job__in=jobs, starts_on__lte=month.last)
    for row in rows.order_by("weekday", "begins_at", "starts_on", "id"):
        if row.ends_on is None or row.ends_on >= month.first:
            found[row.job_id].append(row)
    return found


def open_in(month: Month, agreed: Iterable[MeetingWindow], shifts: Iterable[Shift]) -> Open:
    """Every day of a month; what was agreed goes before what the shifts say."""
    known, worked = list(agreed), list(shifts)
    days = [month.first + DAY * number for number in range(month.days)]
    change = load("scheduling").value_on("shift_change", month.first)
    each = {
        day: _agreed_on(known, day)
        if any(_lasts(row, day) for row in known)
        else _around(worked, day, change["before"], change["after"])
        for day in days
    }
    return _told_by_weekday(each)


def _lasts(row: MeetingWindow | Shift, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)


def _holds(row: MeetingWindow | Shift, day: date) -> bool:
    return row.weekday == day.weekday() and _lasts(row, day)


def _agreed_on(rows: Iterable[MeetingWindow], day: date) -> tuple[Window, ...]:
    return tuple(
        Window(minutes_of(row.opens_at), minutes_of(row.closes_at))
        for row in rows
        if _holds(row, day)
    )


def _around(rows: Iterable[Shift], day: date, before: int, after: int) -> tuple[Window, ...]:
    """Around the changes of one day: what begins there, and what ends there, the night's too."""
    changes: list[int] = []
    for row in rows:
        begins, ends = minutes_of(row.begins_at), minutes_of(row.ends_at)
        if _holds(row, day):
            changes += [begins] if ends <= begins else [begins, ends]
        if ends <= begins and _holds(row, day - DAY):
            changes.append(ends)
    # One edge each: a shift that begins and ends at once is one change.
    edges = [Hours(change, change + DAY_MINUTES) for change in changes]
    return around_changes(edges, before, after)


def _told_by_weekday(each: Mapping[date, tuple[Window, ...]]) -> Open:
    usual: dict[int, tuple[Window, ...]] = {}
    for weekday in range(7):
        told = Counter(windows for day, windows in each.items() if day.weekday() == weekday)
        if told:
            usual[weekday] = max(told, key=lambda windows: (told[windows], windows))
    on = {day: windows for day, windows in each.items() if windows != usual[day.weekday()]}
    return Open({day: windows for day, windows in usual.items() if windows}, on)

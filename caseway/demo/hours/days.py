"""How days go: whether somebody came, on time, whole, and why not; as her habit has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseway.attendance.models import ExcuseReason, MarkCode
from caseway.demo.hours.engagements import Engagement
from caseway.demo.stories.family import Habit

DAY = timedelta(days=1)


@dataclass(slots=True)
class Day:
    """One day at a place: minutes, the mark, whether she came late, why she stayed away."""

    on: date
    scheduled: int
    attended: int
    mark: MarkCode = MarkCode.PRESENT
    late: bool | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Window:
    """The days that are told: from a day, up to and not including today; and the holidays."""

    since: date
    today: date
    holidays: frozenset[date]
    closed: date  # when a heavy rain closed everything


def days_of(one: Engagement, window: Window, rng: Random) -> list[Day]:
    """The days of an engagement inside the window, in order."""
    week = {weekday: minutes for weekday, _, minutes in one.week}
    first, last = max(one.starts_on, window.since), min(one.ends_on or window.today, window.today)
    found = list(_scheduled(first, last, week))
    sick = _sick_days(found, rng) if one.habit == Habit.CHILD_SICK else frozenset()
    told = []
    for day in found:
        if day.on in window.holidays:
            _holiday(day, one)
        elif one.is_paid:
            _at_work(day, rng)
        elif day.on == window.closed and one.place:
            _away(day, ExcuseReason.PROVIDER_CLOSED, "Closed after the storm")
        elif day.on in sick:
            _away(day, ExcuseReason.CHILD_SICK)
        else:
            _usual(day, one, window, rng)
        told.append(day)
    return told


def _scheduled(first: date, last: date, week: dict[int, int]) -> Iterator[Day]:
    day = first
    while day < last:
        if minutes := week.get(day.weekday()):
            yield Day(day, minutes, minutes)
        day += DAY


def _usual(day: Day, one: Engagement, window: Window, rng: Random) -> None:
    """An ordinary day as the habit has it; hardly anybody never misses one."""
    ago, chance = (window.today - day.on).days, rng.random()
    day.late = False
    if one.habit == Habit.GONE and ago <= GONE_SINCE:
        _missing(day)
    elif one.habit == Habit.SLIPPING and chance < _slipping(ago):
        _missing(day) if chance < _slipping(ago) * 0.6 else _away(day, _reason(rng))
    elif one.habit == Habit.LATE_FIRST and chance < _late(one, day.on, window):
        day.late, day.attended = True, day.scheduled - rng.choice((15, 20, 25, 30, 40))
    elif one.habit == Habit.PART_DAYS and chance < 0.14:
        _left_early(day, rng)
    elif chance > 0.975:
        _away(day, _reason(rng))


GONE_SINCE = 22  # days ago: after the last meeting that a silent case still had


def _slipping(ago: int) -> float:
    """The share of days missed, growing towards today."""
    return 0.42 if ago <= 24 else 0.2 if ago <= 45 else 0.05


def _late(one: Engagement, on: date, window: Window) -> float:
    """Late on most days at first, never in the last three weeks."""
    told_from = max(one.starts_on, window.since)
    share = (on - told_from).days / max(1, (window.today - told_from).days)
    if (window.today - on).days <= 21:
        return 0.0
    return 0.85 if share < 0.35 else 0.4 if share < 0.6 else 0.1


def _sick_days(days: list[Day], rng: Random) -> frozenset[date]:
    """Some days in a row, in the last weeks: a child with a fever does not stop after one."""
    near = [day.on for day in days[-_RECENT:-2]]
    if not near:
        return frozenset()
    begins = rng.choice(near)
    return frozenset(begins + timedelta(days=step) for step in range(rng.choice((2, 3, 4))))


_RECENT = 22


def _away(day: Day, reason: ExcuseReason, note: str = "") -> None:
    day.mark, day.attended, day.reason, day.note = MarkCode.EXCUSED, 0, reason, note
    day.late = None


def _missing(day: Day) -> None:
    day.mark, day.attended, day.late = MarkCode.UNEXCUSED, 0, None


def _left_early(day: Day, rng: Random) -> None:
    day.mark, day.reason = MarkCode.EXCUSED, rng.choice((_R.APPOINTMENT, _R.INTERVIEW))
    day.attended = day.scheduled - min(day.scheduled // 2, rng.choice((60, 90, 120)))


def _holiday(day: Day, one: Engagement) -> None:
    day.mark = MarkCode.HOLIDAY
    # Of paid work a holiday is paid; of unpaid work the state's plan says whether it counts.
    day.attended = day.scheduled if one.is_paid else 0


def _at_work(day: Day, rng: Random) -> None:
    """Paid minutes: mostly the shift, now and then sent home early or asked to stay."""
    chance = rng.random()
    if chance < 0.05:
        day.attended = day.scheduled - 60
    elif chance > 0.95:
        day.attended = day.scheduled + 60


def _reason(rng: Random) -> ExcuseReason:
    return rng.choice((_R.SICK, _R.SICK, _R.CHILD_CARE, _R.TRANSPORT, _R.APPOINTMENT))


_R = ExcuseReason

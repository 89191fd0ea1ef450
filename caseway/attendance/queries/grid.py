"""The attendance grid: people and their activities by day, in as many queries for 2 as for 100."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from caseway.agencies.standing import open_on, standing_of
from caseway.attendance.access import hosts, why_not_mark_each
from caseway.attendance.actions.closing import why_not_write_each
from caseway.attendance.facts.schedule import day_of, holds_on
from caseway.attendance.models import (
    DAY_MARKS,
    HOMEWORK_MARKS,
    ActivityEnrolment,
    AttendanceEntry,
    MarkCode,
    PlanHoliday,
    ScheduledDay,
)
from caseway.attendance.queries.markable import markable, running
from caseway.attendance.queries.sums import Excused, SoFar, sums_of
from caseway.cases.models import Assignment
from caseway.kernel.models import User
from caseway.rules.dates import Month

ME = "me"


class Look(StrEnum):
    """What stands beside the people: a week, or one of its days."""

    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True)
class Choice:
    """What to show: the days around `day`, and which of the enrolments."""

    day: date
    look: Look = Look.WEEK
    activity: int | None = None
    provider: int | None = None
    agency: int | None = None
    worker: str = ""  # "me", the id of a person, or anybody

    @property
    def days(self) -> list[date]:
        if self.look is Look.DAY:
            return [self.day]
        return week_of(self.day)


@dataclass(frozen=True, slots=True)
class Square:
    """One day of one enrolment. `why_not` says why nothing can be typed there."""

    on: date
    scheduled: int
    entry: AttendanceEntry | None
    why_not: str

    @property
    def attended(self) -> int:
        """Minutes spent, or paid on a holiday, as every page counts them."""
        return self.entry.attended if self.entry else 0


class Shut(StrEnum):
    """Why a square takes nothing."""

    FUTURE = "future"
    OUTSIDE = "outside"
    CLOSED = "closed"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Homework:
    """The line below a course for homework of one kind: supervised, or alone."""

    mark: MarkCode
    squares: list[Square]

    @property
    def attended(self) -> int:
        return sum(square.attended for square in self.squares)


@dataclass(frozen=True)
class Row:
    """An enrolment with its squares. `why_not`: why the whole row cannot be marked.

    `homework` is empty where the course advises none and none is written; supervised
    homework has a line once it is asked for, or written.
    """

    enrolment: ActivityEnrolment
    squares: list[Square]
    why_not: str | None
    hosted: bool
    homework: list[Homework] = field(default_factory=list)

    @property
    def attended(self) -> int:
        return sum(square.attended for square in self.squares)

    @property
    def scheduled(self) -> int:
        return sum(square.scheduled for square in self.squares)


@dataclass
class Grid:
    """Everything a grid shows. `closed` has a sentence for each month that takes nothing."""

    days: list[date]
    today: date
    rows: list[Row]
    holidays: dict[date, str] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    so_far: dict[int, SoFar] = field(default_factory=dict)
    excused: dict[int, Excused] = field(default_factory=dict)

    @property
    def month(self) -> Month:
        """The month of most of the days: what the sums of a person are about."""
        return Month.of(self.days[len(self.days) // 2])


def week_of(day: date) -> list[date]:
    """From its Monday to its Sunday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def rows_of(user: User, choice: Choice) -> "QuerySet[ActivityEnrolment]":
    """The enrolments of the choice, people in the order of their names."""
    days = choice.days
    rows = running(markable(user), days[0], days[-1])
    if choice.activity:
        rows = rows.filter(activity=choice.activity)
    if choice.provider:
        rows = rows.filter(provider=choice.provider)
    if choice.worker or choice.agency:
        rows = rows.filter(case__in=_held(user, choice).values("case_id"))
    found: QuerySet[ActivityEnrolment] = rows.order_by(
        "person__sort_name", "person", "case", "starts_on", "pk"
    )
    return found


def _held(user: User, choice: Choice) -> "QuerySet[Assignment]":
    standing = standing_of(user)
    held = Assignment.objects.filter(open_on(standing.on))
    if choice.agency:
        held = held.filter(agency=choice.agency)
    if choice.worker == ME:
        return held.filter(staff__in=standing.hands)
    return held.filter(staff=int(choice.worker)) if choice.worker.isdigit() else held


def grid(
    user: User,
    rows: Sequence[ActivityEnrolment],
    days: Sequence[date],
    *,
    today: date,
    with_homework: Collection[tuple[int, int]] = (),
) -> Grid:
    """The squares of these enrolments. Eight queries; one more for each further site.

    `rows` come with `case`, `person` and `provider` read. `with_homework`: enrolment
    and kind of homework that have a line in any case.
    """
    found = Grid(days=list(days), today=today, rows=[])
    if not rows:
        return found
    sites = sorted({row.site_id for row in rows})
    holidays = PlanHoliday.objects.filter(site__in=sites, on__range=(days[0], days[-1]))
    found.holidays = dict(holidays.order_by("pk").values_list("on", "name"))
    closed = _closed(sites, days)
    found.closed = sorted(set(closed.values()))
    why_not = why_not_mark_each(user, rows)
    schedule, entries = _schedule(rows), _entries(rows, days)
    written = {(key[0], key[2]) for key in entries}.union(with_homework)
    for row in rows:
        squares = [
            _square(row, day, schedule[row.pk], entries.get((row.pk, day, 0)), closed, today)
            for day in days
        ]
        found.rows.append(Row(row, squares, why_not[row.pk], hosts(user, row)))
        for mark in _kinds(row, written):
            beside = [
                _square(row, day, (), entries.get((row.pk, day, mark)), closed, today)
                for day in days
            ]
            found.rows[-1].homework.append(Homework(mark, beside))
    theirs = [row.enrolment for row in found.rows if not row.hosted]
    found.so_far, found.excused = sums_of(theirs, found.month)
    return found


def _kinds(row: ActivityEnrolment, written: Collection[tuple[int, int]]) -> list[MarkCode]:
    """Which lines for homework a course has, what is done alone first."""
    advised = MarkCode.HOMEWORK_UNSUPERVISED if row.homework_minutes_a_week else None
    kinds = map(MarkCode, sorted(HOMEWORK_MARKS, reverse=True))
    return [kind for kind in kinds if kind == advised or (row.pk, kind) in written]


def _closed(sites: Sequence[int], days: Sequence[date]) -> dict[tuple[int, int], str]:
    periods = sorted({Month.of(day).number for day in days})
    return {
        (site, period): sentence
        for site in sites
        for period, sentence in why_not_write_each(site, periods).items()
        if sentence
    }


def _schedule(rows: Sequence[ActivityEnrolment]) -> dict[int, list[ScheduledDay]]:
    found: dict[int, list[ScheduledDay]] = defaultdict(list)
    days = ScheduledDay.objects.filter(enrolment__in=[row.pk for row in rows])
    for day in days.order_by("pk"):
        found[day.enrolment_id].append(day)
    return found


def _entries(
    rows: Sequence[ActivityEnrolment], days: Sequence[date]
) -> dict[tuple[int, date, int], AttendanceEntry]:
    """By enrolment, day, and 0 or the kind of homework."""
    periods = {Month.of(day).number for day in days}
    found = AttendanceEntry.objects.filter(
        enrolment__in=[row.pk for row in rows],
        period__in=periods,
        day__in={day.day for day in days},
    )
    return {
        (entry.enrolment_id, entry.on, 0 if entry.mark in DAY_MARKS else entry.mark): entry
        for entry in found.order_by("pk")
    }


def _square(
    row: ActivityEnrolment,
    on: date,
    schedule: Sequence[ScheduledDay],
    entry: AttendanceEntry | None,
    closed: dict[tuple[int, int], str],
    today: date,
) -> Square:
    held = holds_on(row, on)
    usual = day_of(schedule, on) if held else None
    why_not = ""
    if (row.site_id, Month.of(on).number) in closed:
        why_not = Shut.CLOSED
    elif not held and entry is None:
        why_not = Shut.OUTSIDE
    elif on > today:
        why_not = Shut.FUTURE
    return Square(on, usual.minutes if usual else 0, entry, why_not)

"""What marking must know before it writes: read once for all cells, however many."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from caseway.attendance.access import hosts, why_not_mark_each
from caseway.attendance.actions.closing import why_not_write_each
from caseway.attendance.facts.schedule import day_of
from caseway.attendance.models import (
    DAY_MARKS,
    ActivityEnrolment,
    AttendanceEntry,
    PlanHoliday,
    ScheduledDay,
)
from caseway.cases.models import Person
from caseway.kernel.models import User
from caseway.rules.dates import Month

Key = tuple[int, date, int]  # enrolment, day, and 0 or the kind of homework


@dataclass(frozen=True, slots=True)
class Cell:
    """What is to stand on one day of an enrolment.

    `version` is that of the entry which the writer saw, 0 where there was none.
    `mark` None takes the entry away. `minutes` None means all that was
    scheduled. `homework` names which entry of the day is meant: 0 the day's own,
    else the mark of the homework. `note` None leaves the note as it is.
    """

    enrolment: int
    on: date
    version: int = 0
    mark: int | None = None
    minutes: int | None = 0
    reason: str = ""
    late: bool | None = None
    note: str | None = None
    homework: int = 0

    @property
    def key(self) -> Key:
        return (self.enrolment, self.on, self.homework)

    @property
    def period(self) -> int:
        return Month.of(self.on).number


@dataclass
class Book:
    """Enrolments with their siblings (the same people's others), what stands and what may be."""

    enrolments: dict[int, ActivityEnrolment] = field(default_factory=dict)
    by_person: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    schedule: dict[int, list[ScheduledDay]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[Key, AttendanceEntry] = field(default_factory=dict)
    holidays: set[tuple[int, date]] = field(default_factory=set)
    closed: dict[tuple[int, int], str] = field(default_factory=dict)
    barred: dict[int, str | None] = field(default_factory=dict)
    hosted: set[int] = field(default_factory=set)

    def scheduled_day(self, enrolment: int, on: date) -> ScheduledDay | None:
        """The usual time on that day, if there is one."""
        return day_of(self.schedule[enrolment], on)

    def scheduled(self, enrolment: int, on: date) -> int:
        """Minutes scheduled on that day."""
        day = self.scheduled_day(enrolment, on)
        return day.minutes if day else 0


def open_book(cells: Collection[Cell], *, by: User, lock: bool = False) -> Book:
    """Everything about these cells. Eight queries, and one more for each further site.

    With `lock` nobody else marks these people until the transaction ends, so
    that two who write at once cannot give a day more than 24 hours.
    """
    asked = {cell.enrolment for cell in cells}
    book = Book()
    if lock:
        people = Person.objects.filter(enrolments__in=asked).values("pk")
        locked = Person.objects.select_for_update(no_key=True).filter(pk__in=people)
        list(locked.order_by("pk").values_list("pk", flat=True))
    _read_enrolments(book, asked)
    _read_rows(book, {cell.on for cell in cells}, lock=lock)
    _read_closings(book, cells)
    named = [book.enrolments[pk] for pk in sorted(asked) if pk in book.enrolments]
    book.barred = why_not_mark_each(by, named)
    book.hosted = {row.pk for row in named if hosts(by, row)}
    return book


def _read_enrolments(book: Book, asked: set[int]) -> None:
    people = ActivityEnrolment.objects.filter(pk__in=asked).values("person")
    rows = ActivityEnrolment.objects.filter(person__in=people)
    for row in rows.select_related("case", "person", "provider").order_by("pk"):
        book.enrolments[row.pk] = row
        book.by_person[row.person_id].append(row.pk)


def _read_rows(book: Book, days: set[date], *, lock: bool) -> None:
    sites = {row.site_id for row in book.enrolments.values()}
    schedule = ScheduledDay.objects.filter(enrolment__in=list(book.enrolments))
    for day in schedule.order_by("pk"):
        book.schedule[day.enrolment_id].append(day)
    entries = AttendanceEntry.objects.filter(_on(days), enrolment__in=list(book.enrolments))
    if lock:
        entries = entries.select_for_update(of=("self",))
    for entry in entries.select_related("recorded_by").order_by("pk"):
        book.entries[key_of(entry)] = entry
    holidays = PlanHoliday.objects.filter(site__in=sites, on__in=days)
    book.holidays = set(holidays.order_by("pk").values_list("site_id", "on"))


def _read_closings(book: Book, cells: Collection[Cell]) -> None:
    periods = sorted({cell.period for cell in cells})
    for site in sorted({row.site_id for row in book.enrolments.values()}):
        for period, sentence in why_not_write_each(site, periods).items():
            if sentence:
                book.closed[site, period] = sentence


def key_of(entry: AttendanceEntry) -> Key:
    """The place of an entry in the book."""
    homework = 0 if entry.mark in DAY_MARKS else entry.mark
    return (entry.enrolment_id, entry.on, homework)


def _on(days: set[date]) -> Q:
    by_period: dict[int, list[int]] = defaultdict(list)
    for day in sorted(days):
        by_period[Month.of(day).number].append(day.day)
    wanted = Q(pk__in=[])
    for period, numbers in by_period.items():
        wanted |= Q(period=period, day__in=numbers)
    return wanted

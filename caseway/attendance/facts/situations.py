"""Months as a forecast needs them: what is recorded, planned, past, and open, for many families."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from caseway.attendance.facts.entries import entries_of_few
from caseway.attendance.facts.families import Batch, families
from caseway.attendance.models import (
    NEEDS_SUPERVISOR,
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    HoursProjection,
    MarkCode,
    ScheduledDay,
)
from caseway.rules.dates import DateSpan, Month, covers
from caseway.rules.params import load
from caseway.rules.participation.entries import RawEntry, day_of
from caseway.rules.participation.forecast.situation import Opening, PastDay, Situation, Slot
from caseway.rules.participation.law import Rules

# Marks of a day that say whether the person came: a holiday says nothing of her.
_CAME_OR_NOT = (MarkCode.PRESENT, MarkCode.EXCUSED, MarkCode.UNEXCUSED)
# What more hours may be offered of: not a job, whose hours are the employer's to give.
_CAN_GROW = frozenset({4, 6, 7, 8, 9, 10, 11, 12})


@dataclass(frozen=True, slots=True)
class Seen:
    """One family's month, its rules, and whether anybody recorded what the family received."""

    situation: Situation
    rules: Rules
    known: bool


def situations(case_ids: Collection[int], period: int, today: date) -> dict[int, Seen]:
    """By case id, for the report month and the week after today.

    Four queries beyond `families`, and one for each way of counting months. Days of a job
    whose hours are counted ahead need no mark, and are not in the schedule.
    """
    batch = families(case_ids, period)
    entries = _entries(batch)
    running = _running(case_ids, period, today)
    ahead = _ahead(case_ids)
    slots: dict[int, list[Slot]] = defaultdict(list)
    openings: dict[int, list[Opening]] = defaultdict(list)
    for row, week in running:
        days = _slots(row, week, *_span(batch, row.case_id, today))
        slots[row.case_id] += [slot for slot in days if not covers(ahead[row.pk], slot.on)]
        openings[row.case_id] += _openings(row, week, today)
    history = _history(case_ids, today)
    return {
        case: Seen(
            Situation(
                facts.family,
                tuple(entries.get(case, ())),
                tuple(slots[case]),
                tuple(history[case]),
                tuple(openings[case]),
            ),
            batch.rules[facts.head.site],
            facts.known,
        )
        for case, facts in batch.facts.items()
    }


def _entries(batch: Batch) -> dict[int, list[RawEntry]]:
    by_state: dict[str, list[int]] = defaultdict(list)
    for case, facts in batch.facts.items():
        by_state[facts.head.state].append(case)
    found: dict[int, list[RawEntry]] = {}
    for cases in by_state.values():
        calendar = batch.rules[batch.facts[cases[0]].head.site].calendar
        found |= entries_of_few(calendar, cases)
    return found


def _span(batch: Batch, case: int, today: date) -> tuple[date, date]:
    """The days for which a schedule is asked: the report month and the week after today."""
    calendar = batch.rules[batch.facts[case].head.site].calendar
    first, last = (day_of(calendar.month, each) for each in (calendar.first_day, calendar.last_day))
    return first, max(last, today + timedelta(days=7))


def _running(
    case_ids: Collection[int], period: int, today: date
) -> Iterator[tuple[ActivityEnrolment, list[ScheduledDay]]]:
    """Enrolments that touch the month or the days to come, each with its schedule."""
    begins = Month(*divmod(period, 100)).plus(-1).first
    rows = ActivityEnrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=begins),
        case__in=case_ids,
        starts_on__lte=max(today, Month(*divmod(period, 100)).last) + timedelta(days=7),
    )
    found = list(rows.select_related("provider").order_by("case", "pk"))
    weeks: dict[int, list[ScheduledDay]] = defaultdict(list)
    for day in ScheduledDay.objects.filter(enrolment__in=[row.pk for row in found]).order_by("pk"):
        weeks[day.enrolment_id].append(day)
    for row in found:
        yield row, weeks[row.pk]


def _slots(
    row: ActivityEnrolment, week: Iterable[ScheduledDay], first: date, last: date
) -> list[Slot]:
    """Each planned day between two days, both included."""
    runs = DateSpan(row.starts_on, row.ends_on)
    found = []
    for planned in week:
        span = DateSpan(planned.starts_on, planned.ends_on)
        day = first + timedelta(days=(planned.weekday - first.weekday()) % 7)
        while day <= last:
            if runs.covers(day) and span.covers(day):
                found.append(Slot(day, row.person_id, row.activity, planned.minutes))
            day += timedelta(days=7)
    return found


def _openings(
    row: ActivityEnrolment, week: Iterable[ScheduledDay], today: date
) -> Iterator[Opening]:
    """More hours where she takes part already, as long as somebody answers for the day.

    Other places are not offered: nobody keeps how much room they have.
    """
    if row.activity not in _CAN_GROW or (row.ends_on is not None and row.ends_on <= today):
        return
    if row.activity in NEEDS_SUPERVISOR and not row.supervisor:
        return
    if row.provider is not None and row.provider.closed_on is not None:
        return
    minutes = [day.minutes for day in week if day.ends_on is None or day.ends_on > today]
    yield Opening(
        ref=row.pk,
        label=row.title,
        activity=row.activity,
        starts=max(row.starts_on, today),
        minutes_a_day=max(minutes, default=240),
        person=row.person_id,
        known=True,
    )


def _ahead(case_ids: Collection[int]) -> dict[int, list[DateSpan]]:
    """The spans whose hours are counted ahead, by enrolment."""
    rows = HoursProjection.objects.filter(case__in=case_ids).order_by("pk")
    found: dict[int, list[DateSpan]] = defaultdict(list)
    for pk, start, until, ended in rows.values_list(
        "enrolment_id", "starts_on", "holds_until", "ended_on"
    ):
        found[pk].append(DateSpan(start, max(start, min(until, ended or until))))
    return found


def _history(case_ids: Collection[int], today: date) -> dict[int, list[PastDay]]:
    """How people came in the weeks before today. One query."""
    weeks: int = load("participation_forecast").value_on("habit_weeks", today)
    since = today - timedelta(days=7 * weeks)
    rows = AttendanceEntry.objects.filter(
        case__in=case_ids,
        period__gte=Month.of(since).number,
        period__lte=Month.of(today).number,
        mark__in=_CAME_OR_NOT,
        scheduled__gt=0,
    ).exclude(activity=ActivityKind.OTHER)
    found: dict[int, list[PastDay]] = defaultdict(list)
    columns = ("case_id", "period", "day", "person_id", "activity", "scheduled", "attended")
    for case, period, day, *rest in rows.order_by().values_list(*columns):
        on = date(period // 100, period % 100, day)
        if since <= on < today:
            found[case].append(PastDay(on, *rest))
    return found

"""A coach's month: each person's records and summary, what is overdue, what keeps it open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from caseway.attendance.models import PlanHoliday
from caseway.cases.models import Assignment, Case, Part
from caseway.coaching.facts.records import Person, people_of, record_of
from caseway.coaching.models import (
    Checklist,
    ChecklistSending,
    CoachingEnrolment,
    CoachMonthClosing,
    MonthlySummary,
    Visit,
    VisitState,
)
from caseway.kernel.models import User
from caseway.rules.dates import Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.clock import Clock, clock
from caseway.rules.records.visits.codes import Phase
from caseway.rules.records.visits.month import SummaryStanding, summary_due, summary_standing
from caseway.rules.records.visits.record import Record, faults, late_entry, missing_to_sign


@dataclass(frozen=True)
class VisitLine:
    """One visit of the month and how its record stands."""

    visit: Visit
    checklist: Checklist | None
    record: Record
    lacks: int
    late: bool
    waiting: bool

    @property
    def signed(self) -> bool:
        return self.record.signed


@dataclass(frozen=True)
class PersonLine:
    """One person's month."""

    enrolment: CoachingEnrolment
    visits: list[VisitLine]
    summary: MonthlySummary | None
    standing: SummaryStanding | None
    clock: Clock | None

    @property
    def to_sign(self) -> int:
        """Visits that were held and whose record is not signed."""
        return sum(1 for one in self.visits if not one.signed)

    @property
    def to_do(self) -> bool:
        """Whether a record or the summary is still to be signed."""
        return bool(self.to_sign) or bool(
            self.standing and not (self.summary and self.summary.signed_at)
        )


@dataclass(frozen=True)
class CoachMonth:
    """One coach's month at one site."""

    coach: User
    month: Month
    people: list[PersonLine]
    closing: CoachMonthClosing | None

    @property
    def closed(self) -> bool:
        return self.closing is not None and self.closing.reopened_at is None

    @property
    def without_summary(self) -> list[PersonLine]:
        """Whose summary is due and not signed."""
        return [
            one
            for one in self.people
            if one.standing and not (one.summary and one.summary.signed_at)
        ]

    @property
    def overdue(self) -> list[PersonLine]:
        return [one for one in self.people if one.standing and one.standing.overdue]

    @property
    def waiting(self) -> int:
        """Records that were sent and wait for somebody to decide."""
        return sum(line.waiting for one in self.people for line in one.visits)


def enrolments_of(
    coach: User, month: Month, seen: QuerySet[Case] | None = None
) -> list[CoachingEnrolment]:
    """Whose coach she was in the month, or whom she visited in it. One query.

    `seen` narrows to the cases that a reader may see.
    """
    span = month.span
    parts = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=span.start),
        part=Part.JOB_COACH,
        staff=coach,
        starts_on__lt=span.end,
    ).values("case")
    met = Visit.objects.filter(coach=coach, day__gte=span.start, day__lt=span.end)
    # One list of both: an OR of two is asked of each row anew by PostgreSQL, which took minutes.
    hers = CoachingEnrolment.objects.filter(case__in=parts).values("pk")
    rows = CoachingEnrolment.objects.filter(
        Q(pk__in=hers.order_by().union(met.order_by().values("enrolment"))),
        Q(ended_on=None) | Q(ended_on__gt=span.start),
        began_on__lt=span.end,
    )
    if seen is not None:
        rows = rows.filter(case__in=seen.values("pk"))
    related = rows.select_related("case", "person", "site")
    return list(related.order_by("person__sort_name", "pk"))


def coach_month(
    coach: User, month: Month, enrolments: list[CoachingEnrolment], today: date
) -> CoachMonth:
    """How the records of a month stand. Nine queries, however many people."""
    keys = [row.pk for row in enrolments]
    people = people_of(enrolments)
    visits = _visits(coach, keys, month, people)
    summaries = {
        row.enrolment_id: row
        for row in MonthlySummary.objects.filter(enrolment__in=keys, month=month.first)
    }
    sites = {row.site_id for row in enrolments}
    holidays = set(PlanHoliday.objects.filter(site__in=sites).values_list("on", flat=True))
    closing = CoachMonthClosing.objects.filter(
        coach=coach, site__in=sites, month=month.first
    ).select_related("closed_by", "reopened_by")
    lines = [
        PersonLine(
            row,
            visits[row.pk],
            summaries.get(row.pk),
            _standing(row, month, holidays, summaries.get(row.pk), today),
            _clock(people[row.pk], min(today, month.last)),
        )
        for row in enrolments
    ]
    # What is overdue first, then what is still to be done; by name within each.
    lines.sort(key=lambda one: (not (one.standing and one.standing.overdue), not one.to_do))
    return CoachMonth(coach, month, lines, closing.order_by("-closed_at", "-id").first())


def _visits(
    coach: User, keys: list[int], month: Month, people: dict[int, Person]
) -> "defaultdict[int, list[VisitLine]]":
    span = month.span
    rows = Visit.objects.filter(
        Q(state=VisitState.HELD) | Q(checklist__isnull=False),
        enrolment__in=keys,
        coach=coach,
        day__gte=span.start,
        day__lt=span.end,
    ).order_by("day", "begins_at", "id")
    visits = list(rows)
    lists = {one.visit_id: one for one in Checklist.objects.filter(visit__in=visits)}
    waiting = set(
        ChecklistSending.objects.filter(visit__in=visits, settled_at=None)
        .exclude(why_kept="")
        .values_list("visit", flat=True)
    )
    found: defaultdict[int, list[VisitLine]] = defaultdict(list)
    for visit in visits:
        person, held = people[visit.enrolment_id], lists.get(visit.pk)
        record = record_of(visit, person, held)
        asks = asks_of(person.program, record.day or visit.day)
        lacks = len(missing_to_sign(record, asks)) + len(list(faults(record, asks)))
        late = late_entry(record, asks) is not None
        found[visit.enrolment_id].append(
            VisitLine(visit, held, record, lacks, late, visit.pk in waiting)
        )
    return found


def _standing(
    row: CoachingEnrolment,
    month: Month,
    holidays: set[date],
    summary: MonthlySummary | None,
    today: date,
) -> SummaryStanding | None:
    asks = asks_of(row.program, month.last)
    if asks is None:
        return None
    due = summary_due(month, asks, holidays)
    signed_at = summary.signed_at if summary else None
    return summary_standing(due, timezone.localdate(signed_at) if signed_at else None, today)


def _clock(person: Person, on: date) -> Clock | None:
    asks = asks_of(person.program, on)
    if asks is None or person.phase_on(on) is not Phase.INTENSIVE:
        return None
    return clock(person.intensive, on, asks)

"""Every session of a site's month as the funder is told of it, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from caseway.coaching.facts.approved import approvals_of
from caseway.coaching.facts.records import Person, people_of, record_of
from caseway.coaching.models import (
    Checklist,
    CoachingEnrolment,
    CoachMonthClosing,
    Visit,
    VisitState,
)
from caseway.rules.dates import Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.billing import Enrolled, Line, billing_lines
from caseway.rules.records.visits.units import Billed, Use, use

# Hours are limited in any 365 days: what was held before the month uses them up.
LOOKS_BACK = timedelta(days=365)
Judged = tuple[Visit, Checklist | None, Line]


@dataclass(frozen=True)
class Bill:
    """A month's sessions, judged, and a warning for each person whose hours run out."""

    lines: list[Judged]
    low: list[tuple[CoachingEnrolment, Use]]


def bill_of(enrolments: Iterable[CoachingEnrolment], month: Month) -> Bill:
    """The month's sessions, judged; those of the year before are judged with them, and left out.

    Hours are those used by the month's last day. Seven queries, however many sessions.
    """
    rows = list(enrolments)
    people = people_of(rows)
    visits = _visits([row.pk for row in rows], month)
    lists = {one.visit_id: one for one in Checklist.objects.filter(visit__in=list(visits.values()))}
    records = [
        record_of(visit, people[visit.enrolment_id], lists.get(visit.pk))
        for visit in visits.values()
    ]
    approvals = approvals_of([row.pk for row in rows])
    enrolled = {
        str(key): Enrolled(
            person.program, person.spans, person.intensive, approvals=approvals.get(key, ())
        )
        for key, person in people.items()
    }
    judged = billing_lines(records, enrolled, _closed({row.site_id for row in rows}))
    lines = [
        (visits[line.record.key], lists.get(visits[line.record.key].pk), line)
        for line in judged
        if line.record.day and Month.of(line.record.day) == month
    ]
    return Bill(lines, list(_low(rows, people, judged, month)))


def lines_of(enrolments: Iterable[CoachingEnrolment], month: Month) -> list[Judged]:
    """The month's sessions, judged."""
    return bill_of(enrolments, month).lines


def _visits(keys: list[int], month: Month) -> dict[str, Visit]:
    found = Visit.objects.filter(
        enrolment__in=keys,
        state=VisitState.HELD,
        day__gte=month.first - LOOKS_BACK,
        day__lte=month.last,
    ).select_related("enrolment__case", "enrolment__person", "coach")
    return {str(visit.uuid): visit for visit in found.order_by("day", "id")}


def _low(
    rows: Iterable[CoachingEnrolment],
    people: Mapping[int, Person],
    judged: Iterable[Line],
    month: Month,
) -> Iterator[tuple[CoachingEnrolment, Use]]:
    """Who has few hours left, or none, in the phase of the month's last day."""
    billed: defaultdict[str, list[Billed]] = defaultdict(list)
    for line in judged:
        if line.billable and line.record.day and line.record.phase:
            one = Billed(line.record.day, line.record.phase, line.units)
            billed[line.record.client].append(one)
    for row in rows:
        person = people[row.pk]
        asks, phase = asks_of(person.program, month.last), person.phase_on(month.last)
        if asks is None or phase is None:
            continue
        found = use(billed[str(row.pk)], phase, month.last, asks)
        if found.reason:
            yield row, found


def _closed(sites: set[int]) -> set[tuple[str, Month]]:
    rows = CoachMonthClosing.objects.filter(site__in=sites, reopened_at=None)
    return {(str(row.coach_id), Month.of(row.month)) for row in rows}

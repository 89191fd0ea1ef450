"""Every session of a site's month as the funder is told of it, in bulk."""

from collections.abc import Iterable
from datetime import timedelta

from caseway.coaching.facts.records import people_of, record_of
from caseway.coaching.models import (
    Checklist,
    CoachingEnrolment,
    CoachMonthClosing,
    Visit,
    VisitState,
)
from caseway.rules.dates import Month
from caseway.rules.records.visits.billing import Enrolled, Line, billing_lines

# Hours are limited in any 365 days: what was held before the month uses them up.
LOOKS_BACK = timedelta(days=365)


def lines_of(
    enrolments: Iterable[CoachingEnrolment], month: Month
) -> list[tuple[Visit, Checklist | None, Line]]:
    """The month's sessions, judged; those of the year before are judged with them, and left out.

    Six queries, however many sessions.
    """
    rows = list(enrolments)
    people = people_of(rows)
    keys = [row.pk for row in rows]
    found = Visit.objects.filter(
        enrolment__in=keys,
        state=VisitState.HELD,
        day__gte=month.first - LOOKS_BACK,
        day__lte=month.last,
    ).select_related("enrolment__case", "enrolment__person", "coach")
    visits = {str(visit.uuid): visit for visit in found.order_by("day", "id")}
    lists = {one.visit_id: one for one in Checklist.objects.filter(visit__in=list(visits.values()))}
    records = [
        record_of(visit, people[visit.enrolment_id], lists.get(visit.pk))
        for visit in visits.values()
    ]
    enrolled = {
        str(key): Enrolled(person.program, person.spans, person.intensive)
        for key, person in people.items()
    }
    judged = billing_lines(records, enrolled, _closed({row.site_id for row in rows}))
    return [
        (visits[line.record.key], lists.get(visits[line.record.key].pk), line)
        for line in judged
        if line.record.day and Month.of(line.record.day) == month
    ]


def _closed(sites: set[int]) -> set[tuple[str, Month]]:
    rows = CoachMonthClosing.objects.filter(site__in=sites, reopened_at=None)
    return {(str(row.coach_id), Month.of(row.month)) for row in rows}

"""Who is whose client: open enrolments of cases in which a coach holds the part of job coach."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q

from caseway.cases.models import Assignment, Part
from caseway.coaching.models import CoachingEnrolment
from caseway.rules.dates import DateSpan, Month


@dataclass(frozen=True)
class Client:
    """An enrolment, and the spans of a month in which its person is the coach's."""

    enrolment: CoachingEnrolment
    served: tuple[DateSpan, ...]

    @property
    def key(self) -> str:
        return str(self.enrolment.pk)

    @property
    def name(self) -> str:
        return str(self.enrolment.person.name_used)


def caseload(coach: int, site: int, month: Month) -> list[Client]:
    """A coach's clients in a month, by case number. Two queries."""
    return caseloads([coach], site, month).get(coach, [])


def caseloads(coaches: Collection[int], site: int, month: Month) -> dict[int, list[Client]]:
    """The same for many coaches. Two queries, however many."""
    spans: dict[tuple[int, int], list[DateSpan]] = defaultdict(list)
    parts = (
        Assignment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=month.first),
            site=site,
            part=Part.JOB_COACH,
            staff__in=coaches,
            starts_on__lte=month.last,
        )
        .exclude(ends_on=F("starts_on"))
        .order_by("starts_on", "id")
    )
    for case, staff, start, end in parts.values_list("case_id", "staff_id", "starts_on", "ends_on"):
        spans[staff, case].append(DateSpan(start, end))
    found: dict[int, list[Client]] = defaultdict(list)
    enrolled = _enrolled({case for _staff, case in spans}, month)
    for (staff, case), held in spans.items():
        for row in enrolled.get(case, []):
            closed = row.case.closed_on
            whole = [DateSpan(row.began_on, row.ended_on), month.span]
            if closed is not None:
                whole.append(DateSpan(min(closed, row.began_on), closed))
            if served := tuple(_within(span, whole) for span in held):
                kept = tuple(span for span in served if span is not None)
                if kept:
                    found[staff].append(Client(row, kept))
    for clients in found.values():
        clients.sort(key=lambda one: (one.enrolment.case.number, one.enrolment.pk))
    return found


def _enrolled(cases: Collection[int], month: Month) -> dict[int, list[CoachingEnrolment]]:
    rows = CoachingEnrolment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=month.first), case__in=cases, began_on__lte=month.last
    ).select_related("person", "case")
    found: dict[int, list[CoachingEnrolment]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.case_id].append(row)
    return found


def _within(span: DateSpan, others: list[DateSpan]) -> DateSpan | None:
    """What of a span lies in all the others."""
    left: DateSpan | None = span
    for other in others:
        left = left.overlap(other) if left is not None else None
    return left

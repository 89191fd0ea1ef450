"""Approved hours and the sessions that use them up, as the rule takes them. Always for many."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from caseway.coaching.facts.story import held_minutes
from caseway.coaching.models import ApprovedHours, Visit, VisitState
from caseway.rules.dates import DateSpan
from caseway.rules.records.visits.approved import Approval, Per, Session


@dataclass(frozen=True)
class Counted:
    """A session, the visit that it is, and who holds or held it."""

    visit: int
    coach: int
    session: Session


def approvals_of(enrolments: Collection[int]) -> dict[int, tuple[Approval, ...]]:
    """What holds of each, by enrolment, the earliest first; none where nothing was. One query."""
    found: dict[int, list[Approval]] = defaultdict(list)
    rows = ApprovedHours.objects.filter(enrolment__in=enrolments, replaced_by=None, withdrawn=False)
    for row in rows.order_by("enrolment", "starts_on", "pk"):
        found[row.enrolment_id].append(approval_of(row))
    return {key: tuple(each) for key, each in found.items()}


def approval_of(row: ApprovedHours) -> Approval:
    """One row as the rule takes it."""
    return Approval(row.span, row.minutes, Per(row.per), row.number)


def sessions_of(enrolments: Collection[int], span: DateSpan) -> dict[int, list[Counted]]:
    """Sessions held and planned in a span, whoever the coach, by enrolment. One query."""
    found: dict[int, list[Counted]] = defaultdict(list)
    rows = Visit.objects.filter(
        enrolment__in=enrolments,
        state__in=(VisitState.HELD, VisitState.PLANNED),
        day__gte=span.start,
    )
    if span.end is not None:
        rows = rows.filter(day__lt=span.end)
    for row in rows.order_by("enrolment", "day", "begins_at", "pk"):
        held = row.state == VisitState.HELD
        minutes = (held_minutes(row) if held else None) or row.minutes
        session = Session(row.day, minutes, held)
        found[row.enrolment_id].append(Counted(row.pk, row.coach_id, session))
    return found

"""Visits in the log of contacts: whoever was met need not be written down a second time."""

from datetime import datetime, time

from django.utils import timezone

from caseway.cases.actions.sessions import Session, withdraw_session, write_session
from caseway.cases.models import ContactKind, ContactMode, ContactPlace
from caseway.coaching.models import Visit, VisitMode, VisitState
from caseway.rules.functions.codes import FunctionCode

KINDS = {VisitState.HELD: ContactKind.MEETING, VisitState.NO_SHOW: ContactKind.ATTEMPT}
MODES = {
    VisitMode.VISIT: ContactMode.IN_PERSON,
    VisitMode.VIDEO: ContactMode.VIDEO,
    VisitMode.PHONE: ContactMode.PHONE,
}


def tell_log(visit: Visit) -> None:
    """Have the case's log say what became of a visit, and say it anew when that changes.

    A visit that was held is a meeting, by phone or video too: it keeps what was promised and
    answers what waits. One where nobody came is an attempt. Any other leaves no entry.
    Takes place inside the transaction that changed the visit.
    """
    kind = KINDS.get(VisitState(visit.state))
    entry = visit.contact
    if kind is None:
        if entry is not None and withdraw_session(entry=entry):
            visit.contact = None
        return
    visit.contact = write_session(entry=entry, session=session_of(visit, kind))
    if visit.contact != entry:
        Visit.objects.filter(pk=visit.pk).update(contact=visit.contact)


def session_of(visit: Visit, kind: ContactKind) -> Session:
    """What the log says of a visit that was held or tried."""
    return Session(
        case=visit.enrolment.case,
        person=visit.enrolment.person,
        kind=kind,
        mode=MODES[VisitMode(visit.mode)],
        place=place_of(visit),
        at=visit.held_begins_at or _as_agreed(visit),
        minutes=_minutes(visit),
        by=visit.coach,
        agency_id=visit.agency_id,
        function=FunctionCode.EP_MONITORING,
    )


def place_of(visit: Visit) -> ContactPlace:
    """Where: at work when it is at a workplace, from a distance when it is a call."""
    if visit.mode != VisitMode.VISIT:
        return ContactPlace.REMOTE
    return ContactPlace.WORKPLACE if visit.job_site_id else ContactPlace.COMMUNITY


def _as_agreed(visit: Visit) -> datetime:
    """The hour that was agreed; noon of its day when none was."""
    moment = datetime.combine(visit.day, visit.begins_at or time(12))
    return timezone.make_aware(moment)


def _minutes(visit: Visit) -> int | None:
    if visit.held_begins_at is None or visit.held_ends_at is None:
        return None
    return round((visit.held_ends_at - visit.held_begins_at).total_seconds() / 60)

"""Appointments by hand: added, moved, confirmed with the person or pinned by the coach."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_edit
from caseway.coaching.facts.caseloads import Client
from caseway.coaching.facts.places import jobs_of, meeting_places, wheres
from caseway.coaching.models import (
    CoachingEnrolment,
    SessionOverride,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.coaching.months import month_name
from caseway.coaching.record_access import is_closed, why_closed
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import DateSpan, Month
from caseway.rules.scheduling.policy import policy_on

COUNTED = (VisitState.PLANNED, VisitState.HELD)


@transaction.atomic
def add_visit(
    *,
    enrolment: CoachingEnrolment,
    coach: User,
    day: date,
    begins_at: time | None,
    minutes: int,
    mode: str,
    by: User,
    at: datetime,
) -> Visit:
    """Make an appointment by hand.

    Raises NotAllowed when `by` may not, when the month is closed, or when it would be one more
    than the cap of a calendar month without an override (R21, S2-04, S2-05).
    """
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    # Two at once would each count four.
    enrolment = CoachingEnrolment.objects.select_for_update().get(pk=enrolment.pk)
    if sentence := why_not_add(enrolment, day):
        raise NotAllowed(sentence)
    if is_closed(coach.pk, enrolment.site_id, day):
        raise NotAllowed(why_closed(day))
    if mode == VisitMode.VISIT and begins_at is None:
        raise NotAllowed(_("Say when the visit begins."))
    agency = enrolment.case.assignments.filter(staff=coach).order_by("ends_on", "-pk").first()
    if agency is None:
        raise NotAllowed(_("%(name)s has no part on this case.") % {"name": coach.name})
    visit = Visit(
        site_id=enrolment.site_id,
        agency_id=agency.agency_id,
        enrolment=enrolment,
        coach=coach,
        day=day,
        begins_at=begins_at,
        minutes=minutes,
        mode=mode,
        is_confirmed=True,
        created_by=by,
    )
    if mode == VisitMode.VISIT:
        _put_somewhere(visit, enrolment)
    visit.save()
    return visit


def why_not_add(enrolment: CoachingEnrolment, day: date, leaving: int = 0) -> str | None:
    """Why one more session may not be agreed in the month of `day`; None when it may.

    The calendar month counts, so that a session on the last day of the month before does not.
    `leaving` is the id of a visit that the new one takes the place of.
    """
    if day < enrolment.began_on or (enrolment.ended_on and day >= enrolment.ended_on):
        return _("She is not enrolled on that day.")
    month = Month.of(day)
    override = SessionOverride.objects.filter(enrolment=enrolment, month=month.first).first()
    most = override.sessions if override else policy_on(day).cap
    held = (
        Visit.objects.filter(enrolment=enrolment, state__in=COUNTED)
        .filter(day__gte=month.first, day__lte=month.last)
        .exclude(pk=leaving)
        .count()
    )
    if held < most:
        return None
    return _(
        "There are %(n)s sessions in %(month)s already, which is the most. "
        "Ask a supervisor to allow more, with the reason."
    ) % {"n": held, "month": month_name(month)}


@transaction.atomic
def move_visit(
    *,
    visit: Visit,
    day: date,
    begins_at: time | None,
    why: str,
    note: str,
    by: User,
    at: datetime,
) -> Visit:
    """Agree on another time. The visit that was stays and points to the one that takes its place.

    Raises NotAllowed when it is not open any more, no reason was chosen, a month is closed, or the
    other month has its sessions already.
    """
    visit = _open(visit, by)
    if why not in WhyNot.values:
        raise NotAllowed(_("Choose why it moves."))
    if visit.mode == VisitMode.VISIT and begins_at is None:
        raise NotAllowed(_("Say when the visit begins."))
    if (day, begins_at) == (visit.day, visit.begins_at):
        raise NotAllowed(_("This is the time that it has already."))
    for one in (visit.day, day):
        if is_closed(visit.coach_id, visit.site_id, one):
            raise NotAllowed(why_closed(one))
    if sentence := why_not_add(visit.enrolment, day, leaving=visit.pk):
        raise NotAllowed(sentence)
    new = Visit(
        site_id=visit.site_id,
        agency_id=visit.agency_id,
        enrolment=visit.enrolment,
        coach_id=visit.coach_id,
        day=day,
        begins_at=begins_at,
        minutes=visit.minutes,
        mode=visit.mode,
        job_site_id=visit.job_site_id,
        place_name=visit.place_name,
        is_confirmed=True,
        plan_id=visit.plan_id,
        created_by=by,
    )
    new.save()
    visit.state, visit.why_not, visit.note, visit.moved_to = VisitState.MOVED, why, note, new
    visit.version += 1
    visit.save(update_fields=["state", "why_not", "note", "moved_to", "version", "changed_at"])
    return new


@transaction.atomic
def keep_visit(*, visit: Visit, confirmed: bool, pinned: bool, by: User, at: datetime) -> Visit:
    """Note that a visit was confirmed with the person, or that the coach keeps it where it is.

    Planning anew moves neither. Raises NotAllowed.
    """
    visit = _open(visit, by)
    visit.is_confirmed, visit.is_pinned = confirmed, pinned
    visit.version += 1
    visit.save(update_fields=["is_confirmed", "is_pinned", "version", "changed_at"])
    return visit


def _open(visit: Visit, by: User) -> Visit:
    rows = Visit.objects.select_related("enrolment__case")
    held: Visit = rows.select_for_update(of=("self",)).get(pk=visit.pk)
    if sentence := why_not_edit(by, held.enrolment.case):
        raise NotAllowed(sentence)
    if held.state != VisitState.PLANNED:
        raise NotAllowed(_("This visit is not open any more."))
    return held


def _put_somewhere(visit: Visit, enrolment: CoachingEnrolment) -> None:
    row = CoachingEnrolment.objects.select_related("person", "case").get(pk=enrolment.pk)
    client = Client(row, (DateSpan(row.began_on, row.ended_on),))
    month = Month.of(visit.day)
    found, _notes = wheres([client], jobs_of([client], month), meeting_places([row.pk], visit.day))
    if where := found.get(row.pk):
        visit.job_site_id, visit.place_name = where.job_site, where.label[:160]

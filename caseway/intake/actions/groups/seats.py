"""Who is invited to a group session, and who came."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.actions.contacts import What, correct_contact, log_contact
from caseway.cases.models import Case, Contact, ContactKind, ContactMode, Person
from caseway.intake.actions.groups.planning import locked, why_not_run
from caseway.intake.models import Came, GroupSeat, GroupSession
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# Whoever comes early is marked at the door.
EARLY = timedelta(minutes=30)


@transaction.atomic
def invite(
    *, session: GroupSession, case: Case, person: Person, by: User, at: datetime
) -> GroupSeat:
    """Invite somebody of a case. Inviting twice is inviting once.

    Raises NotAllowed when she may not, the session is over, cancelled or full, or the case is
    closed or of another site.
    """
    row = locked(session)
    access.require(by, Act.LOG_CONTACT, case)
    seat: GroupSeat | None = row.invitations.filter(person=person).first()
    if seat is not None:
        return seat
    if sentence := why_not_invite(row, case, at):
        raise NotAllowed(sentence)
    return GroupSeat.objects.create(
        session=row,
        site_id=row.site_id,
        case=case,
        person=person,
        invited_by=by,
        invited_at=at,
    )


def why_not_invite(session: GroupSession, case: Case, at: datetime) -> str | None:
    """The sentence when nobody of the case can be invited any more; None when somebody can."""
    if session.cancelled_at is not None:
        return _("This session was cancelled.")
    if session.starts_at + timedelta(minutes=session.minutes) < at:
        return _("This session is over.")
    if case.closed_on is not None or case.site_id != session.site_id:
        return _("Only people of open cases at this site are invited.")
    if session.seats is not None and session.invitations.count() >= session.seats:
        n = session.seats
        return ngettext("The only place is taken.", "All %(n)d places are taken.", n) % {"n": n}
    return None


@transaction.atomic
def take_attendance(
    *, session: GroupSession, came: Mapping[int, Came], by: User, at: datetime
) -> int:
    """Note for each seat, by id, who came and who did not; each stands in the log of its case.

    Coming together is a brief contact: it keeps no promise of a meeting. What was noted before is
    corrected, not doubled. Gives how many changed. Raises NotAllowed, and then nothing changes.
    """
    row = locked(session)
    if sentence := why_not_run(by, row):
        raise NotAllowed(sentence)
    if row.cancelled_at is not None:
        raise NotAllowed(_("This session was cancelled."))
    if at < row.starts_at - EARLY:
        raise NotAllowed(_("Attendance is taken when the session begins."))
    seats = row.invitations.select_related("case__site", "case__region", "person", "contact")
    changed = 0
    for seat in seats.filter(pk__in=came).order_by("pk"):
        if came[seat.pk] in (seat.came, Came.UNKNOWN):
            continue
        seat.contact = _told(row, seat, came[seat.pk], by, at)
        seat.came, seat.noted_by, seat.noted_at = came[seat.pk], by, at
        seat.save(update_fields=["came", "noted_by", "noted_at", "contact"])
        changed += 1
    return changed


def told_of(session: GroupSession, came: Came, person: Person | None = None) -> What:
    """The entry in the case log; a note where somebody did not come, without a guess why."""
    text = (
        _("Group session “%(title)s”")
        if came == Came.CAME
        else _("Was invited to the group session “%(title)s” and did not come.")
    ) % {"title": session.title}
    return What(
        kind=ContactKind.BRIEF if came == Came.CAME else ContactKind.NOTE,
        at=session.starts_at,
        mode=ContactMode.IN_PERSON if came == Came.CAME else ContactMode.NONE,
        minutes=session.minutes if came == Came.CAME else None,
        text=text,
        person=person,
    )


def _told(session: GroupSession, seat: GroupSeat, came: Came, by: User, at: datetime) -> Contact:
    what = told_of(session, came, seat.person)
    # Whoever is marked at the door came early: no entry is of a time to come.
    what = replace(what, at=min(what.at, at))
    if seat.contact is not None:
        return correct_contact(contact=seat.contact, what=what, by=by, now=at)
    return log_contact(case=seat.case, what=what, by=by, now=at)

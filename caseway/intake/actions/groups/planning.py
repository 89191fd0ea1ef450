"""Planning a group session, changing when or where it is, and cancelling it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Region
from caseway.agencies.policy import Act, Relation
from caseway.agencies.standing import standing_of
from caseway.intake.actions.groups.telling import tell_moved, tell_off
from caseway.intake.models import GroupSession
from caseway.intake.queries.groups import leaders
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current


@dataclass(frozen=True)
class Planned:
    """What was typed of a session."""

    kind: str
    title: str
    language: str
    place: str
    starts_at: datetime
    minutes: int
    seats: int | None = None


def why_not_plan(user: User, region: Region) -> str | None:
    """The sentence when she plans no sessions there: whoever logs contacts with people does."""
    return posts.why_not(user, Act.LOG_CONTACT, Where(region.site_id, region.pk, Relation.OWN))


def why_not_run(user: User, session: GroupSession) -> str | None:
    """The sentence when she may not change it, invite to it or take its attendance."""
    return why_not_plan(user, session.region)


@transaction.atomic
def plan_session(*, region: Region, planned: Planned, by: User, at: datetime) -> GroupSession:
    """Plan a session of one's own agency. Raises NotAllowed for a day gone by."""
    if sentence := why_not_plan(by, region):
        raise NotAllowed(sentence)
    if sentence := _why_not_then(planned.starts_at, at):
        raise NotAllowed(sentence)
    return GroupSession.objects.create(
        site_id=region.site_id,
        region=region,
        agency=_agency(by, region),
        led_by=by,
        at=at,
        **vars(planned),
    )


@transaction.atomic
def change_session(
    *, session: GroupSession, planned: Planned, led_by: User, version: int, by: User, at: datetime
) -> int:
    """Change what was planned. When or where changed: each case gets a task to tell who is invited.

    Gives how many are to be told. Raises StaleRecord when somebody saved it since, and NotAllowed
    once attendance was taken, for a day gone by, with fewer places than are taken, or for a leader
    of another agency.
    """
    row = locked(session)
    if sentence := why_not_run(by, row) or why_not_change(row) or _why_not_so(row, planned, at):
        raise NotAllowed(sentence)
    if led_by != row.led_by and not leaders(row, timezone.localdate(at)).filter(pk=led_by.pk):
        raise NotAllowed(_("Choose somebody who works at this office for the same agency."))
    was = (row.starts_at, row.place)
    for name, value in (vars(planned) | {"led_by": led_by}).items():
        setattr(row, name, value)
    save_if_current(row, version, [*vars(planned), "led_by"])
    if was == (row.starts_at, row.place):
        return 0
    return tell_moved(row, before=was[0], by=by, at=at)


def why_not_change(session: GroupSession) -> str | None:
    """The sentence when nothing of it is changed any more; None while it can be."""
    if session.cancelled_at is not None:
        return _("This session was cancelled.")
    if session.invitations.exclude(came="").exists():
        return _("Attendance was taken already: the session took place.")
    return None


def _why_not_so(session: GroupSession, planned: Planned, at: datetime) -> str | None:
    taken = session.invitations.count()
    if planned.seats is not None and planned.seats < taken:
        said = ngettext(
            "%(n)d person is invited already. Leave as many places.",
            "%(n)d people are invited already. Leave as many places.",
            taken,
        )
        return said % {"n": taken}
    return None if planned.starts_at == session.starts_at else _why_not_then(planned.starts_at, at)


def _why_not_then(starts_at: datetime, at: datetime) -> str | None:
    return _("Choose today or a later day.") if starts_at < at - timedelta(days=1) else None


@transaction.atomic
def cancel_session(*, session: GroupSession, why: str, by: User, at: datetime) -> GroupSession:
    """It does not take place, and each case gets a task to tell who was invited.

    Cancelling twice is once. Raises NotAllowed without a reason, or once somebody came.
    """
    row = locked(session)
    if sentence := why_not_run(by, row):
        raise NotAllowed(sentence)
    if row.cancelled_at is not None:
        return row
    if not why.strip():
        raise NotAllowed(_("Say in a few words why it does not take place."))
    if sentence := why_not_change(row):
        raise NotAllowed(sentence)
    row.cancelled_at, row.why = at, why.strip()[:200]
    row.version += 1
    row.save(update_fields=["cancelled_at", "why", "version"])
    tell_off(row, by=by, at=at)
    return row


def locked(session: GroupSession) -> GroupSession:
    """The session as it stands, and nobody else changes it until this is done."""
    rows = GroupSession.objects.select_for_update(of=("self",)).select_related("region")
    found: GroupSession = rows.get(pk=session.pk)
    return found


def _agency(by: User, region: Region) -> Agency:
    """The agency for which she sits there."""
    fitting = [
        post
        for post in standing_of(by).case_posts
        if post.covers(site_id=region.site_id, region_id=region.pk)
    ]
    return Agency.objects.get(pk=fitting[0].agency_id)

"""Somebody's supported employment: enrolled, her phases and tiers, where and when she is met."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caseway.cases.models import Case, Person
from caseway.coaching.access import why_not_edit
from caseway.coaching.models import (
    ClientAway,
    CoachingEnrolment,
    CoachingProgram,
    MeetingPlace,
    MeetingWindow,
    PhaseCode,
    PhaseSpan,
    TierSpan,
)
from caseway.employment.models import Job
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current

GROUP_LEAST, GROUP_MOST = 2, 8  # Intensive-2, 14 NYCRR 635-10


@transaction.atomic
def enroll(
    *,
    case: Case,
    person: Person,
    program: str,
    began_on: date,
    tier: str,
    phase: str,
    reason: str,
    by: User,
    at: datetime,
) -> CoachingEnrolment:
    """Enroll somebody in supported employment, with a phase, a tier and why.

    Raises NotAllowed when she is enrolled already, or the phase asks for a job that she has not.
    """
    if sentence := why_not_edit(by, case):
        raise NotAllowed(sentence)
    try:
        with transaction.atomic():
            row = CoachingEnrolment.objects.create(
                site_id=case.site_id,
                case=case,
                person=person,
                program=program,
                began_on=began_on,
                created_by=by,
            )
    except IntegrityError:
        raise NotAllowed(_("%(name)s is enrolled already.") % {"name": person.name_used}) from None
    set_phase(
        enrolment=row, phase=phase, group_size=1, starts_on=began_on, reason=reason, by=by, at=at
    )
    set_tier(enrolment=row, tier=tier, starts_on=began_on, reason=reason, by=by, at=at)
    return row


@transaction.atomic
def set_tier(
    *,
    enrolment: CoachingEnrolment,
    tier: str,
    starts_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> TierSpan:
    """How much support from a day on, and why that much. The tier before ends there.

    Raises NotAllowed without a reason, or before the day from which the present one holds.
    """
    _require(enrolment, by, reason)
    _close(TierSpan, enrolment, starts_on)
    return TierSpan.objects.create(
        site_id=enrolment.site_id,
        enrolment=enrolment,
        tier=tier,
        starts_on=starts_on,
        reason=reason.strip()[:300],
        set_by=by,
    )


@transaction.atomic
def set_phase(
    *,
    enrolment: CoachingEnrolment,
    phase: str,
    group_size: int,
    starts_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> PhaseSpan:
    """Another phase from a day on, and why. The one before ends there.

    Raises NotAllowed without a reason; for SEMP also when a group is not of 2 to 8, or when the
    extended phase is to begin without a job (14 NYCRR 635-10; R30, R31).
    """
    _require(enrolment, by, reason)
    if enrolment.program == CoachingProgram.SEMP:
        if group_size != 1 and not GROUP_LEAST <= group_size <= GROUP_MOST:
            raise NotAllowed(
                _("A group has %(least)s to %(most)s people.")
                % {"least": GROUP_LEAST, "most": GROUP_MOST}
            )
        if phase == PhaseCode.EXTENDED and not _works_on(enrolment, starts_on):
            raise NotAllowed(_("The extended phase is for people who work. Record the job first."))
    _close(PhaseSpan, enrolment, starts_on)
    return PhaseSpan.objects.create(
        site_id=enrolment.site_id,
        enrolment=enrolment,
        phase=phase,
        group_size=group_size,
        starts_on=starts_on,
        reason=reason.strip()[:300],
        set_by=by,
    )


@transaction.atomic
def change_about(
    *,
    enrolment: CoachingEnrolment,
    values: Mapping[str, Any],
    version: int,
    by: User,
    at: datetime,
) -> CoachingEnrolment:
    """Change how she is seen: funder, minutes, calls and why, groups, language, wishes, the end.

    Raises NotAllowed, and StaleRecord when somebody changed it meanwhile.
    """
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    if values.get("calls") and not str(values.get("calls_reason", "")).strip():
        raise NotAllowed(_("Say why sessions by video or phone are enough."))
    if values.get("ended_on") and not str(values.get("end_reason", "")).strip():
        raise NotAllowed(_("Say why the support ended."))
    for name, value in values.items():
        setattr(enrolment, name, value)
    save_if_current(enrolment, version, list(values))
    return enrolment


@transaction.atomic
def set_meeting_place(
    *,
    enrolment: CoachingEnrolment,
    place: Mapping[str, Any] | None,
    starts_on: date,
    by: User,
    at: datetime,
) -> MeetingPlace | None:
    """Meet her elsewhere than at work from a day on; None: at work again.

    Raises NotAllowed.
    """
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    MeetingPlace.objects.filter(
        enrolment=enrolment, ends_on=None, starts_on__gte=starts_on
    ).delete()
    MeetingPlace.objects.filter(enrolment=enrolment, ends_on=None).update(ends_on=starts_on)
    if place is None:
        return None
    return MeetingPlace.objects.create(
        site_id=enrolment.site_id, enrolment=enrolment, starts_on=starts_on, **place
    )


@transaction.atomic
def set_times(
    *,
    enrolment: CoachingEnrolment,
    times: Sequence[tuple[int, time, time]],
    starts_on: date,
    by: User,
    at: datetime,
) -> list[MeetingWindow]:
    """When visits may begin, by weekday, from a day on. None at all: her shifts say it again.

    Raises NotAllowed when a time closes before it opens.
    """
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    for _weekday, opens, closes in times:
        if closes < opens:
            raise NotAllowed(_("Enter an end after the beginning."))
    MeetingWindow.objects.filter(
        enrolment=enrolment, ends_on=None, starts_on__gte=starts_on
    ).delete()
    MeetingWindow.objects.filter(enrolment=enrolment, ends_on=None).update(ends_on=starts_on)
    return MeetingWindow.objects.bulk_create(
        MeetingWindow(
            site_id=enrolment.site_id,
            enrolment=enrolment,
            weekday=weekday,
            opens_at=opens,
            closes_at=closes,
            starts_on=starts_on,
        )
        for weekday, opens, closes in times
    )


@transaction.atomic
def add_away(
    *,
    enrolment: CoachingEnrolment,
    first: date,
    back: date,
    why: str,
    by: User,
    at: datetime,
) -> ClientAway:
    """Days on which she cannot be seen, up to the first day back. Raises NotAllowed."""
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    if back <= first:
        raise NotAllowed(_("The first day back comes after the first day away."))
    return ClientAway.objects.create(
        site_id=enrolment.site_id,
        enrolment=enrolment,
        starts_on=first,
        ends_on=back,
        why=why.strip()[:200],
        said_by=by,
    )


def _require(enrolment: CoachingEnrolment, by: User, reason: str) -> None:
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    if not reason.strip():
        raise NotAllowed(_("Say why."))


def _close(model: type[TierSpan] | type[PhaseSpan], enrolment: CoachingEnrolment, on: date) -> None:
    """End the present span on a day. One that began that very day was a slip and goes."""
    held = model.objects.select_for_update().filter(enrolment=enrolment, ends_on=None).first()
    if held is None:
        return
    if held.starts_on > on:
        raise NotAllowed(_("Choose a day from the beginning of the present one on."))
    if held.starts_on == on:
        held.delete()
        return
    held.ends_on = on
    held.save(update_fields=["ends_on"])


def _works_on(enrolment: CoachingEnrolment, day: date) -> bool:
    rows = Job.objects.filter(case=enrolment.case_id, person=enrolment.person_id, began_on__lte=day)
    return any(row.ended_on is None or row.ended_on >= day for row in rows)

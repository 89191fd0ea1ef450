"""The one change that lets somebody be seen after all, where it is ours to make."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_edit, why_not_lift_cap
from caseway.coaching.facts.caseloads import Client
from caseway.coaching.facts.people import people, tiers_on
from caseway.coaching.models import (
    CoachingEnrolment,
    MeetingWindow,
    SessionOverride,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import DateSpan, Month
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.places import DAY_MINUTES
from caseway.rules.scheduling.policy import policy_on


@transaction.atomic
def allow_call(
    *, enrolment: CoachingEnrolment, month: Month, reason: str, by: User, at: datetime
) -> CoachingEnrolment:
    """One more of her sessions may be a call from now on, with the reason. S2-15.

    Raises NotAllowed.
    """
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    if not reason.strip():
        raise NotAllowed(_("Say why a call is enough."))
    enrolment = CoachingEnrolment.objects.select_for_update().get(pk=enrolment.pk)
    calls = enrolment.calls
    if calls is None:
        span = tiers_on([enrolment.pk], month).get(enrolment.pk)
        tier = Tier(span.tier) if span else Tier.BIWEEKLY
        calls = policy_on(month.first).cadences[tier].calls
    enrolment.calls, enrolment.calls_reason = calls + 1, reason.strip()[:300]
    enrolment.version += 1
    enrolment.save(update_fields=["calls", "calls_reason", "version"])
    return enrolment


@transaction.atomic
def widen_windows(
    *, enrolment: CoachingEnrolment, month: Month, by: User, at: datetime
) -> list[MeetingWindow]:
    """Visits may begin some minutes earlier or later than now, from the first of a month on.

    What the shifts said is written down as agreed times, so that it can be changed back on the
    person's page. Raises NotAllowed when she has no times to widen.
    """
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)
    row = CoachingEnrolment.objects.select_related("person", "case").get(pk=enrolment.pk)
    found = people([Client(row, (DateSpan(row.began_on, row.ended_on),))], month).planned[0]
    more = policy_on(month.first).wider_window
    if not any(found.windows.values()):
        raise NotAllowed(_("There are no times to widen. Add times or shifts first."))
    MeetingWindow.objects.filter(enrolment=row, starts_on__gte=month.first, ends_on=None).delete()
    MeetingWindow.objects.filter(enrolment=row, starts_on__lt=month.first, ends_on=None).update(
        ends_on=month.first
    )
    return MeetingWindow.objects.bulk_create(
        MeetingWindow(
            site_id=row.site_id,
            enrolment=row,
            weekday=weekday,
            opens_at=_clock(max(0, window.opens - more)),
            closes_at=_clock(min(DAY_MINUTES - 1, window.closes + more)),
            starts_on=month.first,
        )
        for weekday, windows in sorted(found.windows.items())
        for window in windows
    )


@transaction.atomic
def lift_cap(
    *,
    enrolment: CoachingEnrolment,
    month: date,
    sessions: int,
    reason: str,
    by: User,
    at: datetime,
) -> SessionOverride:
    """Allow more sessions than the cap in one month, because of a need (S2-05).

    A supervisor does, and says why. Raises NotAllowed.
    """
    if sentence := why_not_lift_cap(by, enrolment.case):
        raise NotAllowed(sentence)
    if not reason.strip():
        raise NotAllowed(_("Say why her need asks for more."))
    cap = policy_on(month).cap
    if not cap < sessions <= 31:
        raise NotAllowed(
            _("Up to %(cap)s sessions need nobody’s leave. Enter a number above that.")
            % {"cap": cap}
        )
    row, _made = SessionOverride.objects.update_or_create(
        enrolment=enrolment,
        month=month.replace(day=1),
        defaults={
            "site_id": enrolment.site_id,
            "sessions": sessions,
            "reason": reason.strip()[:300],
            "by": by,
            "at": at,
        },
    )
    return row


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)

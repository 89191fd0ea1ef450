"""A coach's month closes when everybody's summary is signed, and reopens only with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Site
from caseway.agencies.policy import Act
from caseway.coaching.models import CoachMonthClosing
from caseway.coaching.months import month_name
from caseway.coaching.queries.months import CoachMonth, coach_month, enrolments_of
from caseway.kernel.audit import recording as audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date
from caseway.rules.dates import Month


def why_not_close(user: User, site: Site, coach: User) -> str | None:
    """The sentence when the person may not close the month; None for the coach and who leads."""
    if user.pk == coach.pk and access.anywhere(user, Act.RECORD_VISIT):
        return None
    return access.why_not(user, Act.BILL_VISITS, Where(site.pk, None))


def why_not_yet(month: CoachMonth, over: bool) -> str | None:
    """What keeps the month open, in one sentence; None when it can be closed."""
    if not over:
        first = month.month.plus(1).first
        return _("%(month)s is not over. It can be closed from %(day)s on.") % {
            "month": month_name(month.month),
            "day": long_date(first),
        }
    if lacking := month.without_summary:
        return ngettext(
            "%(n)d summary is not signed: %(names)s.",
            "%(n)d summaries are not signed: %(names)s.",
            len(lacking),
        ) % {
            "n": len(lacking),
            "names": ", ".join(one.enrolment.person.name_used for one in lacking),
        }
    if month.waiting:
        return ngettext(
            "%(n)d record that was sent waits for a decision.",
            "%(n)d records that were sent wait for a decision.",
            month.waiting,
        ) % {"n": month.waiting}
    return None


@transaction.atomic
def close_coach_month(
    *, coach: User, site: Site, agency: Agency, month: Month, by: User, at: datetime
) -> CoachMonthClosing:
    """Close a month that is over and told. Its signed records can be billed from now on.

    Closing a closed month changes nothing. Writes one audit entry. Raises NotAllowed while a
    summary is not signed, before the month is over, or for a person who may not.
    """
    if sentence := why_not_close(by, site, coach):
        raise NotAllowed(sentence)
    User.objects.select_for_update().get(pk=coach.pk)
    rows = CoachMonthClosing.objects.filter(coach=coach, site=site, month=month.first)
    standing: CoachMonthClosing | None = rows.filter(reopened_at=None).first()
    if standing is not None:
        return standing
    today = timezone.localdate(at)
    own = [row for row in enrolments_of(coach, month) if row.site_id == site.pk]
    found = coach_month(coach, month, own, today)
    if sentence := why_not_yet(found, today > month.last):
        raise NotAllowed(sentence)
    row: CoachMonthClosing = CoachMonthClosing.objects.create(
        site=site, agency=agency, coach=coach, month=month.first, closed_at=at, closed_by=by
    )
    audit.record("coach_month.closed", on=row, by=by, at=at, facts={"period": month.number})
    return row


@transaction.atomic
def reopen_coach_month(
    *, coach: User, site: Site, month: Month, reason: str, by: User, at: datetime
) -> CoachMonthClosing:
    """Open a closed month again, so that its records can be put right.

    Writes one audit entry. Raises NotAllowed without a reason, when the month is open, or for
    anybody but who leads: a coach does not reopen what she closed.
    """
    access.require(by, Act.BILL_VISITS, Where(site.pk, None))
    if not reason.strip():
        raise NotAllowed(_("Say why the month is reopened. An auditor will read it."))
    rows = CoachMonthClosing.objects.select_for_update().filter(
        coach=coach, site=site, month=month.first, reopened_at=None
    )
    row: CoachMonthClosing | None = rows.first()
    if row is None:
        raise NotAllowed(_("%(month)s is open already.") % {"month": month_name(month)})
    row.reopened_at, row.reopened_by, row.reason = at, by, reason.strip()[:300]
    row.save(update_fields=["reopened_at", "reopened_by", "reason"])
    audit.record("coach_month.reopened", on=row, by=by, at=at, reason=row.reason[:255])
    return row

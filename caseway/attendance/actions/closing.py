"""A month closes at a site when its hours are in, and reopens only with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.attendance.models import MonthClosing
from caseway.attendance.words import month_words
from caseway.kernel.audit import recording as audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date
from caseway.rules.dates import Month


def why_not_write(site_id: int, period: int) -> str | None:
    """The sentence when the month is closed there; None when it is open. One query."""
    return why_not_write_each(site_id, [period])[period]


def why_not_write_each(site_id: int, periods: "list[int]") -> dict[int, str | None]:
    """The same by month, for a grid or a file that spans several. One query.

    Nothing is locked: an entry written in the very moment in which the month
    closes stays, and the month's result takes it in as any other.
    """
    rows = MonthClosing.objects.filter(site=site_id, period__in=periods, reopened_at=None)
    closed = set(rows.values_list("period", flat=True))
    return {each: _closed(each) if each in closed else None for each in periods}


def _closed(period: int) -> str:
    return _(
        "%(month)s is closed, and what was reported of it stays as it is. Ask a supervisor to "
        "reopen the month, with the reason."
    ) % {"month": month_words(period)}


@transaction.atomic
def close_month(*, site: Site, period: int, by: User, at: datetime) -> MonthClosing:
    """Close a month that is over: its entries stay as they are from now on.

    Closing a closed month changes nothing. Writes one audit entry. Raises
    NotAllowed before the month is over, or for a person who may not.
    """
    access.require(by, Act.CLOSE_MONTH, Where(site.pk, None))
    first_after = Month.parse(str(period)).plus(1).first
    if timezone.localdate(at) < first_after:
        raise NotAllowed(
            _("%(month)s is not over. It can be closed from %(day)s on.")
            % {"month": month_words(period), "day": long_date(first_after)}
        )
    Site.objects.select_for_update().get(pk=site.pk)
    standing = MonthClosing.objects.filter(site=site, period=period, reopened_at=None).first()
    if standing is not None:
        return standing
    row = MonthClosing.objects.create(site=site, period=period, closed_at=at, closed_by=by)
    audit.record("month.closed", on=row, by=by, at=at, facts={"period": period})
    return row


@transaction.atomic
def reopen_month(*, site: Site, period: int, reason: str, by: User, at: datetime) -> MonthClosing:
    """Open a closed month again, so that its entries can be corrected. What was filed stays filed.

    Writes one audit entry. Raises NotAllowed without a reason, when the month
    is open, or for a person who may not.
    """
    access.require(by, Act.CLOSE_MONTH, Where(site.pk, None))
    if not reason.strip():
        raise NotAllowed(_("Say why the month is reopened. An auditor will read it."))
    row = (
        MonthClosing.objects.select_for_update()
        .filter(site=site, period=period, reopened_at=None)
        .first()
    )
    if row is None:
        raise NotAllowed(_("%(month)s is open already.") % {"month": month_words(period)})
    row.reopened_at, row.reopened_by, row.reason = at, by, reason.strip()[:300]
    row.save(update_fields=["reopened_at", "reopened_by", "reason"])
    audit.record("month.reopened", on=row, by=by, at=at, reason=row.reason[:255])
    return row

"""Answering an alarm: somebody looked, and lets the month be worked out again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import MonthDifference
from caseway.kernel.audit import recording as audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def settle(*, alarm: MonthDifference, by: User, at: datetime, reason: str) -> None:
    """Work the month out again and take the alarm away.

    Writes one audit entry with both results. Raises NotAllowed when somebody
    settled it already.
    """
    row = MonthDifference.objects.select_for_update().filter(pk=alarm.pk).first()
    if row is None:
        raise NotAllowed(_("Somebody settled this alarm already."))
    result = row.case_month
    facts = {"stored": row.stored, "fresh": row.fresh, "period": result.period}
    audit.record("month.reworked", on=result, by=by, at=at, facts=facts, reason=reason[:255])
    row.delete()
    mark_stale([(result.case_id, result.period)], at)

"""The usual week of a job, from a day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caseway.employment.access import require_edit
from caseway.employment.models import Job, Shift
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date, say
from caseway.rules.jobs import Slot, week_of


@transaction.atomic
def set_week(*, job: Job, slots: Iterable[Slot], starts_on: date, by: User) -> None:
    """The week is this from a day on; what was before ends there and stays on record.

    A change that was still to come from that day on is replaced with it. No slots: no usual
    week from then. Raises NotAllowed for a shift without time, or one that runs into the next.
    """
    require_edit(by, job.case)
    _require_within(job, starts_on)
    week = week_of(slots)
    if week.faults:
        raise NotAllowed(" ".join(say(fault) for fault in week.faults))
    kept = _end_others(job, set(week.slots), starts_on)
    Shift.objects.bulk_create(
        Shift(
            site_id=job.site_id,
            job=job,
            weekday=one.weekday,
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            starts_on=starts_on,
        )
        for one in week.slots
        if one not in kept
    )


def _end_others(job: Job, wanted: set[Slot], starts_on: date) -> set[Slot]:
    """End what is not in the new week. The slots that simply go on."""
    reaching = Q(ends_on=None) | Q(ends_on__gt=starts_on)
    kept = set()
    for row in Shift.objects.select_for_update().filter(reaching, job=job).order_by("pk"):
        slot = Slot(row.weekday, row.begins_at, row.ends_at)
        if slot in wanted and row.ends_on is None and row.starts_on <= starts_on:
            kept.add(slot)
        elif row.starts_on >= starts_on:
            row.delete()
        else:
            row.ends_on = starts_on
            row.save(update_fields=["ends_on"])
    return kept


def _require_within(job: Job, starts_on: date) -> None:
    if starts_on < job.began_on:
        raise NotAllowed(
            _("The job begins on %(day)s. Choose that day or a later one.")
            % {"day": long_date(job.began_on)}
        )
    if job.ended_on is not None and starts_on > job.ended_on:
        raise NotAllowed(
            _("The job ended on %(day)s. Choose that day or an earlier one.")
            % {"day": long_date(job.ended_on)}
        )

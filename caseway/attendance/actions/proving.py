"""The state of proof on entries: set in one stroke, and let run out on its day."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from caseway.attendance.actions import reckoning
from caseway.attendance.actions.closing import why_not_write_each
from caseway.attendance.models import AttendanceEntry, Evidence, ProofState


def attached(evidence: Evidence) -> list[AttendanceEntry]:
    """The days that wait with a paper or are proven by it, in order; locked where possible."""
    rows = AttendanceEntry.objects.filter(evidence=evidence).select_for_update()
    return list(rows.order_by("period", "day", "pk"))


def set_proof(
    entries: Collection[AttendanceEntry], state: ProofState, *, evidence: Evidence | None
) -> list[tuple[int, int]]:
    """Give entries a state of proof; the months that must be worked out anew."""
    rows = AttendanceEntry.objects.filter(pk__in=[entry.pk for entry in entries])
    if entries:
        rows.update(proof=state, evidence=evidence, version=F("version") + 1)
    return sorted({(entry.case_id, entry.period) for entry in entries})


@transaction.atomic
def expire_due(*, today: date, at: datetime) -> int:
    """Let proof whose time is up run out: its days from then on need another. How many papers.

    What was proven before that day stays proven, and so does a closed month.
    """
    rows = Evidence.objects.filter(state=ProofState.VERIFIED, expires_on__lte=today)
    due = list(rows.select_for_update().order_by("pk"))
    for row in due:
        assert row.expires_on is not None
        later = [each for each in attached(row) if each.on >= row.expires_on]
        closed = why_not_write_each(row.site_id, sorted({entry.period for entry in later}))
        open_still = [entry for entry in later if closed[entry.period] is None]
        if months := set_proof(open_still, ProofState.EXPIRED, evidence=row):
            reckoning.mark(months, at)
        row.state = ProofState.EXPIRED
        row.version += 1
        row.save(update_fields=["state", "version"])
    return len(due)

"""What one paper proves, day by day, and what was marked in its time since."""

from dataclasses import dataclass
from datetime import date

from caseway.attendance.models import AttendanceEntry, Evidence, HoursProjection
from caseway.attendance.queries.spans import OPEN_TO_PROOF, between, day_minutes


@dataclass(frozen=True)
class ProofPage:
    """The days attached to a proof; the days of its span that are not; hours taken from it."""

    entries: tuple[AttendanceEntry, ...]
    later: tuple[AttendanceEntry, ...]
    projection: HoursProjection | None

    @property
    def entered_minutes(self) -> int:
        """What is entered for the days attached, without homework."""
        return day_minutes(self.entries)


def proof_page(row: Evidence) -> ProofPage:
    """Three queries, however many days."""
    attached = AttendanceEntry.objects.filter(evidence=row).order_by("period", "day", "pk")
    later = between(row.enrolment_id, row.covers_from, row.covers_until)
    projection = HoursProjection.objects.filter(evidence=row, ended_on=None).first()
    return ProofPage(
        tuple(attached),
        tuple(later.filter(proof__in=OPEN_TO_PROOF).exclude(evidence=row.pk)),
        projection,
    )


def span_without_proof(enrolment_id: int) -> tuple[date, date] | None:
    """The first and last day that are marked and wait for proof. One query."""
    rows = AttendanceEntry.objects.filter(enrolment=enrolment_id, proof__in=OPEN_TO_PROOF)
    days = [entry.on for entry in rows.order_by("period", "day", "pk")]
    return (days[0], days[-1]) if days else None

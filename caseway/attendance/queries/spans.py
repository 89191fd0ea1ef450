"""Entries of an enrolment between two days, and which of them a paper may prove."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from caseway.attendance.models import DAY_MARKS, AttendanceEntry, ProofState
from caseway.rules.dates import Month

# What a new paper may prove: days without proof, or whose proof was refused or ran out.
OPEN_TO_PROOF = (ProofState.UNPROVEN, ProofState.REJECTED, ProofState.EXPIRED)


def between(enrolment_id: int, start: date, end: date) -> "QuerySet[AttendanceEntry]":
    """Entries of an enrolment on days `start <= day < end`, in order."""
    last = end - timedelta(days=1)
    first_month, last_month = Month.of(start).number, Month.of(last).number
    rows: QuerySet[AttendanceEntry] = AttendanceEntry.objects.filter(enrolment=enrolment_id)
    return (
        rows.filter(period__gte=first_month, period__lte=last_month)
        .exclude(period=first_month, day__lt=start.day)
        .exclude(period=last_month, day__gt=last.day)
        .order_by("period", "day", "pk")
    )


def day_minutes(entries: Iterable[AttendanceEntry]) -> int:
    """What was attended there, in minutes, without homework."""
    return sum(entry.attended for entry in entries if entry.mark in DAY_MARKS)

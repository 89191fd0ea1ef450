"""Families at work in March 2026, written into the book in a line."""

from datetime import UTC, date, datetime

from caseway.attendance.models import ActivityKind, ProofState
from tests.factories import make_case, make_enrolment, make_entry, make_family_month

NOW = datetime(2026, 4, 2, 15, tzinfo=UTC)
MARCH, APRIL = 202603, 202604
# The weeks that end on a Friday of March 2026, from Monday to Friday.
MONDAYS = (2, 9, 16, 23)
BORN = date(1990, 5, 4)


def grown(case, born=BORN):
    """The participant with a birth date."""
    case.participant.birth_on = born
    case.participant.save()
    return case


def family(world, name="Ana Rivera", *, period=MARCH, worker=None, **facts):
    """A mother of one child of eight who received assistance in the month."""
    case = grown(make_case(world, name, worker=worker))
    make_family_month(case, period, **facts)
    return case


def weeks_of(
    case,
    activity=ActivityKind.UNSUBSIDIZED,
    *,
    hours=30,
    mondays=MONDAYS,
    proof=ProofState.VERIFIED,
    **enrolment,
):
    """An enrolment with so many hours a week, Monday to Friday, in the book."""
    minutes = hours * 12
    row = make_enrolment(case, activity, minutes=minutes, **enrolment)
    for monday in mondays:
        for step in range(5):
            make_entry(row, date(2026, 3, monday + step), scheduled=minutes, proof=proof)
    return row

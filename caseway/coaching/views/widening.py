"""On the way from a month that lacks a session: the form that changes it, filled in."""

from datetime import timedelta
from typing import Any

from caseway.cases.models import Assignment, Case, Part
from caseway.cases.views.common import today
from caseway.coaching.facts.widening import every_workday
from caseway.coaching.forms import people as forms
from caseway.coaching.models import CoachingEnrolment
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import Month


def month_said(said: Any) -> Month | None:
    """The month that somebody came from; None where she came from none."""
    try:
        return Month.parse(said.get("month", ""))
    except ValueError:
        return None


def wider_times(request: SignedInRequest, case: Case) -> tuple[int, str, Any] | None:
    """The times of one enrolment on every workday of the coach, to be looked over and saved."""
    said, month = request.GET.get("days", ""), month_said(request.GET)
    if month is None or not said.isdecimal():
        return None
    rows = CoachingEnrolment.objects.filter(case=case).select_related("person", "case")
    row = rows.filter(pk=said).first()
    if row is None:
        return None
    initial: dict[str, Any] = {"starts_on": max(month.first, today() + timedelta(days=1))}
    for weekday, (opens, closes) in every_workday(row, month, coach_of(row, request.user)).items():
        initial |= {f"opens_{weekday}": opens, f"closes_{weekday}": closes}
    form = forms.TimesForm(initial=initial, auto_id=f"times_{row.pk}_%s")
    return row.pk, "times", form


def coach_of(row: CoachingEnrolment, otherwise: User) -> User:
    """Whose months she is in."""
    held = Assignment.objects.filter(case=row.case_id, part=Part.JOB_COACH, ends_on=None)
    found = held.select_related("staff").first()
    return found.staff if found is not None and found.staff is not None else otherwise

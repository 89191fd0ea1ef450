"""Who takes part in what, where, and when anybody last looked.

Every responsibility is watched, at outside activities too: a day that nobody
marked is a day on which nobody noticed that a person did not come.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear

from caseway.attendance.models import (
    DAY_MARKS,
    ActivityEnrolment,
    AttendanceEntry,
    HoursProjection,
)
from caseway.attendance.queries.scope import cases_in
from caseway.kernel.models import User
from caseway.network.models import Provider
from caseway.rules.dates import Month

# A week and its weekend: providers report by the week.
QUIET_DAYS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see. `provider` 0 is none."""

    scope: str = ""
    provider: int | None = None
    activity: int | None = None
    quiet: bool = False


def roster(user: User, choice: Choice, today: date) -> "QuerySet[ActivityEnrolment, Any]":
    """Activities that go on today, longest unmarked first, each with `last_mark` (yyyymmdd).

    One that has not been marked yet counts from the day it began.
    """
    rows: Any = running(today).filter(case__in=cases_in(user, choice.scope))
    if choice.provider == 0:
        rows = rows.filter(provider=None)
    elif choice.provider:
        rows = rows.filter(provider=choice.provider)
    if choice.activity:
        rows = rows.filter(activity=choice.activity)
    rows = with_last_mark(rows)
    if choice.quiet:
        rows = rows.filter(watched__lt=as_number(today - timedelta(days=QUIET_DAYS)))
    found: QuerySet[ActivityEnrolment, Any] = rows.select_related(
        "person", "case__participant", "provider"
    ).order_by("watched", "pk")
    return found


def running(today: date) -> "QuerySet[ActivityEnrolment, Any]":
    """Activities that go on today and are to be marked.

    One without fixed days is not watched, and no job whose hours are counted ahead.
    """
    ahead = HoursProjection.objects.filter(ended_on=None, starts_on__lte=today)
    return (
        ActivityEnrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today))
        .filter(starts_on__lte=today)
        .filter(
            pk__in=ActivityEnrolment.objects.filter(
                Q(schedule__ends_on=None) | Q(schedule__ends_on__gt=today),
                schedule__starts_on__lte=today,
            ).values("pk")
        )
        .exclude(pk__in=ahead.filter(holds_until__gt=today).values("enrolment"))
    )


def with_last_mark(rows: "QuerySet[ActivityEnrolment, Any]") -> "QuerySet[ActivityEnrolment, Any]":
    """With `last_mark`, the newest day marked as yyyymmdd, and `watched`, that or the first day."""
    marks = AttendanceEntry.objects.filter(enrolment=OuterRef("pk"), mark__in=DAY_MARKS)
    newest = marks.order_by("-period", "-day", "-pk").values(number=F("period") * 100 + F("day"))
    begun = (
        ExtractYear("starts_on") * 10_000
        + ExtractMonth("starts_on") * 100
        + ExtractDay("starts_on")
    )
    return rows.annotate(last_mark=Subquery(newest[:1])).annotate(
        watched=Coalesce(F("last_mark"), begun)
    )


def providers_in(user: User, scope: str, today: date) -> list[tuple[int, str]]:
    """Providers where somebody of the scope takes part today. One query."""
    hosted = running(today).filter(case__in=cases_in(user, scope)).values("provider")
    rows = Provider.objects.filter(pk__in=hosted).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


def as_number(day: date) -> int:
    """A day as the entries have it: yyyymmdd."""
    return Month.of(day).number * 100 + day.day


def as_day(number: int) -> date:
    """The day that such a number names."""
    return date(number // 10_000, number // 100 % 100, number % 100)

"""What a month comes to for a person: hours that count by the rules, and excused time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum

from caseway.attendance.models import (
    PAID,
    ActivityEnrolment,
    AttendanceEntry,
    MarkCode,
    PersonMonth,
)
from caseway.rules import params
from caseway.rules.dates import Month


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the month counts for, by the rules: hours a week on average, of those needed."""

    hours: int
    needed: int
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Excused:
    """Excused minutes of unpaid time: in the month, in twelve months, and the most of each."""

    month: int
    window: int
    month_cap: int
    window_cap: int


def sums_of(
    rows: Sequence[ActivityEnrolment], month: Month
) -> tuple[dict[int, SoFar], dict[int, Excused]]:
    """By person: what the rules made of the month, and excused time with its limits."""
    people = sorted({row.person_id for row in rows})
    months: dict[int, list[PersonMonth]] = defaultdict(list)
    window = _window(month)
    stored = PersonMonth.objects.filter(person__in=people, period__range=window)
    for one in stored.select_related("case_month").order_by("pk"):
        months[one.person_id].append(one)
    away = _excused_minutes(people, month)
    caps = params.load("participation").value_on("absence_hours", month.first)
    excused = {
        person: Excused(
            away.get(person, 0),
            away.get(person, 0)
            + sum(one.absence_minutes for one in months[person] if one.period != month.number),
            caps["month"],
            caps["window"],
        )
        for person in people
    }
    so_far = {
        one.person_id: _so_far(one)
        for mine in months.values()
        for one in mine
        if one.period == month.number
    }
    return so_far, {person: one for person, one in excused.items() if one.window}


def _window(month: Month) -> tuple[int, int]:
    """The twelve months that end with this one, as periods."""
    return month.plus(-11).number, month.number


def _excused_minutes(people: Sequence[int], month: Month) -> dict[int, int]:
    """Excused time of unpaid activities, as it stands now, before any limit."""
    entries = AttendanceEntry.objects.filter(
        enrolment__in=ActivityEnrolment.objects.filter(person__in=people).values("pk"),
        period=month.number,
        mark=MarkCode.EXCUSED,
    ).exclude(activity__in=PAID)
    summed: Any = entries.order_by().values("person_id")
    summed = summed.annotate(away=Sum(F("scheduled") - F("attended")))
    return dict(summed.values_list("person_id", "away"))


def _so_far(one: PersonMonth) -> SoFar:
    return SoFar(
        hours=one.core_hours + one.other_hours + one.deemed_hours,
        needed=one.total_needed,
        is_stale=one.case_month.stale_since is not None,
    )

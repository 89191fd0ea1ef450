"""What the rule must know of a person's enrolments besides the hours: proof ahead, homework."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from caseway.attendance.facts.months import month_of
from caseway.attendance.models import PAID, ActivityEnrolment, ProofState
from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.entries import day_of
from caseway.rules.participation.family import Homework, Projection
from caseway.rules.participation.weeks import Calendar

# A projection rests on proof that was good when it was made; it has a clock of its own.
GOOD_PROOF = (ProofState.VERIFIED, ProofState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Work:
    """One person's enrolments of a month, as far as the rule asks."""

    projections: tuple[Projection, ...] = ()
    homework: tuple[Homework, ...] = ()
    voced_also: Activity | None = None


def work_of(
    case_ids: Collection[int], calendars: Mapping[int, Calendar], period: int
) -> dict[int, dict[int, Work]]:
    """By case and person id, for those with any. One query, however many cases."""
    found: dict[int, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(case_ids, period):
        found[row["case_id"]][row["person_id"]].append(row)
    return {
        case: {person: _work(rows, calendars) for person, rows in people.items()}
        for case, people in found.items()
    }


def _rows(case_ids: Collection[int], period: int) -> "QuerySet[ActivityEnrolment, dict[str, Any]]":
    """Enrolments that touch the month and say more than their hours; a row for each projection."""
    month = month_of(period)
    found: QuerySet[ActivityEnrolment, dict[str, Any]] = (
        ActivityEnrolment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=month.plus(-1).first),
            case_id__in=case_ids,
            starts_on__lte=month.last,
        )
        .filter(
            Q(homework_minutes_a_week__gt=0)
            | Q(after_vocational__isnull=False)
            | Q(projections__isnull=False)
        )
        .values(
            "id",
            "case_id",
            "site_id",
            "person_id",
            "activity",
            "homework_minutes_a_week",
            "after_vocational",
            "starts_on",
            "ends_on",
            "projections__id",
            "projections__minutes_a_week",
            "projections__starts_on",
            "projections__holds_until",
            "projections__ended_on",
            "projections__evidence__state",
        )
        .order_by("case_id", "person_id", "id", "projections__id")
    )
    return found


def _work(rows: list[dict[str, Any]], calendars: Mapping[int, Calendar]) -> Work:
    once = {row["id"]: row for row in rows}.values()
    also = [row["after_vocational"] for row in once if row["after_vocational"]]
    return Work(
        projections=tuple(_projection(row) for row in rows if _is_good(row)),
        homework=_homework(once, calendars),
        voced_also=Activity(also[0]) if also else None,
    )


def _is_good(row: dict[str, Any]) -> bool:
    return (
        row["projections__id"] is not None
        and row["activity"] in PAID
        and row["projections__evidence__state"] in GOOD_PROOF
    )


def _projection(row: dict[str, Any]) -> Projection:
    """It ends with the month before a reported change, or before the day until which it holds."""
    ends = [row["projections__holds_until"], row["projections__ended_on"]]
    return Projection(
        activity=Activity(row["activity"]),
        minutes_per_week=row["projections__minutes_a_week"],
        verified=Month.of(row["projections__starts_on"]),
        changed=Month.of(min(day for day in ends if day is not None)),
    )


def _homework(rows: Collection[dict[str, Any]], calendars: Mapping[int, Calendar]) -> Any:
    advised: dict[int, int] = defaultdict(int)
    for row in rows:
        weeks = _weeks(calendars[row["site_id"]], row["starts_on"], row["ends_on"])
        advised[row["activity"]] += row["homework_minutes_a_week"] * weeks
    return tuple(
        Homework(Activity(activity), minutes)
        for activity, minutes in sorted(advised.items())
        if minutes
    )


def _weeks(calendar: Calendar, starts_on: date, ends_on: date | None) -> int:
    """Federal weeks of the report month in which the course runs on some day."""
    running = (
        week
        for number, week in enumerate(calendar.weeks, calendar.first_day)
        if starts_on <= (day := day_of(calendar.month, number)) and (not ends_on or day < ends_on)
    )
    return len(set(running))

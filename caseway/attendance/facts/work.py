"""What the rule must know of a person's enrolments besides the hours: proof ahead, homework."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from caseway.attendance.facts.months import month_of
from caseway.attendance.models import PAID, ActivityEnrolment, ProofState
from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.entries import day_number
from caseway.rules.participation.family import Homework, Projection
from caseway.rules.participation.weeks import Calendar

# A projection rests on proof that was good when it was made; it has a clock of its own.
GOOD_PROOF = (ProofState.VERIFIED, ProofState.EXPIRED)


class Work(NamedTuple):
    """One person's enrolments of a month, as far as the rule asks."""

    projections: tuple[Projection, ...] = ()
    homework: tuple[Homework, ...] = ()
    voced_also: Activity | None = None


NO_WORK = Work()


class Row(NamedTuple):
    """An enrolment as far as the rule asks, with one of its projections or none."""

    enrolment: int
    case: int
    site: int
    person: int
    activity: int
    homework_minutes_a_week: int
    after_vocational: int | None
    starts_on: date
    ends_on: date | None
    projection: int | None
    minutes_a_week: int
    projected_from: date
    holds_until: date
    ended_on: date | None
    proof: int | None


_COLUMNS = (
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


def work_of(
    case_ids: Collection[int], calendars: Mapping[int, Calendar], period: int
) -> dict[int, dict[int, Work]]:
    """By case and person id, for those with any. One query, however many cases."""
    found: dict[int, dict[int, Work]] = defaultdict(dict)
    rows = map(Row._make, work_rows(case_ids, period))
    for (case, person), some in groupby(rows, key=attrgetter("case", "person")):
        found[case][person] = _work(list(some), calendars)
    return found


def work_rows(
    case_ids: Collection[int], period: int
) -> "QuerySet[ActivityEnrolment, tuple[Any, ...]]":
    """Enrolments that touch the month and say more than their hours; a row for each projection."""
    month = month_of(period)
    found: QuerySet[ActivityEnrolment, tuple[Any, ...]] = (
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
        .values_list(*_COLUMNS)
        .order_by("case_id", "person_id", "id", "projections__id")
    )
    return found


def _work(rows: list[Row], calendars: Mapping[int, Calendar]) -> Work:
    once = {row.enrolment: row for row in rows}.values()
    also = [row.after_vocational for row in once if row.after_vocational]
    return Work(
        projections=tuple([_projection(row) for row in rows if _is_good(row)]),
        homework=_homework([row for row in once if row.homework_minutes_a_week], calendars),
        voced_also=Activity(also[0]) if also else None,
    )


def _is_good(row: Row) -> bool:
    return row.projection is not None and row.activity in PAID and row.proof in GOOD_PROOF


def _projection(row: Row) -> Projection:
    """It ends with the month before a reported change, or before the day until which it holds."""
    ended = row.holds_until if row.ended_on is None else min(row.holds_until, row.ended_on)
    return Projection(
        activity=Activity(row.activity),
        minutes_per_week=row.minutes_a_week,
        verified=Month.of(row.projected_from),
        changed=Month.of(ended),
    )


def _homework(rows: Collection[Row], calendars: Mapping[int, Calendar]) -> tuple[Homework, ...]:
    advised: dict[int, int] = defaultdict(int)
    for row in rows:
        weeks = _weeks(calendars[row.site], row.starts_on, row.ends_on)
        advised[row.activity] += row.homework_minutes_a_week * weeks
    return tuple(
        [
            Homework(Activity(activity), minutes)
            for activity, minutes in sorted(advised.items())
            if minutes
        ]
    )


def _weeks(calendar: Calendar, starts_on: date, ends_on: date | None) -> int:
    """Federal weeks of the report month in which the course runs on some day."""
    first = max(calendar.first_day, day_number(calendar.month, starts_on))
    last = calendar.last_day
    if ends_on is not None:
        last = min(last, day_number(calendar.month, ends_on) - 1)
    if first > last:
        return 0
    weeks = calendar.weeks[first - calendar.first_day : last + 1 - calendar.first_day]
    return len(set(weeks))

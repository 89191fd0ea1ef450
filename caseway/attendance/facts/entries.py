"""The attendance book as a stream, family by family.

The rows are the entries: plain tuples in the order in which the rule unpacks
them, read from the covering index `attendance_covering` alone. No table row is
touched and no model instance made; that is what decides the speed.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from django.db.models import F, Q, QuerySet

from caseway.attendance.models import AttendanceEntry
from caseway.rules.participation.entries import RawEntry
from caseway.rules.participation.weeks import Calendar

CHUNK = 10_000
_ENTRY = itemgetter(slice(1, None))

Rows: TypeAlias = "QuerySet[AttendanceEntry, Any]"
"""Rows of a case id, then an entry."""


def entries(calendar: Calendar, cases: Q) -> Iterator[tuple[int, list[RawEntry]]]:
    """Each family with its entries of the report month, in case order; none without any.

    `cases` chooses by `case_id` only, so that the index suffices: `Q()` for all,
    `Q(case_id__gte=first, case_id__lte=last)` for a shard. One query, and one
    more where the report month begins before the first of the month.
    """
    main = _by_case(rows(calendar, cases))
    if calendar.first_day > 0:
        return main
    return _together(main, _by_case(rows_before(calendar, cases)))


def rows(calendar: Calendar, cases: Q) -> Rows:
    """The rows of the month itself, up to the last day that is reported in it."""
    month = calendar.month
    days = Q(day__lte=calendar.last_day) if calendar.last_day < month.days else Q()
    return _columns(month.number, cases, days, F("day"))


def rows_before(calendar: Calendar, cases: Q) -> Rows:
    """The last days of the month before, where they are reported in this one."""
    before = calendar.month.plus(-1)
    days = Q(day__gte=before.days + calendar.first_day)
    return _columns(before.number, cases, days, F("day") - before.days)


def few_rows(calendar: Calendar, cases: Q) -> Rows:
    """Both of these in one query, for a handful of families: the rows come from two places."""
    month, before = calendar.month, calendar.month.plus(-1)
    early = Q(period=before.number, day__gte=before.days + calendar.first_day)
    wanted = AttendanceEntry.objects.filter(
        cases, Q(period=month.number, day__lte=calendar.last_day) | early
    )
    found: Rows = wanted.values_list(
        "case_id",
        "day",
        "person_id",
        "activity",
        "mark",
        "proof",
        "scheduled",
        "attended",
        "period",
    )
    return found.order_by("case_id", "period", "day")


def entries_of_few(calendar: Calendar, case_ids: "list[int]") -> dict[int, list[RawEntry]]:
    """Entries by family, for a handful of families. One query."""
    days_before = calendar.month.plus(-1).days
    found: dict[int, list[RawEntry]] = {case: [] for case in case_ids}
    for case, day, *rest, period in few_rows(calendar, Q(case_id__in=case_ids)):
        number = day if period == calendar.month.number else day - days_before
        found[case].append((number, *rest))
    return found


def _columns(period: int, cases: Q, days: Q, day: Any) -> Rows:
    wanted = AttendanceEntry.objects.filter(cases, days, period=period)
    found: Rows = wanted.values_list(
        "case_id", day, "person_id", "activity", "mark", "proof", "scheduled", "attended"
    )
    return found.order_by("case_id")


def _by_case(wanted: Rows) -> Iterator[tuple[int, list[Any]]]:
    stream = wanted.iterator(chunk_size=CHUNK)
    for case, found in groupby(stream, key=itemgetter(0)):
        yield case, list(map(_ENTRY, found))


def _together(
    one: Iterator[tuple[int, list[Any]]], other: Iterator[tuple[int, list[Any]]]
) -> Iterator[tuple[int, list[Any]]]:
    """Two streams in case order as one."""
    left, right = next(one, None), next(other, None)
    while left is not None and right is not None:
        if left[0] < right[0]:
            yield left
            left = next(one, None)
        elif right[0] < left[0]:
            yield right
            right = next(other, None)
        else:
            yield left[0], left[1] + right[1]
            left, right = next(one, None), next(other, None)
    if left is not None:
        yield left
        yield from one
    if right is not None:
        yield right
        yield from other

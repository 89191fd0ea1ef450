"""What was filed, what would be filed now, and how the two differ."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from caseway.attendance.models import CaseMonth, PersonMonth
from caseway.reporting.models import FiledFamily, FiledRate
from caseway.rules.dates import Month
from caseway.rules.participation.compare import (
    Difference,
    RateDifference,
    differences,
    rate_difference,
)
from caseway.rules.participation.rates import FamilyLine, Pair, Rates, monthly_rates

CHUNK = 2000
WORK_ELIGIBLE = 10  # codes below are work-eligible: rules.participation.results.Eligibility

_STANDING = (
    "case_id",
    "funding",
    "overall",
    "overall_by_education",
    "two_parent",
    "two_parent_by_education",
)
_BY_CASE = itemgetter(0)
Hours = tuple[tuple[int, int, int], ...]


def lines_now(site_id: int, period: int) -> Iterator[FamilyLine]:
    """The families of a site's month as they stand now, in case order. Two queries, streamed."""
    people = (
        PersonMonth.objects.filter(
            case_month__site=site_id, case_month__period=period, work_eligible__lt=WORK_ELIGIBLE
        )
        .order_by("case_month__case", "person")
        .values_list("case_month__case_id", "person_id", "core_hours", "other_hours")
    )
    hours: dict[int, Hours] = {
        case: tuple((person, core, other) for _case, person, core, other in rows)
        for case, rows in groupby(people.iterator(chunk_size=CHUNK), key=_BY_CASE)
    }
    rows = CaseMonth.objects.filter(site=site_id, period=period, wpr_applies=True)
    stream = rows.order_by("case").values_list(*_STANDING, "input_hash", "rule_version")
    for row in stream.iterator(chunk_size=CHUNK):
        yield FamilyLine(*row, hours.get(row[0], ()))


def lines_filed(filing: FiledRate) -> Iterator[FamilyLine]:
    """The families as they were filed, in case order. One query, streamed."""
    rows = FiledFamily.objects.filter(filing=filing).order_by("case")
    for row in rows.values_list(*_STANDING, "facts", "rules", "hours").iterator(chunk_size=CHUNK):
        yield FamilyLine(*row[:-1], tuple((one, core, other) for one, core, other in row[-1]))


def fingerprint(lines: Iterator[FamilyLine] | list[FamilyLine]) -> str:
    """SHA-256 over the lines in case order, as hexadecimal."""
    whole = sha256()
    for line in lines:
        whole.update(repr(tuple(line)).encode())
    return whole.hexdigest()


def is_intact(filing: FiledRate) -> bool:
    """Whether the lines are still those that were filed."""
    return fingerprint(lines_filed(filing)) == filing.fingerprint


def rates_of(lines: Iterator[FamilyLine] | list[FamilyLine], period: int) -> Rates:
    """The rates of a month from its lines."""
    return monthly_rates(Month(*divmod(period, 100)), lines)


def compared(filing: FiledRate) -> tuple[list[Difference], RateDifference, RateDifference, Pair]:
    """The families that differ from what was filed, how each rate moved, and the rates now."""
    then = rates_of(lines_filed(filing), filing.period).combined
    now = rates_of(lines_now(filing.site_id, filing.period), filing.period).combined
    found = list(differences(lines_filed(filing), lines_now(filing.site_id, filing.period)))
    return (
        found,
        rate_difference(then.overall, now.overall),
        rate_difference(then.two_parent, now.two_parent),
        now,
    )

"""What was filed, what would be filed now, and how the two differ."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from caseway.attendance.models import CaseMonth, PersonMonth
from caseway.cases.models import Case, Person
from caseway.reporting.models import FiledFamily, FiledRate
from caseway.rules.dates import Month
from caseway.rules.participation.choices import cap_formula
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
        yield FamilyLine._make((*row, hours.get(row[0], ())))


def lines_filed(filing: FiledRate) -> Iterator[FamilyLine]:
    """The families as they were filed, in case order. One query, streamed."""
    rows = FiledFamily.objects.filter(filing=filing).order_by("case")
    for row in rows.values_list(*_STANDING, "facts", "rules", "hours").iterator(chunk_size=CHUNK):
        hours: Hours = tuple((person, core, other) for person, core, other in row[-1])
        yield FamilyLine._make((*row[:-1], hours))


def fingerprint(lines: Iterable[FamilyLine]) -> str:
    """SHA-256 over the lines in case order, as hexadecimal."""
    whole = sha256()
    for line in lines:
        whole.update(repr(tuple(line)).encode())
    return whole.hexdigest()


def rates_of(lines: Iterable[FamilyLine], period: int, state: str) -> Rates:
    """The rates of a state's month from its lines, the limit taken as that state takes it."""
    month = Month(*divmod(period, 100))
    return monthly_rates(month, lines, cap_formula(state, month.first))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A filing beside the same month as it is worked out now.

    `is_intact`: whether the lines are still those that were filed.
    """

    differences: list[Difference]
    then: Pair
    now: Pair
    overall: RateDifference
    two_parent: RateDifference
    is_intact: bool


def compared(filing: FiledRate) -> Comparison:
    """Read both sides once and lay them side by side. Three queries."""
    before = list(lines_filed(filing))
    after = list(lines_now(filing.site_id, filing.period))
    then = rates_of(before, filing.period, filing.site.state).combined
    now = rates_of(after, filing.period, filing.site.state).combined
    return Comparison(
        differences=list(differences(before, after)),
        then=then,
        now=now,
        overall=rate_difference(then.overall, now.overall),
        two_parent=rate_difference(then.two_parent, now.two_parent),
        is_intact=fingerprint(before) == filing.fingerprint,
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the cases and of the people on one page of differences."""

    cases: dict[int, tuple[str, str]]  # name and case number
    people: dict[int, str]


def names(found: Collection[Difference]) -> Names:
    """Two queries."""
    people = {
        person
        for each in found
        for reason in each.changes
        if isinstance(person := reason.values.get("person"), int)
    }
    cases = Case.objects.filter(pk__in=[each.case for each in found]).order_by("pk")
    rows = cases.values_list("pk", "participant__name_used", "number")
    known = Person.objects.filter(pk__in=people).order_by("pk").values_list("pk", "name_used")
    return Names({pk: (name, number) for pk, name, number in rows}, dict(known))

"""The rates of a month, whole and by part, and of the twelve months before. From stored results.

Every count is a count of `CaseMonth` rows, and the list behind it is the same
rows (`queries.families`), so that the two agree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet

from caseway.attendance.models import CaseMonth, StandingCode
from caseway.kernel.models import User
from caseway.reporting.queries.scope import (
    NOBODY,
    Choice,
    Part,
    Rate,
    chosen,
    months_seen,
    over_months,
)
from caseway.rules.dates import Month
from caseway.rules.params import load
from caseway.rules.participation.choices import cap_formula
from caseway.rules.participation.fiscal import fiscal_year
from caseway.rules.participation.rates import (
    CapFormula,
    MonthlyRate,
    YearRate,
    education_allowed,
    fiscal_year_rate,
)

FEW = 10
"""Under so many families a percentage says little: one more moves it by ten points and more."""
YEAR = 12

Kept = tuple[int, bool]
"""Standing, and whether by reason of education."""
Counts = Counter[Kept]
ByState = Mapping[str, Mapping[Kept, int]]
"""Counts by state: each takes the limit of its own families, in its own way."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many may be engaged by education: percent, and how the state takes it."""

    percent: int
    formula: CapFormula


def limit_of(state: str, month: Month) -> Limit:
    """The limit of a state in a month. Raises ParamError."""
    percent = load("participation_rates").value_on("education_cap", month.first)
    return Limit(percent, cap_formula(state, month.first))


@dataclass(frozen=True, slots=True)
class PartRate:
    """One region, agency, worker or site and its rate."""

    part: Part
    pk: int  # NOBODY where no one held the case
    rate: MonthlyRate

    @property
    def shows_share(self) -> bool:
        """Whether there are families enough for a percentage."""
        return self.rate.denominator >= FEW


@dataclass(frozen=True, slots=True)
class MonthRates:
    """A month: both rates, its parts for the rate asked, and what still waits."""

    choice: Choice
    rates: dict[Rate, MonthlyRate]
    parts: dict[Part, list[PartRate]]
    families: int
    stale: int
    sites: frozenset[int]
    in_no_rate: int  # families of a pilot state

    @property
    def rate(self) -> MonthlyRate:
        return self.rates[self.choice.rate]


@dataclass(frozen=True, slots=True)
class YearMonth:
    """One month of the chart."""

    month: Month
    rate: MonthlyRate
    stale: int


def month_rates(user: User, choice: Choice) -> MonthRates:
    """Both rates of a month and of each part of it. Two queries, or three where the limit bites."""
    rows = chosen(user, choice)
    counted = _counted(rows)
    totals = {rate: _total(counted, rate) for rate in Rate}
    return MonthRates(
        choice=choice,
        rates={rate: _limited(rows, rate, totals[rate], choice) for rate in Rate},
        parts={part: _parts(counted, part, choice) for part in Part},
        families=sum(line["n"] for line in counted),
        stale=rows.filter(stale_since__isnull=False).count(),
        sites=frozenset(line["site_id"] for line in counted),
        in_no_rate=sum(line["n"] for line in counted if not line["wpr_applies"]),
    )


def twelve_months(user: User, choice: Choice) -> list[YearMonth]:
    """The chosen month and the eleven before it, oldest first. Two queries."""
    month = Month(*divmod(choice.period, 100))
    first = month.plus(1 - YEAR)
    rows = over_months(user, choice, first.number)
    by_month: dict[int, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counter))
    columns = ("period", "site__state", choice.rate.value, f"{choice.rate.value}_by_education")
    for period, state, standing, education, n in (
        rows.order_by(*columns).values_list(*columns).annotate(n=Count("pk"))
    ):
        by_month[period][state][standing, education] += n
    waiting = dict(
        rows.filter(stale_since__isnull=False)
        .order_by("period")
        .values_list("period")
        .annotate(n=Count("pk"))
    )
    months = [first.plus(step) for step in range(YEAR)]
    return [
        YearMonth(
            each,
            rate_of_states(by_month[each.number], each if choice.whole else None),
            waiting.get(each.number, 0),
        )
        for each in months
    ]


def year_so_far(months: Iterable[YearMonth], up_to: Month) -> YearRate:
    """The rate of a month's fiscal year up to that month: the mean of the monthly rates."""
    year = fiscal_year(up_to)
    return fiscal_year_rate(
        each.rate.share
        for each in months
        if fiscal_year(each.month) == year and each.month <= up_to
    )


def rate_of_states(by_state: ByState, limited_in: Month | None) -> MonthlyRate:
    """One rate of all states' families, each state's limit taken from its own.

    `limited_in` is the month whose limits hold; None where none is taken.
    """
    return _together(
        rate_of(counts, limit_of(state, limited_in) if limited_in else None)
        for state, counts in by_state.items()
    )


def rate_of(counts: Mapping[Kept, int], limit: Limit | None) -> MonthlyRate:
    """A rate from its counts. The families that the limit leaves out are counted, not named."""
    otherwise = counts.get((StandingCode.ENGAGED, False), 0)
    education = counts.get((StandingCode.ENGAGED, True), 0)
    over = 0
    if limit is not None:
        over = education - education_allowed(otherwise, education, limit.percent, limit.formula)

    def both(standing: StandingCode) -> int:
        return counts.get((standing, False), 0) + counts.get((standing, True), 0)

    return MonthlyRate(
        otherwise,
        education,
        both(StandingCode.NOT_ENGAGED),
        both(StandingCode.DISREGARDED),
        both(StandingCode.OUT),
        (0,) * over,
    )


def _together(rates: Iterable[MonthlyRate]) -> MonthlyRate:
    """Several rates as one of all their families."""
    found = list(rates)
    return MonthlyRate(
        sum(one.otherwise for one in found),
        sum(one.education for one in found),
        sum(one.not_engaged for one in found),
        sum(one.disregarded for one in found),
        sum(one.out for one in found),
        tuple(case for one in found for case in one.capped),
    )


def left_out(rows: "QuerySet[CaseMonth, CaseMonth]", rate: Rate, over: int) -> tuple[int, ...]:
    """The cases that the limit leaves out: the highest numbers of those engaged by education."""
    if not over:
        return ()
    education = rows.filter(
        **{rate.value: StandingCode.ENGAGED, f"{rate.value}_by_education": True}
    )
    found = education.order_by("-case").values_list("case_id", flat=True)[:over]
    return tuple(sorted(found))


def _counted(rows: "QuerySet[CaseMonth, CaseMonth]") -> list[dict[str, Any]]:
    """One line for each worker, agency, region, site and standing in both rates."""
    by = (
        "site_id",
        "site__state",
        "region_id",
        "agency_id",
        "worker_id",
        "overall",
        "overall_by_education",
        "two_parent",
        "two_parent_by_education",
        "wpr_applies",
    )
    return list(rows.order_by(*by).values(*by).annotate(n=Count("pk")))


def _total(lines: Iterable[dict[str, Any]], rate: Rate) -> dict[str, Counts]:
    total: dict[str, Counts] = defaultdict(Counter)
    for line in lines:
        standing = line[rate.value], line[f"{rate.value}_by_education"]
        total[line["site__state"]][standing] += line["n"]
    return total


def _limited(
    rows: "QuerySet[CaseMonth, CaseMonth]", rate: Rate, by_state: ByState, choice: Choice
) -> MonthlyRate:
    """The rate of what was chosen, with the families named that the limits leave out."""
    month = Month(*divmod(choice.period, 100))
    named = []
    for state, counts in by_state.items():
        plain = rate_of(counts, limit_of(state, month) if choice.whole else None)
        theirs = rows.filter(site__state=state)
        named.append(replace(plain, capped=left_out(theirs, rate, len(plain.capped))))
    return _together(named)


def _parts(lines: list[dict[str, Any]], part: Part, choice: Choice) -> list[PartRate]:
    """The limit holds for a state's rate: a site's is limited, a worker's is not."""
    month = Month(*divmod(choice.period, 100)) if part == Part.SITE and choice.whole else None
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        found[line[f"{part.value}_id"] or NOBODY].append(line)
    return [
        PartRate(part, pk, rate_of_states(_total(theirs, choice.rate), month))
        for pk, theirs in found.items()
    ]


def latest_period(user: User, on: Month) -> int:
    """The latest month, up to the one of `on`, for which this person sees results; else that."""
    rows = months_seen(user).filter(period__lte=on.number).order_by("-period")
    return rows.values_list("period", flat=True).first() or on.number

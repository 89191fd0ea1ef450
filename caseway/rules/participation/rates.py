"""The work participation rates of a month and of a fiscal year.

A rate is families engaged in work over families that count. It is fed family by
family and keeps counts, not families, so that a State's month streams through;
only the families engaged by education alone are remembered, because a limit
holds for them and somebody will ask which ones fell to it.
Source: 42 USC 607(b)(1)-(2), (c)(2)(D); 45 CFR 261.22, 261.24, 261.33(c).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import NamedTuple

from caseway.rules.dates import Month
from caseway.rules.params import load
from caseway.rules.participation.standing import Standing
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext
from caseway.rules.shares import percent

COUNT_SOURCE = "42 USC 607(b)(1)(B), (b)(2)(B); 45 CFR 261.22(b), 261.24(b)"
CAP_SOURCE = "42 USC 607(c)(2)(D); 45 CFR 261.33(c)"

CAPPED = Sentence(
    "rate.capped",
    _(
        "Engaged by education only. Of %(education)s such families %(allowed)s may count beside"
        " %(otherwise)s others engaged in work; this one counts in the denominator only"
    ),
)
ADJUSTED = Sentence(
    "rate.adjusted",
    *ngettext(
        "Adjusted by 30%% limit: %(dropped)s family engaged by education does not count",
        "Adjusted by 30%% limit: %(dropped)s families engaged by education do not count",
    ),
    count_by="dropped",
)
COUNTED = Sentence(
    "rate.counted",
    _(
        "%(numerator)s of %(denominator)s families that count are engaged in work:"
        " %(percent)s percent"
    ),
)
MEAN = Sentence(
    "rate.mean",
    *ngettext(
        "%(percent)s percent, the rate of %(months)s month",
        "%(percent)s percent, the mean of the rates of %(months)s months, each counting alike",
    ),
    count_by="months",
)
NO_MONTHS = Sentence("rate.no_months", _("No month has a rate yet"))
NO_FAMILIES = Sentence("rate.no_families", _("No family counts in this rate, so there is no rate"))


class Funding(IntEnum):
    """Where a family's assistance comes from. Any TANF money makes it a TANF family."""

    TANF = 1
    SSP = 2


class CapFormula(StrEnum):
    """How the 30 % limit is taken: the State's reading, by year.

    The law limits those "determined to be engaged"; whether that is the number
    after the limit or before it is not said.
    """

    OF_COUNTED = "of_counted"
    OF_UNCAPPED = "of_uncapped"


class FamilyLine(NamedTuple):
    """One family in one month, as a rate needs it and as a filed rate keeps it.

    `facts` and `rules` are the hash of the inputs and the version of the rules.
    `hours` are (person, core, other) whole weekly hours that counted.
    """

    case: int
    funding: int
    overall: int
    overall_by_education: bool
    two_parent: int
    two_parent_by_education: bool
    facts: str = ""
    rules: str = ""
    hours: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MonthlyRate:
    """One rate of one month: counts of families, and the limit's work.

    `capped` are the cases engaged by education that the limit keeps out of the
    numerator, in case order; they stay in the denominator. `disregarded` and
    `out` families are in neither.
    """

    otherwise: int
    education: int
    not_engaged: int
    disregarded: int
    out: int
    capped: tuple[int, ...] = ()

    @property
    def numerator(self) -> int:
        """Families that count as engaged in work."""
        return self.otherwise + self.education - len(self.capped)

    @property
    def denominator(self) -> int:
        """Families that count."""
        return self.otherwise + self.education + self.not_engaged

    @property
    def share(self) -> Fraction | None:
        """The rate, from 0 to 1; None when no family counts."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def adjusted(self) -> bool:
        """Whether the 30 % limit lowered it."""
        return bool(self.capped)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What to say beside the number."""
        if not self.denominator:
            return (self.how,)
        return (because(ADJUSTED, CAP_SOURCE, dropped=len(self.capped)),) if self.capped else ()

    @property
    def how(self) -> Reason:
        """How the number came about, in words."""
        if self.share is None:
            return because(NO_FAMILIES, COUNT_SOURCE)
        return because(
            COUNTED,
            COUNT_SOURCE,
            numerator=self.numerator,
            denominator=self.denominator,
            percent=str(percent(self.share)),
        )

    @property
    def why_capped(self) -> Reason | None:
        """What to say on each family in `capped`."""
        if not self.capped:
            return None
        return because(
            CAPPED,
            CAP_SOURCE,
            education=self.education,
            allowed=self.education - len(self.capped),
            otherwise=self.otherwise,
        )


def education_allowed(otherwise: int, education: int, limit: int, formula: CapFormula) -> int:
    """How many families engaged by education may count, of `education`.

    `limit` is percent. With 60 engaged otherwise and 40 by education, 25 make up
    no more than 30 % of the 85 counted; 30 are 30 % of the 100 before the limit.
    """
    if formula == CapFormula.OF_COUNTED and limit < 100:
        return min(education, otherwise * limit // (100 - limit))
    return min(education, (otherwise + education) * limit // 100)


class Tally:
    """Counts for one rate while families stream by. Adding in any order gives the same rate."""

    __slots__ = ("by_education", "counts")

    def __init__(self) -> None:
        self.counts = [0] * len(Standing)
        self.by_education = array("q")

    def add(self, case: int, standing: int, by_education: bool) -> None:
        """Take in one family."""
        self.counts[standing] += 1
        if by_education and standing == Standing.ENGAGED:
            self.by_education.append(case)

    def merged(self, other: Tally) -> Tally:
        """Both together; neither is changed."""
        both = Tally()
        both.counts = [mine + yours for mine, yours in zip(self.counts, other.counts, strict=True)]
        both.by_education = self.by_education + other.by_education
        return both

    def rate(self, limit: int, formula: CapFormula) -> MonthlyRate:
        """The rate so far. `limit`: percent that may be engaged by education.

        The law limits a number and names no family. We keep the lowest case
        numbers, so that the same families fall whenever it is reckoned again.
        """
        education = len(self.by_education)
        otherwise = self.counts[Standing.ENGAGED] - education
        allowed = education_allowed(otherwise, education, limit, formula)
        return MonthlyRate(
            otherwise,
            education,
            self.counts[Standing.NOT_ENGAGED],
            self.counts[Standing.DISREGARDED],
            self.counts[Standing.OUT],
            tuple(sorted(self.by_education)[allowed:]),
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """The overall and the two-parent rate of the same families."""

    overall: MonthlyRate
    two_parent: MonthlyRate


@dataclass(frozen=True, slots=True)
class Rates:
    """A month's rates: the official one for all families, and each funding by itself.

    The limit is applied to each group's own families, as the federal reports do,
    so that the parts' numerators need not sum to the whole's.
    """

    month: Month
    combined: Pair
    tanf: Pair
    ssp: Pair


class MonthTally:
    """A State's month, or any part of it: a region, a site, a worker's caseload."""

    __slots__ = ("month", "overall", "two_parent")

    def __init__(self, month: Month) -> None:
        self.month = month
        self.overall = {funding: Tally() for funding in Funding}
        self.two_parent = {funding: Tally() for funding in Funding}

    def add(self, line: FamilyLine) -> None:
        """Take in one family."""
        case, funding = line.case, Funding(line.funding)
        self.overall[funding].add(case, line.overall, line.overall_by_education)
        self.two_parent[funding].add(case, line.two_parent, line.two_parent_by_education)

    def rates(self, formula: CapFormula = CapFormula.OF_COUNTED) -> Rates:
        """The month's rates so far, under the law of the month."""
        limit = load("participation_rates").value_on("education_cap", self.month.first)

        def pair(*fundings: Funding) -> Pair:
            return Pair(
                _together([self.overall[one] for one in fundings]).rate(limit, formula),
                _together([self.two_parent[one] for one in fundings]).rate(limit, formula),
            )

        return Rates(self.month, pair(*Funding), pair(Funding.TANF), pair(Funding.SSP))


def _together(tallies: Sequence[Tally]) -> Tally:
    whole = tallies[0]
    for one in tallies[1:]:
        whole = whole.merged(one)
    return whole


def monthly_rates(
    month: Month, lines: Iterable[FamilyLine], formula: CapFormula = CapFormula.OF_COUNTED
) -> Rates:
    """The rates of a month from its families, read once, in any order."""
    tally = MonthTally(month)
    for line in lines:
        tally.add(line)
    return tally.rates(formula)


@dataclass(frozen=True, slots=True)
class YearRate:
    """A fiscal year's rate so far: the mean of `months` monthly rates; None without any."""

    share: Fraction | None
    months: int

    @property
    def how(self) -> Reason:
        """How the number came about, in words."""
        source = "42 USC 607(b)(1)(A), (b)(2)(A); 45 CFR 261.22(a), 261.24(a)"
        if self.share is None:
            return because(NO_MONTHS, source)
        return because(MEAN, source, percent=str(percent(self.share)), months=self.months)


def fiscal_year_rate(monthly: Iterable[Fraction | None]) -> YearRate:
    """The mean of the monthly rates, each month alike however many families it had.

    Months without a rate are left out: nothing over nothing is not zero. Adding
    up the year's families instead would give another, wrong number.
    Source: 45 CFR 261.22(a)(1), 261.24(a).
    """
    known = [rate for rate in monthly if rate is not None]
    return YearRate(sum(known, Fraction(0)) / len(known) if known else None, len(known))

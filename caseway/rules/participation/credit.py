"""The caseload reduction credit, and the rates a State must reach once it is taken off.

All caseloads are average monthly cases receiving assistance in a federal fiscal
year, TANF and separate State programs together. Credits and standards are
percentage points, kept exact.
Source: 42 USC 607(b)(3); 45 CFR 261.40-261.43.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from caseway.rules.params import load
from caseway.rules.participation.fiscal import first_day
from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.shares import counted, points

BASE_SOURCE = "42 USC 607(b)(3); Pub. L. 118-5, section 301; 45 CFR 261.40(a)"

FELL = Sentence(
    "credit.fell",
    _(
        "The caseload fell by %(fall)s points: %(base)s cases a month in fiscal year %(from)s,"
        " %(now)s in fiscal year %(to)s"
    ),
)
ROSE = Sentence(
    "credit.rose",
    _(
        "The caseload did not fall: %(base)s cases a month in fiscal year %(from)s,"
        " %(now)s in fiscal year %(to)s. There is no credit"
    ),
)
NO_BASE = Sentence(
    "credit.no_base",
    _("There were no such cases in fiscal year %(from)s, so nothing can be compared"),
)
CUTS = Sentence(
    "credit.cuts",
    _("%(cuts)s of the cases left because rules of eligibility changed; they earn no credit"),
)
CUTS_OFFSET = Sentence(
    "credit.cuts_offset",
    _(
        "%(cuts)s cases left because rules of eligibility changed, and %(added)s came for the"
        " same reason; only the difference earns no credit"
    ),
)
EXCESS = Sentence(
    "credit.excess_moe",
    _("%(cases)s cases a month were paid from State money beyond the required share; left out"),
)
NOT_ENTERED = Sentence(
    "credit.not_entered", _("No caseloads are entered to compare, so there is no credit")
)
CREDIT = Sentence("credit.points", _("The credit is %(credit)s points"))
STANDARD = Sentence(
    "credit.standard",
    _("The rate to reach is %(minimum)s percent less %(credit)s points: %(standard)s"),
)
FROM_OVERALL = Sentence(
    "credit.two_parent_from_overall",
    _("For two-parent families the State takes the change of the whole caseload"),
)
FROM_TWO_PARENT = Sentence(
    "credit.two_parent_from_own",
    _("For two-parent families the State takes the change of the two-parent caseload"),
)


class TwoParentCredit(StrEnum):
    """Whose caseload change lowers the two-parent standard: the State's choice, by year."""

    OVERALL = "overall"
    TWO_PARENT = "two_parent"
    HIGHER = "higher"  # whichever of the two is higher


@dataclass(frozen=True, slots=True)
class Caseload:
    """How a caseload changed. Average monthly cases.

    `cut` and `added` are those that left or came because federal law or the
    State changed who is eligible since the base year; `added` is given only if
    the State elects to offset. `excess_moe` are comparison-year cases paid from
    State money beyond the required share. Raises ValueError below zero.
    """

    base: Fraction
    comparison: Fraction
    cut: Fraction = Fraction(0)
    added: Fraction = Fraction(0)
    excess_moe: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if min(self.base, self.comparison, self.cut, self.added, self.excess_moe) < 0:
            raise ValueError(f"No caseload is below zero: {self}")
        if self.excess_moe > self.comparison:
            raise ValueError("More cases cannot be left out than there are")

    @property
    def counted(self) -> Fraction:
        """The comparison-year caseload without excess MOE cases, 261.43(b)(1)."""
        return self.comparison - self.excess_moe

    @property
    def net_cut(self) -> Fraction:
        """Cuts less additions. Additions only offset cuts, 261.42(a)(2): never below zero."""
        return max(Fraction(0), self.cut - self.added)


@dataclass(frozen=True, slots=True)
class Credit:
    """Percentage points off the minimum rate, and why. `fall` below 0 is a rise."""

    points: Fraction
    fall: Fraction
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One rate to reach in a fiscal year, percent: `minimum` less `credit`, never below 0."""

    minimum: Fraction
    credit: Fraction
    reasons: tuple[Reason, ...]

    @property
    def adjusted(self) -> Fraction:
        """What must be reached, percent."""
        return max(Fraction(0), self.minimum - self.credit)

    def met_by(self, rate: Fraction | None) -> bool:
        """Whether a rate (a share, not percent) reaches it. No families: nothing to miss."""
        return rate is None or 100 * rate >= self.adjusted


@dataclass(frozen=True, slots=True)
class Standards:
    """The two rates to reach in a fiscal year."""

    year: int
    overall: Standard
    two_parent: Standard


def base_year(year: int) -> int:
    """The fiscal year that the caseload of `year`'s credit is compared with: 2015 from 2026."""
    return int(load("participation_rates").value_on("caseload_base_year", first_day(year)))


def credit(caseload: Caseload | None, year: int) -> Credit:
    """The credit that applies to fiscal year `year`, from the change up to the year before.

    The fall, less what eligibility changes brought about; never above the
    actual fall, 261.42(a)(3), and never below zero. None where nobody entered
    the caseloads: no credit, so that no rate to reach is ever shown too low.
    """
    if caseload is None:
        return Credit(Fraction(0), Fraction(0), (because(NOT_ENTERED, BASE_SOURCE),))
    compared = {"from": str(base_year(year)), "to": str(year - 1)}
    if caseload.base == 0:
        return Credit(Fraction(0), Fraction(0), (because(NO_BASE, BASE_SOURCE, **compared),))
    fall = 100 * (caseload.base - caseload.counted) / caseload.base
    earned = max(Fraction(0), fall - 100 * caseload.net_cut / caseload.base)
    seen = {"base": counted(caseload.base), "now": counted(caseload.counted)}
    reasons = [because(FELL, BASE_SOURCE, fall=points(fall), **seen, **compared)]
    if fall <= 0:
        reasons = [because(ROSE, BASE_SOURCE, **seen, **compared)]
    return Credit(earned, fall, (*reasons, *_adjustments(caseload), _said(earned)))


def _adjustments(caseload: Caseload) -> list[Reason]:
    reasons = []
    if caseload.excess_moe:
        cases = counted(caseload.excess_moe)
        reasons.append(because(EXCESS, "45 CFR 261.43(b)", cases=cases))
    if caseload.cut and caseload.added:
        cut, added = counted(caseload.cut), counted(caseload.added)
        reasons.append(because(CUTS_OFFSET, "45 CFR 261.42(a)(1)-(2)", cuts=cut, added=added))
    elif caseload.cut:
        reasons.append(because(CUTS, "45 CFR 261.42(a)(1)", cuts=counted(caseload.cut)))
    return reasons


def _said(earned: Fraction) -> Reason:
    return because(CREDIT, "45 CFR 261.40(e)", credit=points(earned))


def standards(
    overall: Caseload | None,
    year: int,
    *,
    two_parent: Caseload | None = None,
    choice: TwoParentCredit = TwoParentCredit.OVERALL,
) -> Standards:
    """The two rates to reach in a fiscal year, after the credit.

    `two_parent` is the two-parent caseload, which counts unless the State takes
    the overall change for both rates. Without it that credit is none.
    Source: 45 CFR 261.21, 261.23, 261.40(a).
    """
    whole = credit(overall, year)
    chosen, why = _two_parent(whole, two_parent, year, choice)
    return Standards(
        year,
        _standard("overall_minimum", whole, year),
        _standard("two_parent_minimum", chosen, year, why),
    )


def _two_parent(
    whole: Credit, caseload: Caseload | None, year: int, choice: TwoParentCredit
) -> tuple[Credit, Reason]:
    overall = whole, because(FROM_OVERALL, "45 CFR 261.40(a)(2)(ii)")
    if choice == TwoParentCredit.OVERALL:
        return overall
    own = credit(caseload, year), because(FROM_TWO_PARENT, "45 CFR 261.40(a)(2)(i)")
    if choice == TwoParentCredit.TWO_PARENT:
        return own
    return max(overall, own, key=lambda pair: pair[0].points)


def _standard(key: str, taken: Credit, year: int, *why: Reason) -> Standard:
    param = load("participation_rates")[key]
    minimum = Fraction(param.value_on(first_day(year)))
    found = Standard(minimum, taken.points, ())
    said = because(
        STANDARD,
        param.source,
        minimum=points(minimum, 0),
        credit=points(taken.points),
        standard=points(found.adjusted),
    )
    return Standard(minimum, taken.points, (*why, *taken.reasons, said))


@dataclass(frozen=True, slots=True)
class Spending:
    """A fiscal year's spending, in cents, as on the financial report.

    `moe` and `historic` are the State's own money, now and in the base of the
    requirement. `assistance` and `total` are federal and State together.
    `cases` is the average monthly caseload. Raises ValueError without spending.
    """

    moe: int
    historic: int
    assistance: int
    total: int
    cases: Fraction
    met_rates: bool = False

    def __post_init__(self) -> None:
        if self.total <= 0 or self.assistance <= 0:
            raise ValueError("Excess MOE cases need spending, and spending on assistance")


def excess_moe_cases(spent: Spending, year: int, two_parent: Fraction = Fraction(1)) -> Fraction:
    """Average monthly cases paid from State money beyond the required share.

    Excess MOE on assistance over a year's assistance per case. `year` is the
    fiscal year of the spending; `two_parent` the two-parent share of the
    caseload, for a two-parent credit of its own.
    Source: 45 CFR 261.43(b)(2).
    """
    basic = load("participation_rates").value_on("basic_moe", first_day(year))
    required = Fraction(basic["met" if spent.met_rates else "failed"], 100) * spent.historic
    excess = max(Fraction(0), spent.moe - required)
    on_assistance = excess * Fraction(spent.assistance, spent.total)
    per_case = spent.assistance / spent.cases if spent.cases else Fraction(0)
    return two_parent * on_assistance / per_case if per_case else Fraction(0)

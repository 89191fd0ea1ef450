"""The worked examples of rates, credits and penalties, as `examples.py` has those of families."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from caseway.rules.participation.activities import Activity
from caseway.rules.participation.assess import assess
from caseway.rules.participation.credit import Caseload, Standard, standards
from caseway.rules.participation.entries import Entry
from caseway.rules.participation.family import Family
from caseway.rules.participation.penalty import Penalty, penalty
from caseway.rules.participation.rates import (
    CapFormula,
    FamilyLine,
    Funding,
    MonthlyRate,
    fiscal_year_rate,
    monthly_rates,
)
from caseway.rules.participation.reduction import Reached
from caseway.rules.reasons import Reason
from caseway.rules.shares import percent, rounded
from tests.rules.participation.worked import (
    MARCH,
    Example,
    Shown,
    parent,
    rules,
    single,
    single_young,
    weekly,
)

A = Activity
GRANT = 100_000_000_00
Found = tuple[Mapping[str, Any], tuple[Reason, ...]]


@dataclass(frozen=True)
class Sum:
    """Something reckoned from many families or years. `work` gives what came out, and why."""

    work: Callable[[], Found]
    wants: Mapping[str, Any]
    name: str = ""

    def shown(self) -> Shown:
        """What came out, beside what was wanted, and why."""
        got, reasons = self.work()
        chosen = {label: got[label] for label in self.wants}
        return Shown(self.name, chosen, dict(self.wants), (("", reasons),))


# What a caseload is made of: a family and its month's entries.
ENGAGED = (single(), weekly(A.UNSUB, 30))
BY_EDUCATION = (single_young(), weekly(A.VOCED, 20))
MISSED = (single(), [])
NOBODY = (
    single(parent={"parent": False, "caretaker": True, "receives": False}),
    [],
)
INFANT = (single(date(2025, 9, 1)), [])
SANCTIONED = (
    single(work_sanction=True, work_sanction_cents=5_000, work_sanction_months=1),
    [],
)
SMALL_CHECK = (single(tanf_cents=0, ssp_cents=3_499), weekly(A.UNSUB, 30))
NO_ADULT = (single(members=(parent()._replace(parent=False, receives=False),)), [])


def lines(*groups: tuple[int, tuple[Family, list[Entry]]]) -> Iterator[FamilyLine]:
    """So many families of each kind, each judged by the rule, with cases numbered on."""
    law, case = rules(), 0
    for count, (family, entries) in groups:
        judged = assess(family, entries, law)
        for _ in range(count):
            case += 1
            yield FamilyLine(
                case,
                Funding.TANF if family.tanf_cents else Funding.SSP,
                judged.overall,
                judged.overall_by_education,
                judged.two_parent,
                judged.two_parent_by_education,
            )


def monthly(
    *groups: tuple[int, tuple[Family, list[Entry]]],
    formula: CapFormula = CapFormula.OF_COUNTED,
    rate: str = "overall",
) -> Callable[[], Found]:
    """A month's rate from its families."""

    def work() -> Found:
        found: MonthlyRate = getattr(monthly_rates(MARCH, lines(*groups), formula).combined, rate)
        got = {
            "families that count": found.denominator,
            "engaged": found.numerator,
            "by education": found.education - len(found.capped),
            "percent": "no rate" if found.share is None else str(percent(found.share)),
            "adjusted by 30% limit": found.adjusted,
        }
        why = (found.why_capped,) if found.why_capped else ()
        return got, (found.how, *(found.reasons if found.share is not None else ()), *why)

    return work


TWELVE = (
    *("15.4", "15.4", "15.3", "18.0", "17.4", "16.2"),
    *("16.7", "17.3", "12.7", "12.1", "13.7", "14.8"),
)
"""October to September, in percent."""


def mean() -> Found:
    """The year of twelve monthly rates."""
    year = fiscal_year_rate(Fraction(rate) / 100 for rate in TWELVE)
    assert year.share is not None
    return {"percent": str(percent(year.share, 1))}, (year.how,)


def standard(base: int, comparison: int, cut: int = 0) -> Callable[[], Found]:
    """The standards of fiscal year 2026 from a caseload's change."""

    def work() -> Found:
        caseload = Caseload(Fraction(base), Fraction(comparison), Fraction(cut))
        found = standards(caseload, 2026)
        got = {
            "credit, points": str(rounded(found.overall.credit, 1)),
            "overall standard": str(rounded(found.overall.adjusted, 1)),
            "two-parent standard": str(rounded(found.two_parent.adjusted, 1)),
        }
        said = (*found.overall.reasons, found.two_parent.reasons[-1])
        return got, said

    return work


def reached(
    rate: int, minimum: int, credit: int = 0, now: int = 1000, before: int = 1000
) -> Reached:
    """A rate reached, and how many people were engaged."""
    aim = Standard(Fraction(minimum), Fraction(credit), ())
    return Reached(Fraction(rate, 100), aim, Fraction(now), Fraction(before))


def charged(
    overall: Reached, two_parent: Reached | None = None, **more: Any
) -> Callable[[], Found]:
    """The penalty on a grant of 100 million."""

    def work() -> Found:
        found: Penalty = penalty(
            year=2026, grant=GRANT, overall=overall, two_parent=two_parent, **more
        )
        got = {
            "penalty, million": found.full / 1_000_000_00,
            "threshold T": found.threshold,
            "degree R": None if found.degree is None else float(found.degree),
            "growth A": None if found.growth is None else float(found.growth),
            "taken off, million": found.reduction / 1_000_000_00,
            "net, million": found.net / 1_000_000_00,
        }
        return got, found.reasons

    return work


def ladder(year: int) -> Callable[[], Found]:
    """The penalty of a year in a row, with nothing taken off."""
    return charged(reached(10, 50), successive=year)


EXAMPLES = [
    Example(44, "1000 families: 380 without a work-eligible individual, 15 with a child under one, "
            "25 sanctioned, 10 small checks; 300 engaged, the 10 among them",
            "290 of 570, 50.88 percent", (
        Sum(monthly((290, ENGAGED), (280, MISSED), (380, NOBODY), (15, INFANT),
                    (25, SANCTIONED), (10, SMALL_CHECK)),
            {"engaged": 290, "families that count": 570, "percent": "50.88"}),
    )),
    Example(45, "82 families: 28 without an adult, 2 with a child under one, 6 sanctioned, "
            "17 engaged", "17 of 46, 37.0 percent", (
        Sum(monthly((17, ENGAGED), (29, MISSED), (28, NO_ADULT), (2, INFANT), (6, SANCTIONED)),
            {"engaged": 17, "families that count": 46, "percent": "36.96"}),
    )),
    Example(46, "60 families engaged otherwise, 40 by education", "25 of the 40 count; 30 in a "
            "state that takes the share before the limit", (
        Sum(monthly((60, ENGAGED), (40, BY_EDUCATION)),
            {"by education": 25, "engaged": 85, "families that count": 100,
             "adjusted by 30% limit": True}, "of those counted"),
        Sum(monthly((60, ENGAGED), (40, BY_EDUCATION), formula=CapFormula.OF_UNCAPPED),
            {"by education": 30, "engaged": 90, "families that count": 100,
             "adjusted by 30% limit": True}, "of those engaged before the limit"),
    )),
    Example(47, f"monthly rates of {', '.join(TWELVE)}", "a fiscal year's rate of 15.4: the mean, "
            "and not the year's families added up", (
        Sum(mean, {"percent": "15.4"}),
    )),
    Example(48, "no two-parent families", "no two-parent rate, and not zero", (
        Sum(monthly((3, ENGAGED), rate="two_parent"),
            {"families that count": 0, "percent": "no rate"}),
    )),
    Example(49, "fiscal year 2026: 20,000 cases a month in 2015, 13,000 in 2025; stricter rules "
            "took 600", "credit 32.0; standards 18.0 and 58.0", (
        Sum(standard(20_000, 13_000, 600),
            {"credit, points": "32.0", "overall standard": "18.0", "two-parent standard": "58.0"}),
    )),
    Example(50, "the caseload rose from 20,000 to 21,000", "no credit; standards 50 and 90", (
        Sum(standard(20_000, 21_000),
            {"credit, points": "0.0", "overall standard": "50.0", "two-parent standard": "90.0"}),
    )),
    Example(51, "the overall rate missed by far, a grant of 100 million: years 1 to 10 in a row",
            "5, 7, 9, 11, 13, 15, 17, 19, 21 and 21 million", tuple(
        Sum(ladder(year), {"penalty, million": float(millions)}, f"year {year}")
        for year, millions in enumerate((5, 7, 9, 11, 13, 15, 17, 19, 21, 21), start=1)
    )),
    Example(52, "only the two-parent rate missed, first year, 8 percent two-parent families",
            "0.40 million", (
        Sum(charged(reached(50, 50), reached(60, 90), two_parent_share=Fraction(8, 100)),
            {"penalty, million": 0.4, "net, million": 0.4}),
    )),
    Example(53, "only the overall rate missed, first year; credit 10, 30 percent reached; "
            "1,000 people engaged, then 1,090", "T 15, R 0.6, A 0.6; 1.8 million off, 3.2 net", (
        Sum(charged(reached(30, 50, 10, 1_090, 1_000)),
            {"threshold T": 15, "degree R": 0.6, "growth A": 0.6, "penalty, million": 5.0,
             "taken off, million": 1.8, "net, million": 3.2}),
    )),
]  # fmt: skip

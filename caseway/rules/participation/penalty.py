"""What missing the rates costs a State, and what may be taken off.

Money is whole cents of the adjusted family assistance grant. Years are federal
fiscal years. Only the amounts of law are here: reasonable cause, corrective
plans and the reductions that the Secretary may grant are decisions of people.
Source: 42 USC 609(a); 45 CFR 261.50-261.55, 261.65.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from caseway.rules.params import Param, load
from caseway.rules.participation.fiscal import first_day
from caseway.rules.participation.reduction import Reached, Reduction
from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.shares import cents, dollars, points

MISSED_NONE = Sentence("penalty.none", _("Both rates are reached: no penalty"))
MISSED_OVERALL = Sentence(
    "penalty.overall",
    _("The overall rate is missed: %(achieved)s percent, and %(needed)s are needed"),
)
MISSED_TWO_PARENT = Sentence(
    "penalty.two_parent",
    _("The two-parent rate is missed: %(achieved)s percent, and %(needed)s are needed"),
)
LADDER = Sentence(
    "penalty.ladder",
    _("Year %(year)s in a row: %(rate)s percent of the grant, %(amount)s"),
)
SHARE = Sentence(
    "penalty.two_parent_share",
    _("Only the two-parent rate is missed: times the two-parent share of %(share)s percent"),
)
MOE = Sentence(
    "penalty.moe", _("The State must keep up %(share)s percent of its historic spending")
)


@dataclass(frozen=True, slots=True)
class Penalty:
    """The penalty of a fiscal year, whole cents.

    `full` before and `net` after `reduction`. `rate` is percent of the grant,
    before the two-parent share. `threshold`, `degree` and `growth` are T, R and
    A of the formula, None where it does not come to them. `basic_moe` is the
    percent of historic spending that the State must keep up.
    """

    year: int
    successive: int
    missed: frozenset[str]
    rate: Fraction
    full: int
    reduction: int
    basic_moe: int
    threshold: Fraction | None
    degree: Fraction | None
    growth: Fraction | None
    reasons: tuple[Reason, ...]

    @property
    def net(self) -> int:
        """What is withheld from the grant of the following year."""
        return self.full - self.reduction


def _law(key: str, year: int) -> Any:
    return load("participation_rates").value_on(key, first_day(year))


def _param(key: str) -> Param:
    return load("participation_rates")[key]


def base_rate(successive: int, year: int) -> Fraction:
    """The percent of the grant in the first, second... consecutive year: 5, 7... at most 21.

    Raises ValueError below the first year. Source: 45 CFR 261.50(b).
    """
    if successive < 1:
        raise ValueError("Penalty years are counted from one")
    ladder = _law("penalty", year)
    return Fraction(min(ladder["first"] + ladder["step"] * (successive - 1), ladder["most"]))


def successive_year(penalised: Collection[int], year: int) -> int:
    """Which penalty year in a row `year` is, given the years before under penalty."""
    successive = 1
    while year - successive in penalised:
        successive += 1
    return successive


def penalty(
    *,
    year: int,
    grant: int,
    overall: Reached,
    two_parent: Reached | None = None,
    two_parent_share: Fraction = Fraction(0),
    successive: int = 1,
) -> Penalty:
    """The penalty for fiscal year `year`, with every step of the arithmetic.

    `grant` is the adjusted family assistance grant in cents, `two_parent_share`
    the two-parent share of the whole caseload, `successive` the penalty year in
    a row. Cases with a domestic-violence waiver are left out of the rates handed
    in where the State asks for it, 261.51(b)(7). When both rates are missed the
    reduction is measured on all families, 261.51(b)(6).
    """
    missed = frozenset(
        name
        for name, reached in (("overall", overall), ("two_parent", two_parent))
        if reached is not None and not reached.met
    )
    if not missed:
        return _none(year)
    only_two = missed == {"two_parent"}
    measured = two_parent if only_two and two_parent else overall
    rate = base_rate(successive, year)
    full, why = _full(grant, rate, successive, two_parent_share if only_two else None)
    steps = Reduction(measured, year, successive, both=len(missed) == 2)
    reduction, how = steps.of(full)
    moe = int(_law("basic_moe", year)["failed"])
    return Penalty(
        year,
        successive,
        missed,
        rate,
        full,
        reduction,
        moe,
        steps.threshold,
        steps.degree,
        steps.growth,
        (*_missed(overall, two_parent), *why, *how, _moe(moe)),
    )


def _none(year: int) -> Penalty:
    moe = int(_law("basic_moe", year)["met"])
    reasons = (because(MISSED_NONE, "45 CFR 261.50(a)"), _moe(moe))
    none = Fraction(0)
    return Penalty(year, 0, frozenset(), none, 0, 0, moe, None, None, None, reasons)


def _moe(share: int) -> Reason:
    return because(MOE, _param("basic_moe").source, share=str(share))


def _missed(overall: Reached, two_parent: Reached | None) -> list[Reason]:
    found = []
    for reached, sentence, source in (
        (overall, MISSED_OVERALL, "45 CFR 261.21"),
        (two_parent, MISSED_TWO_PARENT, "45 CFR 261.23"),
    ):
        if reached is not None and not reached.met:
            needed = points(reached.standard.adjusted, 2)
            found.append(
                because(sentence, source, achieved=points(reached.achieved, 2), needed=needed)
            )
    return found


def _full(
    grant: int, rate: Fraction, successive: int, share: Fraction | None
) -> tuple[int, list[Reason]]:
    """The most that can be withheld. `share`: only the two-parent rate is missed."""
    amount = grant * rate / 100
    year = str(successive)
    said = dollars(cents(amount))
    ladder = because(LADDER, _param("penalty").source, year=year, rate=points(rate, 0), amount=said)
    if share is None:
        return cents(amount), [ladder]
    part = because(SHARE, "45 CFR 261.51(a)(1)", share=points(100 * share))
    return cents(amount * share), [ladder, part]

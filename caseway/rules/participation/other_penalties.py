"""Penalties about the work programme other than for a missed rate.

Money is whole cents of the adjusted family assistance grant.
Source: 42 USC 609(a)(14)-(15); 45 CFR 261.54, 261.65.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from caseway.rules.params import Params, load
from caseway.rules.participation.fiscal import first_day
from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.shares import cents, dollars

NO_PLAN = Sentence(
    "penalty.no_verification_plan",
    _("No work verification plan was handed in on time: %(rate)s percent of the grant, %(amount)s"),
)
POOR_CONTROLS = Sentence(
    "penalty.poor_controls",
    _("Hours were not verified well enough, failure %(nth)s: %(rate)s percent, %(amount)s"),
)
NOT_SANCTIONING = Sentence(
    "penalty.not_sanctioning",
    _("Grants were not reduced for refusing work: %(least)s to %(most)s percent of the grant"),
)


@dataclass(frozen=True, slots=True)
class Charge:
    """A penalty from `least` to `most` cents; the two are equal when law leaves no range."""

    least: int
    most: int
    reason: Reason


def _law() -> Params:
    return load("participation_rates")


def no_verification_plan(grant: int, year: int) -> Charge:
    """No interim or complete plan by its day. Source: 45 CFR 261.65(b)."""
    param = _law()["no_verification_plan"]
    rate = param.value_on(first_day(year))
    amount = cents(Fraction(grant * rate, 100))
    reason = because(NO_PLAN, param.source, rate=str(rate), amount=dollars(amount))
    return Charge(amount, amount, reason)


def controls_failure(failures: Collection[int], year: int) -> int:
    """Which failure of controls `year` is, counted anew after two years in compliance.

    `failures` are fiscal years that failed; years after `year` are ignored.
    Source: 45 CFR 261.65(c)-(d).
    """
    fresh = _law().value_on("controls_fresh_start", first_day(year))
    nth, last = 1, year
    for earlier in sorted((one for one in set(failures) if one < year), reverse=True):
        if last - earlier > fresh:
            break
        nth, last = nth + 1, earlier
    return nth


def poor_controls(grant: int, failures: Collection[int], year: int) -> Charge:
    """Hours not documented, verified or controlled well enough: 1 to 5 percent by failure."""
    param = _law()["poor_controls"]
    ladder = param.value_on(first_day(year))
    nth = controls_failure(failures, year)
    rate = ladder[min(nth, len(ladder)) - 1]
    amount = cents(Fraction(grant * rate, 100))
    reason = because(
        POOR_CONTROLS, param.source, nth=str(nth), rate=str(rate), amount=dollars(amount)
    )
    return Charge(amount, amount, reason)


def not_sanctioning(grant: int, year: int) -> Charge:
    """The range for not reducing grants of those who refuse work. Source: 45 CFR 261.54(b)."""
    param = _law()["not_sanctioning"]
    law = param.value_on(first_day(year))
    least, most = (cents(Fraction(grant * law[end], 100)) for end in ("least", "most"))
    reason = because(NOT_SANCTIONING, param.source, least=str(law["least"]), most=str(law["most"]))
    return Charge(least, most, reason)

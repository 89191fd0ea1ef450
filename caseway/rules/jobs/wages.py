"""What a wage is held against."""

from __future__ import annotations

from datetime import date

from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, _, because

BELOW = Sentence(
    "jobs.below_minimum_wage",
    _(
        "$%(wage)s an hour is less than the federal minimum wage of $%(least)s. Ask whether this "
        "is right; tips, training and special certificates have rules of their own."
    ),
)
BELOW_INTEGRATED = Sentence(
    "jobs.below_minimum_wage_integrated",
    _(
        "$%(wage)s an hour is less than the federal minimum wage of $%(least)s, so this is not "
        "competitive integrated employment. Ask what is paid, or choose another kind of work."
    ),
)


def minimum_wage_cents(day: date) -> int:
    """The federal minimum wage, in cents an hour. Source: 29 USC 206(a)(1)(C)."""
    return int(load("participation").value_on("minimum_wage_cents", day))


def why_below_minimum(cents: int, day: date, *, competitive: bool) -> Reason | None:
    """The sentence when a wage in cents an hour is below the federal minimum; a warning only.

    A state or city may ask for more. Source: 29 USC 206(a)(1)(C); for competitive
    integrated employment 29 USC 705(5)(A)(i).
    """
    least = minimum_wage_cents(day)
    if cents >= least:
        return None
    said, source = (
        (BELOW_INTEGRATED, "29 USC 705(5)(A)(i)") if competitive else (BELOW, "29 USC 206(a)(1)(C)")
    )
    return because(said, source, wage=_dollars(cents), least=_dollars(least))


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"

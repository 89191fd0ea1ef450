"""The numbers behind it, dated and cited in params/growth.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseway.rules.params import load


@dataclass(frozen=True, slots=True)
class GrowthLaw:
    """See the file for units and sources."""

    watched_over: int
    extended_percent: int
    ips_people: int
    sigmas: int
    run: int
    base_months: int
    few: int


def law_on(day: date) -> GrowthLaw:
    """The numbers in force on a day. Raises ParamError."""
    params = load("growth")
    return GrowthLaw(**{name: int(params.value_on(name, day)) for name in GrowthLaw.__slots__})

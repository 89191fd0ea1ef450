"""What federal law leaves to the state about rates and credits: one choice each, dated."""

from __future__ import annotations

from datetime import date

from caseway.rules.params import load
from caseway.rules.participation.credit import TwoParentCredit
from caseway.rules.participation.rates import CapFormula


def cap_formula(state: str, day: date) -> CapFormula:
    """How a state (two letters) takes the 30 % limit. Raises ParamError."""
    return CapFormula(_chosen(state, "education_cap_formula", day))


def two_parent_credit(state: str, day: date) -> TwoParentCredit:
    """Whose caseload change a state takes for its two-parent standard. Raises ParamError."""
    return TwoParentCredit(_chosen(state, "two_parent_credit", day))


def _chosen(state: str, name: str, day: date) -> str:
    params = load("participation_rates")
    key = f"{state}.{name}" if f"{state}.{name}" in params else f"default.{name}"
    return str(params.value_on(key, day))

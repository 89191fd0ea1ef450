"""What a program asks of a month: cadences, limits and weights, as dated data.

Every number can be set by a program: `replace(policy, load_target=240)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseway.rules.params import ParamError, Params, load
from caseway.rules.scheduling.clients import Tier

FLOOR = "floor_"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often one tier is seen. Days between sessions; 0 as the most means no limit."""

    sessions: int
    least_gap: int
    most_gap: int
    late_after: int
    one_a_week: bool
    calls: int


@dataclass(frozen=True, slots=True)
class Floor:
    """The least contact a funder pays for, in a whole month."""

    sessions: int
    at_worksite: int
    source: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What each wish is worth, in minutes of travel."""

    travel: float
    missed: float
    call: float
    load: float
    weekday: float
    late: float
    moved: float


@dataclass(frozen=True, slots=True)
class Meal:
    """The coach's meal: minutes, when it may begin, and on days longer than what."""

    minutes: int
    opens: int
    closes: int
    after: int


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that is asked of a month. Minutes, days and sessions."""

    cadences: Mapping[Tier, Cadence]
    floors: Mapping[str, Floor]
    weights: Weights
    meal: Meal
    cap: int
    visits_a_day: int
    call_minutes: int
    keep_within: int
    load_target: int
    group_most: int
    wider_window: int
    overtime: int


def policy_on(day: date, params: Params | None = None) -> Policy:
    """The policy in force on `day`. Raises ParamError when something is missing."""
    params = params or load("scheduling")
    of_day, relaxed = params.value_on("day", day), params.value_on("relaxations", day)
    return Policy(
        cadences={tier: _cadence(params.value_on(tier, day)) for tier in Tier},
        floors=_floors(params, day),
        weights=Weights(**params.value_on("weights", day)),
        meal=Meal(**params.value_on("meal", day)),
        cap=params.value_on("session_cap", day),
        visits_a_day=of_day["visits"],
        call_minutes=of_day["call_minutes"],
        keep_within=of_day["keep_within"],
        load_target=params.value_on("load_target", day),
        group_most=params.value_on("group_size", day)[1],
        wider_window=relaxed["window"],
        overtime=relaxed["overtime"],
    )


def _cadence(value: dict[str, object]) -> Cadence:
    match value:
        case {"gap_days": [int(least), int(most)], **rest}:
            return Cadence(least_gap=least, most_gap=most, **rest)  # type: ignore[arg-type]
    raise ParamError(f"scheduling.toml: a cadence needs gap_days of two numbers: {value}")


def _floors(params: Params, day: date) -> dict[str, Floor]:
    return {
        key.removeprefix(FLOOR): Floor(**param.value_on(day), source=param.source)
        for key, param in params.items()
        if key.startswith(FLOOR)
    }

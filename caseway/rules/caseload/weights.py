"""The weights of Today's rank, as dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseway.rules.caseload.signals import SignalKind
from caseway.rules.params import ParamError, Params, load


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one kind of signal counts. All whole numbers; days are calendar days."""

    points: int
    per_day: int
    ahead_days: int
    cap_days: int
    grace_days: int = 0
    per_count: int = 0
    cap_count: int = 10
    restricted: bool = False
    fixed: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        numbers = (
            self.per_day,
            self.ahead_days,
            self.cap_days,
            self.grace_days,
            self.per_count,
            self.cap_count,
        )
        if min(numbers) < 0 or self.per_day * self.ahead_days >= self.points:
            raise ValueError(f"Weights must be whole, and above 0 on the first day shown: {self}")

    def at(self, late: int, count: int = 1) -> int:
        """Points when `late` days past due (negative: days ahead); 0 is not yet shown.

        Never falls as `late` or `count` grows.
        """
        if late < -self.ahead_days:
            return 0
        more = self.per_count * min(max(count - 1, 0), self.cap_count)
        return self.points + self.per_day * min(late, self.cap_days) + more


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight in force on a day, by kind or by `task:sort`."""

    by_key: Mapping[str, Weight]

    def of(self, kind: SignalKind, sort: str = "") -> Weight:
        """The weight of a kind, or of a task of that sort if it has its own."""
        return (self.by_key.get(f"{kind}:{sort}") if sort else None) or self.by_key[kind]


def weights_on(day: date, params: Params | None = None) -> Weights:
    """The weights in force on `day`. Raises ParamError when one is missing or makes no sense."""
    params = params or load("today_weights")
    for kind in SignalKind:
        params[kind]  # every kind has a weight, or the rank would pass over it in silence
    found = {}
    for key, param in params.items():
        try:
            found[key] = Weight(**param.value_on(day), source=param.source)
        except (TypeError, ValueError) as fault:
            raise ParamError(f"{params.file}.toml: {key}: {fault}") from fault
    return Weights(found)

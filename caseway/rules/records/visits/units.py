"""Minutes as the units that are billed, and the hours that a person has left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import add_days
from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, Sentence, Term, _, because
from caseway.rules.records.visits.asks import Asks
from caseway.rules.records.visits.codes import PHASE_LABELS, Phase

LOW = Sentence(
    "visit_hours.low",
    _(
        "%(used)s of %(limit)s hours of the phase “%(phase)s” are used in %(days)s days; "
        "%(left)s are left. Ask the funder for more in time."
    ),
)
SPENT = Sentence(
    "visit_hours.spent",
    _(
        "All %(limit)s hours of the phase “%(phase)s” in %(days)s days are used. "
        "Without the funder’s approval no more can be billed."
    ),
)


@dataclass(frozen=True, slots=True)
class Billed:
    """Units of one session that are billed, in the phase of its day."""

    day: date
    phase: Phase
    units: int


@dataclass(frozen=True, slots=True)
class Use:
    """Minutes used of the minutes allowed, on a day; `reason` warns once few or none are left."""

    phase: Phase
    used: int
    allowed: int
    reason: Reason | None

    @property
    def left(self) -> int:
        """Minutes that can still be billed."""
        return max(0, self.allowed - self.used)


def units(minutes: int, asks: Asks) -> int:
    """Completed units only: 52 minutes are three quarters of an hour, 14 are none."""
    return max(0, minutes) // asks.unit_minutes


def use(
    billed: Iterable[Billed], phase: Phase, on: date, asks: Asks, approved_hours: int | None = None
) -> Use:
    """Hours used in the phase in the 365 days that end with `on`, against what is allowed.

    `approved_hours` takes the place of the usual limit where the funder allowed other hours.
    """
    since = add_days(on, 1 - asks.limit_days)
    taken = sum(one.units for one in billed if one.phase is phase and since <= one.day <= on)
    used = taken * asks.unit_minutes
    limit = asks.hour_limits[phase] if approved_hours is None else approved_hours
    return Use(phase, used, limit * 60, _warning(phase, used, limit * 60, asks))


def _warning(phase: Phase, used: int, allowed: int, asks: Asks) -> Reason | None:
    label = Term(PHASE_LABELS[phase])
    if used >= allowed:
        return because(SPENT, limit=hours(allowed), phase=label, days=asks.limit_days)
    if used * 100 < allowed * asks.low_percent:
        return None
    return because(
        LOW,
        used=hours(used),
        limit=hours(allowed),
        phase=label,
        days=asks.limit_days,
        left=hours(allowed - used),
    )

"""Who needs me first today, and why.

Each signal earns points: a base for what is at stake, more for each day nearer
or later and for each further message or missing hour, up to a cap. The
strongest signal of a case counts in full, the second half, the third a quarter,
and so on, so that many small things never outrank one that can cost a family
its income. The order is by score, then by the earliest due day, then by case
number.

Promises that the tests hold: another signal, or a later one, never ranks a case
lower; the order of what comes in is irrelevant; the counted parts sum to the
score. Source: docs/adr/0021-today-rank.md; weights: params/today_weights.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caseway.rules.caseload.sayings import SAYINGS
from caseway.rules.caseload.signals import (
    NEXT_ACTION,
    UNNAMED,
    CaseSignals,
    NextAction,
    Signal,
)
from caseway.rules.caseload.snooze import Snoozed
from caseway.rules.caseload.weights import Weights
from caseway.rules.dates import days_between
from caseway.rules.reasons import Reason, Value, because


class Reasoned(NamedTuple):
    """One reason why a case is on Today.

    `points` are its own; `counted` is what it adds to the case's score after
    the sharing. `late` is days past due, negative ahead.
    """

    signal: Signal
    points: int
    counted: int
    due: date
    late: int
    source: str

    @property
    def action(self) -> NextAction:
        """What to do about it."""
        return NEXT_ACTION[self.signal.kind]

    @property
    def reason(self) -> Reason:
        """Why, in words."""
        signal = self.signal
        sayings = SAYINGS[signal.kind]
        values: dict[str, Value] = {
            "hours": str(signal.amount),
            **UNNAMED.get(signal.kind, {}),
            **signal.about,
            "on": signal.on,
            "due": self.due,
            "late": self.late,
            "count": signal.amount,
            "silent": self.late + days_between(signal.on, self.due),
        }
        if self.late > 0:
            return because(sayings.late, self.source, **values)
        return because(sayings.today if self.late == 0 else sayings.ahead, self.source, **values)


class Rank(NamedTuple):
    """One case on Today. `items` are strongest first; the first is the one to act on."""

    case: int
    number: str
    score: int
    due: date
    items: tuple[Reasoned, ...]

    @property
    def order(self) -> tuple[int, date, str, int]:
        """Sorts the neediest first, and is never equal for two cases."""
        return (-self.score, self.due, self.number, self.case)


def rank(
    case: CaseSignals,
    weights: Weights,
    today: date,
    *,
    snoozed: Mapping[str, Snoozed] | None = None,
    may_see_restricted: bool = False,
) -> Rank | None:
    """The rank of one case, or None when nothing calls for attention today.

    `snoozed` by signal key hides what was put off. Restricted signals count only
    for those who may see them: a rank that they moved would give them away.
    """
    items = []
    now = today.toordinal()
    for signal in case.signals:
        weight = weights.of(signal.kind, signal.sort)
        due = signal.on.toordinal() + weight.grace_days
        points = weight.at(now - due, signal.amount)
        if points == 0 or (weight.restricted and not may_see_restricted):
            continue
        if snoozed and (put_off := snoozed.get(signal.key)):
            as_of_then = weight.at(put_off.made_on.toordinal() - due, signal.amount)
            if put_off.hides(as_of_then, today):
                continue
        items.append((points, due, signal, weight.source))
    if not items:
        return None
    return _ranked(case, items, now)


def rank_all(
    cases: Iterable[CaseSignals],
    weights: Weights,
    today: date,
    *,
    snoozed: Mapping[int, Mapping[str, Snoozed]] | None = None,
    may_see_restricted: Iterable[int] | bool = False,
) -> list[Rank]:
    """Every case that calls for attention, neediest first.

    `snoozed` is by case, then by signal key. `may_see_restricted` names the
    cases whose restricted signals the reader may see, or all or none of them.
    """
    put_off = snoozed or {}
    seen = may_see_restricted
    visible = seen if isinstance(seen, bool) else frozenset(seen)
    ranks = [
        found
        for case in cases
        if (
            found := rank(
                case,
                weights,
                today,
                snoozed=put_off.get(case.case),
                may_see_restricted=(visible if isinstance(visible, bool) else case.case in visible),
            )
        )
    ]
    return sorted(ranks, key=lambda found: found.order)


def _ranked(case: CaseSignals, items: Sequence[tuple[int, int, Signal, str]], now: int) -> Rank:
    ordered = sorted(items, key=_strongest_first)
    reasoned = tuple(
        Reasoned(signal, points, points >> place, date.fromordinal(due), now - due, source)
        for place, (points, due, signal, source) in enumerate(ordered)
    )
    return Rank(
        case.case,
        case.number,
        sum(one.counted for one in reasoned),
        min(one.due for one in reasoned),
        reasoned,
    )


def _strongest_first(item: tuple[int, int, Signal, str]) -> tuple[int, int, str, str]:
    points, due, signal, _source = item
    return (-points, due, signal.kind, signal.ref)

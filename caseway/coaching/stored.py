"""A plan as it is kept in `MonthPlan.result`, and read back: numbers and reasons, no words.

Words are made when a page is drawn, in the reader's language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from caseway.rules.reasons import Reason, Term, Value
from caseway.rules.scheduling.plans import (
    Candidate,
    Doing,
    Mode,
    Plan,
    PlannedDay,
    Relaxation,
    Score,
    Stretch,
    Unserved,
)

NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A place of a plan, for a map: where it was when the month was planned."""

    label: str
    zone: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Result:
    """What a plan's page shows besides its sessions."""

    days: tuple[PlannedDay, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    score: Score | None = None
    by_hand: Score | None = None
    refusals: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    due: Mapping[str, int] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    wishes: Mapping[str, float] = field(default_factory=dict)
    stopped: bool = False


def written(
    plan: Plan,
    *,
    due: Mapping[str, int],
    spots: Mapping[str, Spot],
    wishes: Mapping[str, float],
    stopped: bool = False,
) -> dict[str, Any]:
    """The result of a plan as JSON."""
    return {
        "days": [
            {
                "day": one.day.isoformat(),
                "travel": one.travel_minutes,
                "load": one.load_minutes,
                "stretches": [
                    [each.doing, each.begins, each.ends, each.place, list(each.clients)]
                    for each in one.stretches
                ],
            }
            for one in plan.days
        ],
        "unserved": [
            {
                "client": one.client,
                "sessions": one.sessions,
                "reasons": reasons_written(one.reasons),
                "helps": [
                    [each.code, reason_written(each.reason), each.minutes] for each in one.helps
                ],
            }
            for one in plan.unserved
        ],
        "score": asdict(plan.score),
        "by_hand": asdict(plan.by_hand.score),
        "refusals": reasons_written(plan.refusals),
        "notes": reasons_written(plan.notes),
        "due": dict(due),
        "spots": {key: asdict(spot) for key, spot in spots.items()},
        "wishes": dict(wishes),
        "stopped": stopped,
        "engine": plan.engine,
    }


def read(result: Mapping[str, Any]) -> Result:
    """A result as it was kept; an empty one for a plan without."""
    if "score" not in result:
        return Result()
    return Result(
        days=tuple(_day(one) for one in result["days"]),
        unserved=tuple(_unserved(one) for one in result["unserved"]),
        score=Score(**result["score"]),
        by_hand=Score(**result["by_hand"]),
        refusals=reasons_read(result["refusals"]),
        notes=reasons_read(result["notes"]),
        due=result["due"],
        spots={key: Spot(**spot) for key, spot in result["spots"].items()},
        wishes=result["wishes"],
        stopped=result["stopped"],
    )


def _day(said: Mapping[str, Any]) -> PlannedDay:
    return PlannedDay(
        date.fromisoformat(said["day"]),
        tuple(
            Stretch(Doing(doing), begins, ends, place, tuple(clients))
            for doing, begins, ends, place, clients in said["stretches"]
        ),
        said["travel"],
        said["load"],
    )


def _unserved(said: Mapping[str, Any]) -> Unserved:
    return Unserved(
        said["client"],
        said["sessions"],
        reasons_read(said["reasons"]),
        tuple(Relaxation(code, reason_read(one), more) for code, one, more in said["helps"]),
    )


def candidates_written(candidates: Iterable[Candidate]) -> list[Any]:
    """What other days would cost, as JSON."""
    return [
        [
            one.day.isoformat(),
            one.mode,
            one.minutes,
            reason_written(one.why_not) if one.why_not else None,
        ]
        for one in candidates
    ]


def candidates_read(kept: Iterable[Any]) -> tuple[Candidate, ...]:
    """The same, read back."""
    return tuple(
        Candidate(
            date.fromisoformat(day),
            Mode(mode) if mode else None,
            minutes,
            reason_read(why_not) if why_not else None,
        )
        for day, mode, minutes, why_not in kept
    )


def reasons_written(reasons: Iterable[Reason]) -> list[Any]:
    return [reason_written(one) for one in reasons]


def reasons_read(kept: Iterable[Any]) -> tuple[Reason, ...]:
    return tuple(reason_read(one) for one in kept)


def reason_written(reason: Reason) -> list[Any]:
    """A reason as JSON: its code, sentence, facts, source and plural."""
    return [
        reason.code,
        reason.template,
        {name: _value(value) for name, value in reason.values.items()},
        reason.source,
        reason.many,
        reason.count_by,
    ]


def reason_read(kept: Any) -> Reason:
    """The same, read back."""
    code, template, values, source, many, count_by = kept
    known = {name: _value_read(value) for name, value in values.items()}
    return Reason(code, template, known, source, many, count_by)


def _value(value: Value) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"term": str(value)} if isinstance(value, Term) else value


def _value_read(kept: Any) -> Value:
    match kept:
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"term": str(term)}:
            return Term(term)
    return kept  # type: ignore[no-any-return]


def legs(days: Iterable[PlannedDay]) -> dict[tuple[str, date], int]:
    """Minutes on the way to each visit, by client and day; the way home goes to the last one.

    They add up to the travel of the month, but for days without any visit.
    """
    found: dict[tuple[str, date], int] = {}
    for day in days:
        spent, last = 0, NOBODY
        for stretch in day.stretches:
            if stretch.doing is Doing.TRAVEL:
                spent += stretch.ends - stretch.begins
            elif stretch.doing is Doing.VISIT and stretch.clients:
                last = stretch.clients
                for number, client in enumerate(stretch.clients):
                    found[client, day.day] = 0 if number else spent
                spent = 0
        if last:
            found[last[0], day.day] += spent
    return found

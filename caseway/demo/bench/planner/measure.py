"""The same coach-months done by hand and planned in several ways. Processor time, one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import mean
from typing import Any

from caseway.demo.bench.planner.coach_months import CoachMonth, coach_month
from caseway.demo.subway import subway_on
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Announced, Budget, Plan, Score
from caseway.rules.scheduling.policy import Policy, policy_on
from caseway.rules.scheduling.travel.matrix import TravelTimes

MONTHS = 8
ITERATIONS = 1000
CALL_PRICES = (50.0, 75.0, 100.0, 150.0, 300.0, 700.0)
LONG = 10_000
LONG_MONTHS = 3
DAY = date(2026, 11, 1)
TERMS = ("travel_minutes", "visits", "calls", "missed", "late", "load_spread", "cost")


@dataclass(frozen=True)
class Way:
    """One way to plan a month."""

    name: str
    policy: Policy
    iterations: int = ITERATIONS


def ways() -> tuple[Way, ...]:
    """As it stands, and with an even load."""
    usual = policy_on(DAY)
    heavy = replace(usual.weights, load=2.0)
    return (
        Way("Planned", usual),
        Way("Planned, even load", replace(usual, weights=heavy, load_target=240)),
    )


def planner(months: int = MONTHS, long_months: int = LONG_MONTHS) -> dict[str, Any]:
    """Means over the months by hand and each way, the worst times, and what a change moves."""
    travel, usual = subway_on(DAY), policy_on(DAY)
    asked = [coach_month(seed) for seed in range(1, months + 1)]
    rows: list[dict[str, Any]] = []
    first: list[tuple[Plan, float]] = []
    for way in ways():
        plans = [_timed(month, travel, way) for month in asked]
        first = first or plans
        if not rows:
            rows.append({"name": "By hand", **_means([plan.by_hand.score for plan, _ in plans])})
        row = {"name": way.name, **_means([plan.score for plan, _ in plans])}
        rows.append({**row, "seconds": mean(spent for _, spent in plans)})
    alike = [
        _no_more_calls(month, plan.by_hand.score.calls, travel, usual)
        for month, (plan, _) in zip(asked, first, strict=True)
    ]
    rows.append({"name": "Planned, no more calls than by hand", **_means(alike)})
    return {
        "months": months,
        "seeds": f"1 to {months}",
        "iterations": ITERATIONS,
        "rows": rows,
        "worst_seconds": max(spent for _, spent in first),
        "long_iterations": LONG,
        "gap_to_long": _gap(asked[:long_months], first, travel, usual),
        "changes": _changes(asked, [plan for plan, _ in first], travel, usual),
    }


def _no_more_calls(month: CoachMonth, calls: int, travel: TravelTimes, policy: Policy) -> Score:
    """The plan in which calls are just dear enough not to be more than by hand."""
    for price in CALL_PRICES:
        dear = replace(policy, weights=replace(policy.weights, call=price))
        score = _plan(month, travel, dear, ITERATIONS).score
        if score.calls <= calls:
            break
    return score


def _timed(month: CoachMonth, travel: TravelTimes, way: Way) -> tuple[Plan, float]:
    began = time.process_time()
    plan = _plan(month, travel, way.policy, way.iterations)
    return plan, time.process_time() - began


def _plan(
    month: CoachMonth,
    travel: TravelTimes,
    policy: Policy,
    iterations: int,
    previous: Sequence[Announced] = (),
) -> Plan:
    return plan_month(
        month.coach,
        month.clients,
        month.calendar,
        travel,
        policy,
        previous,
        seed=1,
        budget=Budget(iterations=iterations),
    )


def _means(scores: Sequence[Score]) -> dict[str, float]:
    return {term: mean(getattr(score, term) for score in scores) for term in TERMS}


def _gap(
    asked: Sequence[CoachMonth],
    first: Sequence[tuple[Plan, float]],
    travel: TravelTimes,
    policy: Policy,
) -> float:
    """How much more the plans cost than the best known of the same months, in the mean."""
    gaps = []
    for month, (plan, _) in zip(asked, first, strict=False):
        long = _plan(month, travel, policy, LONG).score.cost
        gaps.append(plan.score.cost / min(long, plan.score.cost) - 1)
    return mean(gaps) if gaps else 0.0


def _changes(
    asked: Sequence[CoachMonth], plans: Sequence[Plan], travel: TravelTimes, policy: Policy
) -> list[dict[str, Any]]:
    """What a day's leave and a new client move of what was announced."""
    changes: tuple[tuple[str, Callable[[CoachMonth, Plan], CoachMonth]], ...] = (
        ("The coach is away on the busiest day", _away_on_the_busiest),
        ("A client is away on the day of her session", _client_away),
        ("A new client", _one_more),
    )
    found = []
    for name, change in changes:
        moved, seconds = [], []
        for month, plan in zip(asked, plans, strict=True):
            told = [Announced(one.client, one.day, one.mode, one.begins) for one in plan.sessions]
            changed = change(month, plan)
            began = time.process_time()
            again = _plan(changed, travel, policy, ITERATIONS // 4, told)
            seconds.append(time.process_time() - began)
            moved.append(again.score.moved / len(told))
        found.append(
            {"name": name, "moved": mean(moved), "most": max(moved), "seconds": max(seconds)}
        )
    return found


def _away_on_the_busiest(month: CoachMonth, plan: Plan) -> CoachMonth:
    busiest = max(plan.days, key=lambda day: (day.load_minutes, day.day)).day
    leave = month.calendar.leave | {busiest}
    return replace(month, calendar=replace(month.calendar, leave=leave))


def _client_away(month: CoachMonth, plan: Plan) -> CoachMonth:
    session = plan.sessions[len(plan.sessions) // 3]
    clients = [
        replace(one, away_on=one.away_on | {session.day}) if one.key == session.client else one
        for one in month.clients
    ]
    return replace(month, clients=tuple(clients))


def _one_more(month: CoachMonth, plan: Plan) -> CoachMonth:
    others = coach_month(1000 + len(plan.sessions), people=1).clients
    newcomer = replace(others[0], key="newcomer", label="Newcomer", last_contact_on=None)
    return replace(month, clients=(*month.clients, newcomer))

"""The same months by the planner and by each routing library that can be imported."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from caseway.demo.bench.certificate.months import asked_of
from caseway.demo.bench.planner.coach_months import CoachMonth
from caseway.demo.bench.planner.measure import TERMS
from caseway.demo.bench.processes import LeftOut, answer, has
from caseway.demo.bench.rivals.asked import routing_problem
from caseway.demo.bench.rivals.scored import scored
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget, Score
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.engines import Engine
from caseway.rules.scheduling.travel.matrix import TravelTimes

CHILD = "caseway.demo.bench.rivals.child"
PATIENCE = 6.0  # the kill timer, in times of what a library was given, on a busy machine
STARTING = 60.0
# Name, module, seconds given, and what ours may cost at most of theirs.
LIBRARIES = (
    ("OR-Tools", "ortools", 30.0, 0.85),
    ("PyVRP", "pyvrp", 20.0, 0.80),
    ("VROOM", "vroom", 10.0, 0.75),
)
ENDS_ITSELF = frozenset({"vroom"})  # it needs no more time than it takes
ITERATIONS = 2000


def rivals(
    months: Sequence[CoachMonth],
    travel: TravelTimes,
    policy: Policy,
    python: Path | None = None,
    share: float = 1.0,
    say: Callable[[str], object] = str,
    engine: Engine = Engine.PLAIN,
) -> dict[str, Any]:
    """Mean scores of ours and theirs on the same months, with so many times the usual seconds."""
    chosen = python or Path(sys.executable)
    if engine is Engine.COMPILED:
        _ours(months[0], travel, policy, engine, 1)  # to compile is not what is measured
    began = time.process_time()
    ours = [_ours(month, travel, policy, engine, ITERATIONS) for month in months]
    spent = (time.process_time() - began) / len(months)
    rows: list[dict[str, Any]] = [{"name": "Planned", "seconds": spent, **_means(ours)}]
    left_out: dict[str, str] = {}
    for name, module, seconds, most in LIBRARIES:
        try:
            row = _theirs(months, travel, policy, module, seconds * share, chosen)
        except LeftOut as reason:
            left_out[name] = str(reason)
            say(f"{name} LEFT OUT: {reason}")
            continue
        ratio = rows[0]["cost"] / row["cost"]
        given = 0.0 if module in ENDS_ITSELF else seconds
        rows.append({"name": name, **row, "ratio": ratio, "most": most, "given": given})
        say(f"{name}: ours costs {ratio:.2f} of it")
    return {
        "months": len(months),
        "iterations": ITERATIONS,
        "engine": engine,
        "share": share,
        "rows": rows,
        "left_out": left_out,
    }


def _ours(
    month: CoachMonth, travel: TravelTimes, policy: Policy, engine: Engine, iterations: int
) -> Score:
    return plan_month(
        month.coach,
        month.clients,
        month.calendar,
        travel,
        policy,
        seed=1,
        budget=Budget(iterations),
        engine=engine,
    ).score


def _theirs(
    months: Sequence[CoachMonth],
    travel: TravelTimes,
    policy: Policy,
    module: str,
    seconds: float,
    python: Path,
) -> dict[str, Any]:
    """Raises LeftOut if the library is not there, fails on a month, or does not return."""
    if not has(python, module):
        raise LeftOut(f"not installed for {python.name}")
    scores, spent = [], []
    for month in months:
        asked = asked_of(month.coach, month.clients, month.calendar, travel, policy)
        told = json.dumps(routing_problem(asked))
        found = answer(python, CHILD, [module, str(seconds)], told, seconds * PATIENCE + STARTING)
        scores.append(scored(month, travel, policy, found["routes"]))
        spent.append(found["seconds"])
    return {"seconds": mean(spent), **_means(scores)}


def _means(scores: Sequence[Score]) -> dict[str, float]:
    return {term: mean(getattr(score, term) for score in scores) for term in TERMS}

"""How far plans are over what no plan can be under: the gap after so many seconds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.util import find_spec
from statistics import mean
from typing import Any

from caseway.demo.bench.certificate.months import asked_of
from caseway.demo.bench.planner.coach_months import CoachMonth
from caseway.demo.bench.processes import LeftOut
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget, Plan
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.engines import Engine
from caseway.rules.scheduling.travel.matrix import TravelTimes

SECONDS = (1.0, 10.0)
MANY = 1_000_000  # iterations: time runs out first


def gaps(
    months: Sequence[CoachMonth],
    travel: TravelTimes,
    policy: Policy,
    engine: Engine = Engine.PLAIN,
) -> dict[str, Any]:
    """Bound, and gap after each budget of processor time, by month. Raises LeftOut.

    To compile, once for an installation, is not counted.
    """
    if find_spec("highspy") is None:
        raise LeftOut("HiGHS (highspy) is not installed")
    if engine is Engine.COMPILED:
        if find_spec("numba") is None:
            raise LeftOut("Numba (requirements/planner.txt) is not installed")
        _plan(months[0], travel, policy, engine, Budget(1))
    rows = [_row(month, travel, policy, engine) for month in months]
    means = [mean(row["gaps"][at] for row in rows) for at in range(len(SECONDS))]
    return {"rows": rows, "seconds": list(SECONDS), "means": means, "engine": engine}


def _plan(
    month: CoachMonth, travel: TravelTimes, policy: Policy, engine: Engine, budget: Budget
) -> Plan:
    return plan_month(
        month.coach,
        month.clients,
        month.calendar,
        travel,
        policy,
        seed=1,
        budget=budget,
        engine=engine,
    )


def _row(month: CoachMonth, travel: TravelTimes, policy: Policy, engine: Engine) -> dict[str, Any]:
    from caseway.demo.bench.certificate.master import bound_of  # needs NumPy, as HiGHS does

    began = time.process_time()
    bound = bound_of(asked_of(month.coach, month.clients, month.calendar, travel, policy))
    taken = time.process_time() - began
    costs = []
    for seconds in SECONDS:
        plan = _plan(month, travel, policy, engine, Budget(MANY, seconds, time.process_time))
        if plan.score.cost < bound.cost - 1e-6:
            raise AssertionError("A plan is under the bound: one of the two is wrong")
        costs.append(plan.score.cost)
    return {
        "bound": bound.cost,
        "columns": bound.columns,
        "bound_seconds": taken,
        "costs": costs,
        "gaps": [cost / bound.cost - 1 for cost in costs],
    }

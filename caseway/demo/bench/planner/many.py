"""Many coaches: their months in two workers, on the clock, with their memory."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django

from caseway.demo.bench.bars import bar
from caseway.demo.bench.planner.coach_months import coach_month
from caseway.demo.bench.planner.measure import DAY, ITERATIONS
from caseway.demo.bench.sizes import peak_memory
from caseway.demo.subway import subway_on
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.policy import policy_on

WORKERS = 2
FEW, MANY = 10, 100
FEW_SECONDS, MANY_SECONDS, MEGABYTES = 15, 240, 300

Found = dict[str, Any]


def one(seed: int) -> tuple[float, float]:
    """Plan one coach's month; returns processor seconds, and the worker's most megabytes."""
    month, began = coach_month(seed), time.process_time()
    plan_month(
        month.coach,
        month.clients,
        month.calendar,
        subway_on(DAY),
        policy_on(DAY),
        seed=seed,
        budget=Budget(iterations=ITERATIONS),
    )
    return time.process_time() - began, peak_memory()


def many(coaches: int) -> Found:
    """So many months in two workers."""
    began = time.perf_counter()
    spawn = get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=spawn, initializer=django.setup) as pool:
        found = list(pool.map(one, range(1, coaches + 1)))
    return {
        "coaches": coaches,
        "seconds": time.perf_counter() - began,
        "processor": sum(spent for spent, _ in found),
        "megabytes": max(most for _, most in found),
    }


def section(few: Found, lots: Found) -> list[str]:
    """Lines of Markdown."""
    return [
        "## Many coaches",
        "",
        f"Plans of {ITERATIONS:,} iterations in {WORKERS} workers, in plain Python. On the clock, "
        "workers' start included; with other work on the machine, half of the processor time says "
        "what it would take alone. Who is whose coach is decided before, outside these times.",
        "",
        "| coaches | seconds on the clock | processor seconds / 2 | megabytes of a worker |",
        "|---|---|---|---|",
        *(
            f"| {run['coaches']} | {run['seconds']:.1f} | {run['processor'] / WORKERS:.1f} "
            f"| {run['megabytes']:.0f} |"
            for run in (few, lots)
        ),
        "",
        *(f"- {line}" for line in bars(few, lots)),
        "",
    ]


def bars(few: Found, lots: Found) -> list[str]:
    """Each bar, what was measured, and whether it is met."""
    most = max(few["megabytes"], lots["megabytes"])
    return [
        *(
            bar(
                f"{run['coaches']} coaches",
                f"{run['seconds']:.1f} s",
                f"at most {limit} s",
                run["seconds"] <= limit,
            )
            for run, limit in ((few, FEW_SECONDS), (lots, MANY_SECONDS))
        ),
        bar("memory of a worker", f"{most:.0f} MB", f"at most {MEGABYTES} MB", most <= MEGABYTES),
    ]

"""Every instance of a folder, each in a process of its own, judged and held against the best known.

The folder is the reader's own copy: the instances are public, and not part of Caseway.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

from caseway.demo.bench.periodic.instances import Unreadable, best_known, read
from caseway.demo.bench.periodic.judge import faults, length
from caseway.demo.bench.processes import LeftOut, answer, has

CHILD = "caseway.demo.bench.periodic.child"
SECONDS = 10.0
PATIENCE = 20.0  # a busy machine gives a second of processor time in so many on the clock
STARTING = 120.0  # seconds on the clock, with compiling


def measure(
    folder: Path,
    python: Path | None = None,
    seconds: float = SECONDS,
    seed: int = 1,
    iterations: int | None = None,
    say: Callable[[str], object] = str,
) -> dict[str, Any]:
    """Gaps to the best known. `iterations` instead of seconds makes it repeatable.

    Raises LeftOut when nothing can be measured: no NumPy, an unreadable folder.
    """
    chosen = python or Path(sys.executable)
    if not has(chosen, "numpy"):
        raise LeftOut(f"{chosen} has no NumPy; name an interpreter that has it with --python")
    try:
        known = best_known(folder)
    except Unreadable as fault:
        raise LeftOut(str(fault)) from None
    rows = []
    for name in sorted(name for name in known if (folder / name).is_file()):
        rows.append(_one(folder / name, known[name], chosen, seconds, seed, iterations))
        say(f"{name}: {_said(rows[-1])}")
    if not rows:
        raise LeftOut(f"{folder} has none of the instances that its list of best known names")
    found = [row["gap"] for row in rows if row["gap"] is not None]
    return {
        "seconds": seconds,
        "seed": seed,
        "iterations": iterations,
        "compiled": all(row["compiled"] for row in rows),
        "rows": rows,
        "mean": mean(found) if found else None,
        "worst": max(found, default=None),
        "infeasible": len(rows) - len(found),
    }


def _one(
    path: Path, known: float, python: Path, seconds: float, seed: int, iterations: int | None
) -> dict[str, Any]:
    """One row; its gap is None when what came back breaks a rule, with the first fault."""
    asked = [str(path.resolve()), "--seed", str(seed), "--seconds", str(seconds)]
    asked += ["--iterations", str(iterations)] if iterations else []
    row = {"name": path.name, "known": known, "gap": None, "length": None, "fault": None}
    try:
        instance = read(path)
        found = answer(python, CHILD, asked, "", seconds * PATIENCE + STARTING)
    except (LeftOut, Unreadable) as fault:
        return {**row, "fault": str(fault), "compiled": True, "iterations": 0, "seconds": 0.0}
    row |= {key: found[key] for key in ("compiled", "iterations", "seconds")}
    if wrong := faults(instance, found["routes"]):
        return {**row, "fault": wrong[0]}
    total = length(instance, found["routes"])
    return {**row, "length": total, "gap": total / known - 1}


def _said(row: dict[str, Any]) -> str:
    return row["fault"] or f"{row['length']:,.2f}, {row['gap']:+.2%}"

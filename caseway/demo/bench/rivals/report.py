"""Routing libraries beside the planner, as a section of the page, with their bars."""

from __future__ import annotations

from typing import Any

from caseway.demo.bench.bars import bar
from caseway.rules.scheduling.solver.engines import FASTER, Engine

ENOUGH = 0.8  # of the processor time that a library was to have

Found = dict[str, Any]


def section(found: Found) -> list[str]:
    """Lines of Markdown."""
    return [
        "## Beside routing libraries",
        "",
        f"The same {found['months']} months, each library in a process of its own with a kill "
        f"timer, all under the planner's own score; ours {_how(found)}. Libraries measure "
        f"their budget on the clock ({_given(found['share'])}); the seconds are of "
        "processor time. What they are told, and what is done to their advantage: "
        "`caseway/demo/bench/rivals`.",
        "",
        "| | travel | visits | calls | missed | late | spread of loads | cost | seconds |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(row) for row in found["rows"]),
        "",
        *(f"- {line}" for line in bars(found)),
        "",
    ]


def _how(found: Found) -> str:
    """How ours were planned."""
    if found["engine"] is Engine.COMPILED:
        return f"with {FASTER * found['iterations']:,} iterations, compiled"
    return f"with {found['iterations']:,} iterations in plain Python"


def _given(share: float) -> str:
    times = f", times {share:g} for a busy machine" if share != 1 else ""
    return "OR-Tools 30 s, PyVRP 20 s, VROOM at most 10 s" + times


def _row(row: Found) -> str:
    return (
        f"| {row['name']} | {row['travel_minutes']:,.0f} | {row['visits']:.1f} "
        f"| {row['calls']:.1f} | {row['missed']:.1f} | {row['late']:.1f} "
        f"| {row['load_spread']:.0f} | {row['cost']:,.0f} | {row['seconds']:.1f} |"
    )


def bars(found: Found) -> list[str]:
    """Each bar, what was measured, whether it is met; and who was left out, and why."""
    lines = [_bar(row) for row in found["rows"][1:]]
    return [*lines, *(f"{name}: LEFT OUT, {why}" for name, why in found["left_out"].items())]


def _bar(row: Found) -> str:
    """A library that did not get its time is not beaten: the bar stays undecided."""
    what, wanted = f"our cost beside {row['name']}", f"at most {row['most']:.2f}"
    if row["seconds"] < ENOUGH * row["given"]:
        had = f"it had {row['seconds']:.0f} of its {row['given']:.0f} processor seconds"
        return f"{what}: {row['ratio']:.2f} (bar: {wanted}; undecided, {had})"
    return bar(what, f"{row['ratio']:.2f}", wanted, row["ratio"] <= row["most"])

"""Gaps to the bound as a section of the page, with their bars."""

from __future__ import annotations

from typing import Any

from caseway.demo.bench.bars import bar
from caseway.rules.scheduling.solver.engines import Engine

BARS = (0.035, 0.025)
PLAIN = 0.05

HOW = {Engine.PLAIN: "in plain Python", Engine.COMPILED: "compiled"}

Found = dict[str, Any]


def section(found: Found) -> list[str]:
    """Lines of Markdown."""
    return [
        f"## {title(found['engine'])}",
        "",
        "No plan of these months can cost less than the bound (HiGHS, linear program over every "
        "set of visits that a day can hold and every way a client can be seen). What it lets go, "
        "and so may be under the best plan there is: sessions divided between days, the gap in "
        "the day that a call needs, and the way to a duty in the middle of a day. Plans by the "
        f"planner {HOW[found['engine']]}, one thread, seed 1, in seconds of processor time.",
        "",
        "| month | bound | columns | seconds | " + _heads(found) + " |",
        "|---" * (4 + 2 * len(found["seconds"])) + "|",
        *(_row(number, row) for number, row in enumerate(found["rows"], start=1)),
        "",
        *(f"- {line}" for line in bars(found)),
        "",
    ]


def title(engine: Engine) -> str:
    """The heading of the section."""
    return f"Against a lower bound, {HOW[engine]}"


def _heads(found: Found) -> str:
    return " | ".join(f"cost at {one:g} s | gap" for one in found["seconds"])


def _row(number: int, row: Found) -> str:
    pairs = zip(row["costs"], row["gaps"], strict=True)
    cells = " | ".join(f"{cost:,.1f} | {gap:.1%}" for cost, gap in pairs)
    return (
        f"| {number} | {row['bound']:,.1f} | {row['columns']:,} | {row['bound_seconds']:.1f} "
        f"| {cells} |"
    )


def bars(found: Found) -> list[str]:
    """Each bar, what was measured, and whether it is met."""
    lines = [
        bar(f"mean gap at {seconds:g} s", f"{mean:.2%}", f"at most {most:.1%}", mean <= most)
        for seconds, mean, most in zip(found["seconds"], found["means"], BARS, strict=True)
    ]
    if found["engine"] is Engine.COMPILED:
        return lines
    last = found["means"][-1]
    plain = f"mean gap at {found['seconds'][-1]:g} s in plain Python"
    return [*lines, bar(plain, f"{last:.2%}", f"at most {PLAIN:.0%}", last <= PLAIN)]

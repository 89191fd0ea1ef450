"""The public instances as a section of the page, with their bars."""

from __future__ import annotations

from typing import Any

from caseway.demo.bench.bars import bar

MEAN, EACH, AIM = 0.010, 0.04, 0.005

Found = dict[str, Any]


def section(found: Found) -> list[str]:
    """Lines of Markdown."""
    budget = f"{found['seconds']:g} seconds of processor time each"
    if found["iterations"]:
        budget = f"{found['iterations']:,} iterations each"
    way = "compiled by Numba" if found["compiled"] else "in plain Python: Numba is not installed"
    return [
        "## Public periodic routing instances",
        "",
        f"{len(found['rows'])} instances, {budget}, one thread, {way}, seed {found['seed']}. "
        "Compiling, once for an installation, is not counted. The gap is to the best known "
        "distance; each answer is judged by a checker that shares no code with the search.",
        "",
        "| instance | best known | found | gap | iterations |",
        "|---|---|---|---|---|",
        *(_row(row) for row in found["rows"]),
        "",
        *(f"- {line}" for line in bars(found)),
        "",
    ]


def _row(row: Found) -> str:
    if row["gap"] is None:
        return f"| {row['name']} | {row['known']:,.2f} | {row['fault']} | - | - |"
    return (
        f"| {row['name']} | {row['known']:,.2f} | {row['length']:,.2f} | {row['gap']:.2%} "
        f"| {row['iterations']:,} |"
    )


def bars(found: Found) -> list[str]:
    """Each bar, what was measured, and whether it is met."""
    lines = []
    if found["mean"] is not None:
        mean, worst = found["mean"], found["worst"]
        wanted = f"at most {MEAN:.1%}, aim {AIM:.1%}"
        lines = [
            bar("mean gap to the best known", f"{mean:.2%}", wanted, mean <= MEAN),
            bar("largest gap", f"{worst:.2%}", f"at most {EACH:.0%}", worst <= EACH),
        ]
    count = found["infeasible"]
    return [*lines, bar("without an answer that keeps every rule", str(count), "none", not count)]

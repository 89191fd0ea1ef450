"""The planner's measurements as a section of the page, with their bars."""

from __future__ import annotations

from typing import Any

Found = dict[str, Any]


def section(found: Found) -> list[str]:
    """Lines of Markdown."""
    return [
        "## The month planner",
        "",
        f"{found['months']} invented coach-months of 26 people over five boroughs, by subway "
        f"(seeds {found['seeds']}), {found['iterations']:,} iterations each in plain Python. By "
        "hand is the better of two habits: a weekday for each client, a weekday for each area. "
        "Means; minutes.",
        "",
        "| | travel | visits | calls | missed | late | spread of loads | cost | seconds |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(row) for row in found["rows"]),
        "",
        *(f"- {line}" for line in bars(found)),
        "",
        "| What changes | sessions that move, mean | most | seconds, most |",
        "|---|---|---|---|",
        *(
            f"| {one['name']} | {one['moved']:.1%} | {one['most']:.1%} | {one['seconds']:.2f} |"
            for one in found["changes"]
        ),
        "",
    ]


def _row(row: Found) -> str:
    seconds = f"{row['seconds']:.2f}" if "seconds" in row else "-"
    return (
        f"| {row['name']} | {row['travel_minutes']:,.0f} | {row['visits']:.1f} "
        f"| {row['calls']:.1f} | {row['missed']:.1f} | {row['late']:.1f} "
        f"| {row['load_spread']:.0f} | {row['cost']:,.0f} | {seconds} |"
    )


def bars(found: Found) -> list[str]:
    """Each bar, what was measured, and whether it is met."""
    hand, planned, even, few_calls = found["rows"]
    saved = 1 - planned["travel_minutes"] / hand["travel_minutes"]
    saved_alike = 1 - few_calls["travel_minutes"] / hand["travel_minutes"]
    per_session = 1 - _way(planned) / _way(hand)
    few = few_calls["calls"] <= hand["calls"]
    most_moved = max(one["moved"] for one in found["changes"])
    slowest = max(one["seconds"] for one in found["changes"])
    return [
        _bar("travel saved against by hand", f"{saved:.0%}", "at least 35 %", saved >= 0.35),
        f"travel saved for each session held: {per_session:.0%}",
        _bar(
            f"travel saved with {few_calls['calls']:.1f} calls for {hand['calls']:.1f} by hand",
            f"{saved_alike:.0%}",
            "at least 12 % with no more calls",
            few and saved_alike >= 0.12,
        ),
        _bar(
            "sessions missed",
            f"{planned['missed']:.2f} for {hand['missed']:.2f} by hand",
            "at most a third",
            planned["missed"] * 3 <= hand["missed"],
        ),
        _bar(
            "spread of loads, even",
            f"{even['load_spread']:.0f} for {hand['load_spread']:.0f} by hand",
            "no wider",
            even["load_spread"] <= hand["load_spread"],
        ),
        _bar(
            "the slowest plan",
            f"{found['worst_seconds']:.2f} s",
            "at most 1 s",
            found["worst_seconds"] <= 1,
        ),
        _bar(
            f"over the best found in {found['long_iterations']:,} iterations",
            f"{found['gap_to_long']:.1%}",
            "at most 3.5 %",
            found["gap_to_long"] <= 0.035,
        ),
        _bar("moved by one change, mean", f"{most_moved:.1%}", "at most 10 %", most_moved <= 0.1),
        _bar("the slowest change", f"{slowest:.2f} s", "at most 0.5 s", slowest <= 0.5),
    ]


def _way(row: Found) -> float:
    """Minutes of travel for each session held."""
    return float(row["travel_minutes"] / (row["visits"] + row["calls"]))


def _bar(what: str, measured: str, bar: str, met: bool) -> str:
    return f"{what}: {measured} (bar: {bar}; {'met' if met else 'not met'})"

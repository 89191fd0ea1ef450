"""What is written of a state's month, for people."""

from typing import Any

from caseway.demo.bench.state.measure import (
    COLUMNS_MB,
    COLUMNS_TIMES,
    PLAIN_MB,
    PLAIN_TIMES,
)

Result = dict[str, Any]
_SAID = {
    "scan_entries": "fetch the entries",
    "scan": "fetch the same rows: entries and facts, no rule",
    "plain": "the plain rule, from the covering index",
    "snapshot": "write the snapshot, once",
    "group": "GROUP BY person, activity, mark and proof, of the same files",
    "columns": "the month in columns",
}


def section(results: list[tuple[str, Result]]) -> list[str]:
    """The lines of "A state month": a table for each database, and what it says of the bars."""
    lines = [
        "## A state month",
        "",
        "Each way over the month runs in a process of its own; rows are entries of one report "
        "month, seconds are processor seconds of that process. The database is filled in bulk "
        "and without the triggers of the audit log: what is measured is reading and working out.",
        "",
    ]
    for database, result in results:
        lines += _of_database(database, result)
    return lines


def _of_database(database: str, result: Result) -> list[str]:
    built = result["built"]
    lines = [
        f"{database}: {built['families']:,} families, {built['entries']:,} entries "
        f"({built['rows']:,} rows in all, put down in {built['seconds']:,.0f} s).",
        "",
        "| Way | rows | processor s | rows a second | peak MB |",
        "|---|---|---|---|---|",
        *(
            f"| {_SAID[way]} | {run['rows']:,} | {run['processor_seconds']:.2f} |"
            f" {run['rows_a_second']:,} | {run['peak_mb']} |"
            for way, run in result["runs"].items()
        ),
        "",
        f"- {_plain(result)}",
    ]
    if result["columns_times"] is None:
        lines.append("- In columns: not measured, `requirements/whatif.txt` is not installed")
    else:
        lines.append(f"- {_columns(result)}")
    return [*lines, ""]


def _plain(result: Result) -> str:
    times, memory = result["plain_times"], result["runs"]["plain"]["peak_mb"]
    met = times <= PLAIN_TIMES and memory <= PLAIN_MB
    return (
        f"Plain rule: {times:g} times the scan, {memory} MB, shards of {result['shard']:,} cases"
        f" ({'met' if met else 'MISSED'}: {PLAIN_TIMES:g} times, {PLAIN_MB} MB)"
    )


def _columns(result: Result) -> str:
    run = result["runs"]["columns"]
    times, memory = result["columns_times"], run["peak_mb"]
    met = times <= COLUMNS_TIMES and memory <= COLUMNS_MB
    return (
        f"In columns: {times:g} times the GROUP BY, {memory} MB, shards of "
        f"{result['columns_shard']:,} cases ({'met' if met else 'MISSED'}: {COLUMNS_TIMES:g} times,"
        f" {COLUMNS_MB} MB); {run['families_by_the_plain_rule']:,} families went to the plain rule;"
        f" rows that differ from the plain rule: {result['differences']}"
    )

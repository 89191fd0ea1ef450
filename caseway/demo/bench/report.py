"""Writing results down: JSON for machines, Markdown and a table for people."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import django
from django.db import connection

from caseway.demo.bench.planner.report import section as planner_section
from caseway.demo.bench.state.report import section

Result = dict[str, Any]


def surroundings() -> dict[str, str | int]:
    """What the numbers were taken on."""
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("SELECT sqlite_version()" if sqlite else "SHOW server_version")
        version = cursor.fetchone()[0]
    return {
        "system": platform.system(),
        "processors": len(os.sched_getaffinity(0)),
        "load_before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": f"{connection.display_name} {version}",
    }


def write(result: Result, folder: Path, day: date) -> list[Path]:
    """Write `<day>-<database>-<cases>.json` and `.md`. Returns both."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{day:%Y-%m-%d}-{connection.vendor}-{result['cases']}"
    data, words = folder / f"{stem}.json", folder / f"{stem}.md"
    data.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    words.write_text(markdown(result, day), encoding="utf-8")
    return [data, words]


def markdown(result: Result, day: date) -> str:
    """The result as a page of the documentation."""
    lines = [
        f"# Measured on {day:%a, %b} {day.day}, {day.year}: {result['cases']:,} cases",
        "",
        "Server time in one process, every page behind all middleware, pages visited turn and "
        "turn about. T is a signed-in page with a trivial template; the ratio is of median "
        "processor time. Made by `make bench`.",
        "",
        *(f"- {name.replace('_', ' ')}: {value}" for name, value in result["on"].items()),
        "",
        *_rows(result),
        "",
        *(f"- {name}: {said}" for name, said in facts(result).items()),
        *_planner(result),
        *_state(result),
    ]
    return "\n".join(lines) + "\n"


def _planner(result: Result) -> list[str]:
    found = result.get("planner")
    return ["", *planner_section(found)[:-1]] if found else []


def _state(result: Result) -> list[str]:
    found = result.get("state_month")
    return ["", *section(found)[:-1]] if found else []


def facts(result: Result) -> dict[str, str]:
    """What is not a page: loading, memory, disk, and what could not be measured."""
    said = {}
    if loading := result["loading"]:
        said["Loading"] = (
            f"{loading['cases']:,} cases, {loading['rows']:,} rows in {loading['seconds']:,.0f} s,"
            f" at most {loading['peak_mb']:,.0f} MB"
        )
    if preview := result["importing"]:
        said["Preview of a spreadsheet"] = (
            f"{preview['lines']:,} lines in {preview['seconds']:.0f} s"
            f" (bar: {preview['bar_seconds']} s)"
        )
    if pure := result.get("rules"):
        said["Rules"] = (
            f"{pure['rank_microseconds']:.1f} µs a case ranked, "
            f"{pure['match_microseconds']:.1f} µs a pair of people compared"
        )
    if result["worker_mb"] is not None:
        said["Memory of a web worker"] = f"{result['worker_mb']:.0f} MB (bar: 300 MB)"
    disk = result["disk"]
    said["Default install"] = (
        f"{disk['whole_mb']:.0f} MB on disk (bar: 250 MB), {disk['number_of_parts']} parts"
    )
    if result["absent"]:
        said["Not there to measure"] = ", ".join(result["absent"])
    if float(result["on"]["load_before"]) > result["on"]["processors"]:
        said["Note"] = (
            "other work kept the machine busy, so times on the clock are longer than a page needs; "
            "processor times and ratios are less touched by it"
        )
    return said


def table(result: Result) -> str:
    """The result for a terminal."""
    rows = [line.strip("|").split("|") for line in _rows(result) if not line.startswith("|---")]
    widths = [max(len(cell.strip()) for cell in column) for column in zip(*rows, strict=True)]
    printed = [
        "  ".join(
            cell.strip().ljust(width) if place == 0 else cell.strip().rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    said = (f"{name}: {text}" for name, text in facts(result).items())
    return "\n".join([*printed, "", *said, *_state(result)])


def _rows(result: Result) -> list[str]:
    head = (
        "| Page | p50 ms | p95 ms | p99 ms | processor p50 | processor p95 | times T | queries"
        " | bar |"
    )
    return [head, "|---" * 9 + "|", *(_row(page) for page in result["pages"])]


def _row(page: Mapping[str, Any]) -> str:
    cells = [
        page["page"],
        f"{page['p50_ms']:.0f}",
        f"{page['p95_ms']:.0f}",
        f"{page['p99_ms']:.0f}",
        f"{page['processor_p50_ms']:.0f}",
        f"{page['processor_p95_ms']:.0f}",
        f"{page['times_t']:.1f}",
        str(page["queries"]),
        _bar(page),
    ]
    return f"| {' | '.join(cells)} |"


def _bar(page: Mapping[str, Any]) -> str:
    bars = []
    if page["bar_ms"] is not None:
        bars.append(f"p95 {page['bar_ms']} ms")
    if page["bar_times_t"] is not None:
        bars.append(f"{page['bar_times_t']:g} T")
    if not bars:
        return "-"
    return f"{'met' if page['met'] else 'MISSED'}: {', '.join(bars)}"


def say_where(paths: list[Path]) -> str:
    here = Path.cwd()
    shown = [path.relative_to(here) if path.is_relative_to(here) else path for path in paths]
    return ", ".join(str(path) for path in shown)

"""What the drills found, for the person at the terminal and for docs/benchmarks."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tools import say

Figures = dict[str, object]


def tell(found: Figures) -> bool:
    """Say how a drill went. Returns whether all was well."""
    wrong = found["wrong"]
    assert isinstance(wrong, list)
    for name, value in found.items():
        if name not in ("drill", "wrong"):
            say.note(f"{name.replace('_', ' ')}: {_said(value)}")
    for sentence in wrong[:20]:
        say.trouble(str(sentence))
    say.note("Nothing was lost and nothing half-saved." if not wrong else f"{len(wrong)} faults.")
    return not wrong


def keep(results: Sequence[Figures], folder: Path, day: date) -> list[Path]:
    """Write `<day>-drills.json` and `.md`. Returns both."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"{day:%Y-%m-%d}-drills"
    on = {
        "system": platform.system(),
        "processors": len(os.sched_getaffinity(0)),
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
    }
    data, words = stem.with_suffix(".json"), stem.with_suffix(".md")
    whole = {"on": on, "drills": list(results)}
    data.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    words.write_text(_page(on, results, day), encoding="utf-8")
    return [data, words]


def _page(on: dict[str, object], results: Sequence[Figures], day: date) -> str:
    lines = [
        f"# Drills on {day:%a, %b} {day.day}, {day.year}",
        "",
        "What was broken on purpose, and what came of it. Made by `make drill`; see"
        " [docs/operations.md](../operations.md#drills).",
        "",
        *(f"- {name}: {value}" for name, value in on.items()),
    ]
    for found in results:
        lines += ["", f"## {str(found['drill'])[:1].upper()}{str(found['drill'])[1:]}", ""]
        for name, value in found.items():
            if name not in ("drill", "wrong"):
                lines.append(f"- {name.replace('_', ' ')}: {_said(value)}")
        wrong = found["wrong"]
        lines.append(f"- wrong: {'; '.join(map(str, wrong)) if wrong else 'nothing'}")  # type: ignore[call-overload]
    return "\n".join(lines) + "\n"


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {one}" for name, one in value.items())
    return str(value)

"""`make drill`: break a copy of Caseway on purpose, and see that nothing saved is lost.

Each drill serves a demonstration county of its own in a temporary folder and removes it
afterwards. Nothing that people entered is touched.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tools import say, venv
from tools.drills import copying, crowd, disk, kills, report
from tools.drills.served import Served
from tools.main import main
from tools.postgres import scratch_server
from tools.project import ROOT

CASES = 300


def drill(arguments: list[str]) -> int:
    """Run the drills asked for. Returns 0 when nothing was lost, 1 otherwise."""
    wanted = _parser().parse_args(arguments)
    venv.ensure("run")
    results = []
    with tempfile.TemporaryDirectory(prefix="caseway-drill-") as folder:
        for name in wanted.only or DRILLS:
            say.step(f"Drill: {name}")
            found = DRILLS[name](Path(folder) / name, wanted)
            results.append(found)
            report.tell(found)
    if wanted.keep:
        for path in report.keep(results, ROOT / "docs" / "benchmarks", date.today()):  # noqa: DTZ011
            say.note(f"Kept in {path.relative_to(ROOT)}")
    return 1 if any(found["wrong"] for found in results) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    parser.add_argument("--only", action="append", choices=DRILLS, help="this drill, no other")
    parser.add_argument("--rounds", type=int, default=50, help="how often to kill (50)")
    parser.add_argument("--seconds", type=float, default=20, help="how long the crowd works (20)")
    parser.add_argument("--keep", action="store_true", help="write the figures to docs/benchmarks")
    return parser


def _copy(folder: Path, **options: object) -> Served:
    folder.mkdir(mode=0o700)
    served = Served(folder, **options)  # type: ignore[arg-type]
    served.prepare(CASES)
    return served


def _kills(folder: Path, wanted: argparse.Namespace) -> report.Figures:
    return kills.drill(_copy(folder), wanted.rounds)


def _kills_on_postgres(folder: Path, wanted: argparse.Namespace) -> report.Figures:
    with _scratch() as address:
        found = kills.drill(_copy(folder, database=address), wanted.rounds)
    return {**found, "drill": f"{found['drill']}, on PostgreSQL"}


@contextlib.contextmanager
def _scratch() -> Iterator[str]:
    with scratch_server() as address:
        yield address


def _disk(folder: Path, _wanted: argparse.Namespace) -> report.Figures:
    return disk.drill(_copy(folder))


def _copying(folder: Path, _wanted: argparse.Namespace) -> report.Figures:
    served = _copy(folder)
    return copying.drill(served, Served(folder.with_name(f"{folder.name}-restored")))


def _crowd(folder: Path, wanted: argparse.Namespace) -> report.Figures:
    return crowd.drill(_copy(folder, web=crowd.WEB), wanted.seconds)


DRILLS: dict[str, Callable[[Path, argparse.Namespace], report.Figures]] = {
    "kill": _kills,
    "kill-postgres": _kills_on_postgres,
    "disk-full": _disk,
    "backup": _copying,
    "crowd": _crowd,
}

if __name__ == "__main__":
    sys.exit(main(drill))

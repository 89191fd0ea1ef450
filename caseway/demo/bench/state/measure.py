"""Measuring a state's month: a database of its own, and a process for each way over it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from caseway.demo.bench.state.paths import COLUMNS_SHARD, SHARD, differences

FAMILIES = 300_000
PLAIN_TIMES, PLAIN_MB = 2.5, 256
COLUMNS_TIMES, COLUMNS_MB = 3.0, 512
Result = dict[str, Any]


def measure(families: int, var: Path) -> list[tuple[str, Result]]:
    """A result for SQLite, and one for PostgreSQL where that is the database in force; by name."""
    return [
        (name, _measured(families, folder, env)) for name, folder, env in _databases(families, var)
    ]


def _databases(families: int, var: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    common = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    for vendor in names if connection.vendor == "postgresql" else ("sqlite",):
        folder = var / f"state-{vendor}-{families}"
        folder.mkdir(parents=True, exist_ok=True)
        env = common | {"CASEWAY_VAR": str(folder), "CASEWAY_DEMONSTRATION": "1"}
        if vendor == "postgresql":
            env["DATABASE_URL"] = _database_beside(f"state_{families}")
        yield names[vendor], folder, env


def _database_beside(name: str) -> str:
    """The address of a database of that name on the server in force, made when it is not there."""
    whole = f"{settings.DATABASES['default']['NAME']}_{name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [whole])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(whole)}")
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{whole}"))


def _measured(families: int, folder: Path, env: dict[str, str]) -> Result:
    built = _built(families, folder, env)
    snapshot = folder / "snapshot"
    snapshot.mkdir(exist_ok=True)
    ways = ["scan_entries", "scan", "plain"]
    in_columns = all(find_spec(part) for part in ("polars", "pyarrow"))
    if in_columns:
        ways += ["snapshot", "group", "columns"]
    runs = {way: _run(env, "run", way, "--folder", str(snapshot)) for way in ways}
    return {
        "built": built,
        "runs": runs,
        "differences": differences(snapshot) if in_columns else None,
        "plain_times": _times(runs, "plain", "scan"),
        "columns_times": _times(runs, "columns", "group"),
        "shard": SHARD,
        "columns_shard": COLUMNS_SHARD,
    }


def _built(families: int, folder: Path, env: dict[str, str]) -> Result:
    """What the database was filled with; it is filled once and kept."""
    note = folder / "built.json"
    if not note.exists():
        _manage(env, "make_keyring", "--if-absent", "--path", str(folder / "keyring.json"))
        _manage(env, "migrate", "--verbosity", "0")
        found = _run(env, "build", "--families", str(families))
        note.write_text(json.dumps(found), encoding="utf-8")
    kept: Result = json.loads(note.read_text(encoding="utf-8"))
    return kept


def _times(runs: dict[str, Result], way: str, yardstick: str) -> float | None:
    if way not in runs:
        return None
    whole: float = runs[way]["processor_seconds"] / max(0.01, runs[yardstick]["processor_seconds"])
    return round(whole, 1)


def _run(env: dict[str, str], *arguments: str) -> Result:
    found: Result = json.loads(_manage(env, "bench_state", *arguments).splitlines()[-1])
    return found


def _manage(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments],
        cwd=settings.PROJECT_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} came to no good end: {done.stderr[-2000:]}")
    return done.stdout

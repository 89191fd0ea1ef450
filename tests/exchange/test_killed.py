"""A worker killed in the middle of loading: nothing half-written, and the next one goes on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest

LINES = 60


def _run(database, *arguments):
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "caseway.config.settings_test",
    }
    command = [sys.executable, "-m", "tests.exchange.killed", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _loaded(database):
    """Cases in the database, and lines said to be loaded."""
    with sqlite3.connect(database) as connection:
        cases = connection.execute("SELECT count(*) FROM cases_case").fetchone()[0]
        rows = connection.execute(
            "SELECT count(*) FROM exchange_row WHERE applied_at IS NOT NULL"
        ).fetchone()[0]
    return cases, rows


@pytest.mark.slow
def test_a_killed_load_is_resumed_to_the_same_end_with_each_case_once(tmp_path, migrated):
    database = tmp_path / "killed.sqlite3"
    migrated(database)
    prepared = _run(database, "prepare", LINES)
    assert prepared.returncode == 0, prepared.stderr

    for die_at in (1, 20, 7):
        killed = _run(database, "apply", die_at)
        assert killed.returncode == -signal.SIGKILL
        cases, rows = _loaded(database)
        assert cases == rows < LINES

    resumed = _run(database, "apply")
    assert resumed.returncode == 0, resumed.stderr
    standing = json.loads(resumed.stdout.splitlines()[-1])

    assert standing == {
        "state": "applied",
        "applied": LINES,
        "cases": LINES,
        "people": LINES,
        "names": LINES,
        "stages": LINES,
        "parts": LINES * 2,
        "audited": LINES,
    }

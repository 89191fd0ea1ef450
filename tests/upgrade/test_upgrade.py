"""From every release to today, on the database at hand: nothing lost, nothing changed unsaid."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

import caseway
from tests.upgrade.steps import RELEASES

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ROOT = Path(settings.PROJECT_DIR)
VERSIONS = sorted(path.stem for path in RELEASES.glob("*.json"))
# Columns that a later migration fills anew, and why: "0.1.0 cases.case": "why".
CHANGED: dict[str, str] = {}


class Steps:
    """Steps of an upgrade, each a process of its own, on a database of their own."""

    def __init__(self, address, var):
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("CASEWAY_")},
            "DATABASE_URL": address,
            "CASEWAY_VAR": str(var),
            "CASEWAY_DEMONSTRATION": "1",
            "CASEWAY_KEYRING": settings.KEYRING,
            "DJANGO_SETTINGS_MODULE": "caseway.config.settings",
        }

    def run(self, *arguments):
        return subprocess.run(
            [sys.executable, "-m", "tests.upgrade.steps", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def __call__(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def steps(tmp_path):
    if connection.vendor == "sqlite":
        yield Steps(f"sqlite://{tmp_path / 'upgrade.sqlite3'}", tmp_path)
        return
    name = f"upgrade_{os.getpid()}"
    _on_server(f"DROP DATABASE IF EXISTS {name}")
    _on_server(f"CREATE DATABASE {name}")
    yield Steps(_address(name), tmp_path)
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(sql):
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def _address(name):
    said = connection.settings_dict
    who = f"{quote(said['USER'], '')}:{quote(said['PASSWORD'], '')}"
    return f"postgresql://{who}@{quote(said['HOST'], '')}:{said['PORT']}/{name}"


@pytest.mark.parametrize("release", VERSIONS)
def test_what_a_release_kept_is_there_after_the_upgrade_letter_for_letter(steps, release):
    built = steps("build", release)
    before = built["sums"]

    steps("forward")

    assert built["empty"] == [], "the release is kept with a row of every table"
    after = steps("sums", release)
    assert _unchanged(after, release) == _unchanged(before, release)
    assert steps("whole") == {"wrong": []}


@pytest.mark.parametrize("release", VERSIONS)
@pytest.mark.parametrize("where", ["first", "middle", "last", "triggers"])
def test_an_upgrade_killed_on_the_way_is_completed_by_the_next(steps, release, where):
    before = steps("build", release)["sums"]
    todo = _todo(steps)
    number = {"first": 1, "middle": (todo + 1) // 2, "last": todo, "triggers": 0}[where]
    if where in ("middle", "last") and number == 1:
        pytest.skip("the first is the only one")

    killed = steps.run("forward", number)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if where != "triggers" or connection.vendor == "sqlite":  # PostgreSQL keeps them meanwhile
        assert steps("whole")["wrong"] != [], "what was cut short is seen"
    steps("forward")

    after = steps("sums", release)
    assert _unchanged(after, release) == _unchanged(before, release)
    assert steps("whole") == {"wrong": []}


def _unchanged(sums, release):
    return {table: found for table, found in sums.items() if f"{release} {table}" not in CHANGED}


def _todo(steps):
    todo = steps("todo")["migrations"]
    if not todo:
        pytest.skip("nothing has changed since this release")
    return todo


def test_the_version_is_the_newest_release_or_after_it():
    newest = max(VERSIONS, key=lambda text: [int(part) for part in text.split(".")])
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for version in VERSIONS:
        assert f"\n## [{version}] – 20" in text or f"\n## [{version}] - 20" in text
    assert [int(part) for part in caseway.__version__.split(".")] >= [
        int(part) for part in newest.split(".")
    ]

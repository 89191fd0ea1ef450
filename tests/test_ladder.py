"""The ladder of ARCHITECTURE.md holds: for imports, for foreign keys, and for the rules' purity.

Its order is read from the import contract in pyproject.toml, its one home.
"""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
CASEWAY = ROOT / "caseway"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(c for c in CONTRACTS if c["type"] == "layers")
PURITY = next(c for c in CONTRACTS if c["type"] == "forbidden")


def rungs(layers: list[str]) -> dict[str, int]:
    """Each app's height: 0 at the bottom. Siblings, written "a | b", share one."""
    steps = [[name.strip() for name in line.split("|")] for line in reversed(layers)]
    return {name: height for height, names in enumerate(steps) for name in names}


HEIGHT = rungs(LAYERS["layers"])


def may_point(source: str, target: str, height: dict[str, int]) -> bool:
    """Whether a row of one app may point to another's: to its own, or further down."""
    return source == target or height[source] > height[target]


def app_of(model: type[models.Model]) -> str | None:
    """The app of Caseway's that a model lives in; None for Django's and other parts' models."""
    top, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if top == "caseway" else None


def relations() -> list[tuple[str, str, str]]:
    """Every foreign key, one-to-one and many-to-many of Caseway's: name, its app, its target's."""
    return [
        (f"{model._meta.label}.{field.name}", source, target)
        for model in apps.get_models(include_auto_created=True)
        if (source := app_of(model))
        for field in model._meta.get_fields(include_parents=False)
        if field.concrete and field.is_relation and field.related_model
        if (target := app_of(field.related_model))
    ]


def test_every_package_has_a_rung_and_every_rung_a_package():
    packages = {path.parent.name for path in CASEWAY.glob("*/__init__.py")}

    assert set(HEIGHT) == packages
    assert LAYERS["exhaustive"] is True


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("desk", "cases", True),
        ("cases", "cases", True),
        ("cases", "desk", False),
        ("portal", "api", False),  # siblings do not know each other
        ("portal", "cases", True),
        ("cases", "api", False),
    ],
)
def test_rows_point_down_or_stay_in_their_app(source, target, allowed):
    height = rungs(["desk", "portal | api", "cases"])

    assert may_point(source, target, height) is allowed


def test_no_foreign_key_points_up_the_ladder():
    found = relations()

    assert found, "the walk found no relation at all, so it proves nothing"
    assert [name for name, source, target in found if not may_point(source, target, HEIGHT)] == []


def test_the_walk_sees_every_kind_of_relation():
    names = {name for name, _, _ in relations()}
    declared = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if app_of(model)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.remote_field and app_of(field.remote_field.model)
    }

    assert declared <= names


BLOCKED = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if any(f"{{name}}.".startswith(f"{{part}}.") for part in {forbidden!r}):
            raise ImportError(f"{{name}} is not for rules")

sys.meta_path.insert(0, Refuse())
try:
    import django
except ImportError:
    pass
else:
    sys.exit("django is not blocked, so this proves nothing")
import caseway.rules
modules = pkgutil.walk_packages(caseway.rules.__path__, "caseway.rules.")
print(*[importlib.import_module(module.name).__name__ for module in modules])
"""


def test_rules_import_where_there_is_no_django():
    forbidden = {*PURITY["forbidden_modules"], "sqlite3", "psycopg"}

    answer = subprocess.run(
        [sys.executable, "-c", BLOCKED.format(forbidden=forbidden)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stderr
    written = {path for path in (CASEWAY / "rules").rglob("*.py") if path.name != "__init__.py"}
    assert len(answer.stdout.split()) >= len(written)


OUTSIDE_WORLD = {"http", "os", "socket", "sqlite3", "subprocess", "time", "urllib"}
CLOCKS = {"now", "today", "utcnow"}


def reaches_out(source: str) -> set[str]:
    """What in a module's own text asks the clock, the network, the system or a database."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found |= {name.name for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module)
            case ast.Call(func=ast.Attribute(attr=called)) if called in CLOCKS:
                found.add(f".{called}()")
    return {what for what in found if what[0] == "." or what.split(".")[0] in OUTSIDE_WORLD}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from datetime import date\ndate(2026, 11, 23)", set()),
        ("from datetime import date\ndate.today()", {".today()"}),
        ("import datetime\ndatetime.datetime.now(tz)", {".now()"}),
        ("facts.today", set()),  # a day that was handed in
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("import time as clock", {"time"}),
        ("from caseway.rules.dates import time", set()),
    ],
)
def test_reaching_out_is_seen_in_the_source(source, found):
    assert reaches_out(source) == found


def test_no_rule_asks_the_clock_the_network_or_a_database():
    sources = sorted((CASEWAY / "rules").rglob("*.py"))

    assert len(sources) > 1
    assert {path.name: found for path in sources if (found := reaches_out(path.read_text()))} == {}

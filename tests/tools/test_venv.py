"""An install is repeated when the locked parts change, and only then."""

import re

import pytest

from tools import venv
from tools.project import ROOT


@pytest.fixture
def copy(tmp_path):
    """A copy of Caseway with four lists of locked parts and an empty .venv."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements").mkdir()
    for kind, lines in {
        "run": "django==5.2.1 \\\n",
        "whatif": "polars==2.1.0 \\\n",
        "planner": "numba==0.68.1 \\\n",
        "dev": "django==5.2.1 \\\nruff==1 \\\n",
    }.items():
        (tmp_path / "requirements" / f"{kind}.txt").write_text(lines)
    return tmp_path


def test_a_fresh_copy_has_nothing_installed(copy):
    assert not venv.is_current("run", copy)
    assert not venv.is_current("dev", copy)


def test_an_install_is_current_until_its_list_changes(copy):
    venv.mark_current("run", copy)
    assert venv.is_current("run", copy)

    (copy / "requirements" / "run.txt").write_text("django==5.2.2 \\\n")

    assert not venv.is_current("run", copy)


def test_parts_for_running_are_not_enough_for_tests(copy):
    venv.mark_current("run", copy)

    assert not venv.is_current("dev", copy)


def test_parts_for_tests_are_enough_for_running(copy):
    venv.mark_current("dev", copy)

    assert venv.is_current("run", copy)
    assert venv.is_current("whatif", copy)
    assert venv.is_current("planner", copy)


def test_the_optional_parts_are_not_enough_for_running(copy):
    venv.mark_current("whatif", copy)

    assert venv.is_current("whatif", copy)
    assert not venv.is_current("run", copy)


def test_a_copy_that_was_moved_is_installed_anew(copy, tmp_path_factory):
    venv.mark_current("run", copy)

    moved = copy.rename(tmp_path_factory.mktemp("elsewhere") / "caseway")

    assert not venv.is_current("run", moved)


def test_pins_are_read_without_hashes_and_comments(copy):
    (copy / "requirements" / "run.txt").write_text(
        "# locked\n"
        "argon2-cffi==25.1.0 \\\n    --hash=sha256:69 \\\n    # via -r run.in\n"
        "tzdata==1\n"
    )

    assert venv.pinned("run", copy) == ["argon2-cffi==25.1.0", "tzdata==1"]


def test_the_parts_for_tests_contain_those_for_running():
    others = {*venv.pinned("run"), *venv.pinned("whatif"), *venv.pinned("planner")}

    assert others <= set(venv.pinned("dev"))


@pytest.mark.parametrize("kind", ["run", "dev", "whatif", "planner"])
def test_every_locked_part_has_one_version_and_a_hash_and_names_no_host(kind):
    text = venv.requirements(kind).read_text()
    parts = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]

    assert len(parts) == len(venv.pinned(kind)) > 0
    assert [
        part for part in parts if not re.match(r"[\w.-]+(\[\w+\])?==\S+ \\\n +--hash=", part)
    ] == []
    assert "://" not in text


def test_progress_is_said_after_each_ten_parts(capsys):
    lines = [f"Collecting part{number}==1\n" for number in range(20)]

    last_words = venv._show_progress([*lines, "Installing collected packages: all\n"], 20)

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "    10 of 20 fetched",
        "    20 of 20 fetched",
        "    20 of 20 fetched; unpacking",
    ]
    assert last_words[-1].startswith("Installing")


def test_this_project_wants_the_python_that_its_tools_look_for():
    script = (ROOT / "tools" / "with-python").read_text()

    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()
    assert "(3, 11)" in script

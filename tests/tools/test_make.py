"""`make` is thin: what it does lives in tools/."""

import re
import subprocess

from tools.clean import clean
from tools.project import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)[1].split()


def test_each_target_but_help_is_one_call_of_a_tool():
    for target in set(TARGETS) - {"help"}:
        recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, flags=re.MULTILINE)[1]

        assert re.fullmatch(r"\t@tools/with-python -m tools\.\w+.*\n", recipe), target


def test_help_names_every_target():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout

    assert [target for target in TARGETS if f"make {target}" not in said] == []


def test_clean_removes_caches_and_leaves_what_people_entered(tmp_path, capsys):
    for name in (".venv/bin", ".mypy_cache", "caseway/cases/__pycache__", "var"):
        (tmp_path / name).mkdir(parents=True)
    for name in (
        ".coverage",
        ".coverage.gw0",
        ".coveragerc",
        "var/caseway.sqlite3",
        "caseway/cases/a.py",
    ):
        (tmp_path / name).touch()

    clean([], root=tmp_path)

    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"var/caseway.sqlite3", "caseway/cases/a.py", ".coveragerc"}
    assert not (tmp_path / ".venv").exists()
    assert not (tmp_path / "caseway/cases/__pycache__").exists()

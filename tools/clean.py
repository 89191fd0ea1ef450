"""`make clean`: remove what the tools made, and never what people entered."""

import shutil
import sys
from pathlib import Path

from tools import say
from tools.main import main
from tools.project import ROOT

CACHES = (
    *(".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
    *(".import_linter_cache", "htmlcov"),
)
SOURCES = ("caseway", "tests", "tools")


def clean(_arguments: list[str], root: Path = ROOT) -> int:
    """Remove the virtual environment and every cache below `root`."""
    for name in CACHES:
        shutil.rmtree(root / name, ignore_errors=True)
    for report in [root / ".coverage", *root.glob(".coverage.*")]:
        report.unlink(missing_ok=True)
    for source in SOURCES:
        for cache in sorted((root / source).rglob("__pycache__")):
            shutil.rmtree(cache)
    say.step("Clean. The database and keys in var/ were kept; delete that folder to start anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main(clean))

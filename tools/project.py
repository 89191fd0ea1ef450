"""Where things are in a copy of Caseway."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def var_dir() -> Path:
    """The folder of everything made while running: database, keys, collected files."""
    return Path(os.environ.get("CASEWAY_VAR") or ROOT / "var").resolve()


def make_private(folder: Path) -> Path:
    """Make `folder` if it is absent, readable by its owner alone: it holds people's data."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder

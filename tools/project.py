"""Where things are in a copy of Caseway."""

import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def var_dir() -> Path:
    """The folder of everything made while running: database, keys, collected files."""
    return Path(os.environ.get("CASEWAY_VAR") or ROOT / "var").resolve()


def make_private(folder: Path) -> Path:
    """Make `folder` if it is absent, readable by its owner alone: it holds people's data."""
    for each in reversed([folder, *folder.parents]):
        each.mkdir(mode=0o700, exist_ok=True)  # `parents=True` would leave those open to all
    return folder


def local_settings(environment: Mapping[str, str], var: Path) -> dict[str, str]:
    """`environment`, completed for a copy on one's own machine.

    The data are for demonstration unless the operator says otherwise, and `var`
    holds all that is made; the settings then make the secret key there by themselves.
    """
    return {"CASEWAY_DEMONSTRATION": "1", **environment, "CASEWAY_VAR": str(var)}

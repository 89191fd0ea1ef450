"""What the last loading left beside the database: how much, how long, for whom it was today."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE_NAME = "demo-loading.json"


@dataclass(frozen=True)
class Loading:
    """One loading. `today` is the day on which its stories stand."""

    cases: int
    rows: int
    workers: int
    seed: int
    today: str
    seconds: float
    peak_mb: float
    database: str


def write_loading(loading: Loading, var: Path) -> None:
    var.mkdir(parents=True, exist_ok=True)
    (var / FILE_NAME).write_text(json.dumps(asdict(loading), indent=2) + "\n", encoding="utf-8")


def read_loading(var: Path) -> dict[str, Any] | None:
    """The last loading; None when nobody wrote one here."""
    path = var / FILE_NAME
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found

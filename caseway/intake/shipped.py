"""What Caseway ships: question sets, and the occupations of O*NET. Read once, never changed."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
SLUGS = ("comprehensive", "mini")


@cache
def shipped_sets() -> dict[str, dict[str, Any]]:
    """Question sets as plain data, by short name."""
    return {slug: tomllib.loads((FOLDER / f"{slug}.toml").read_text("utf-8")) for slug in SLUGS}


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation of O*NET."""

    code: str
    title: str
    about: str


@cache
def occupations() -> dict[str, Occupation]:
    """Every occupation by its code."""
    with (FOLDER / "occupations.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Occupation(**row) for row in csv.DictReader(file)}

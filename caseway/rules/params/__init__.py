"""Numbers from law and policy, as dated and cited data beside the rules.

One TOML file per subject, one table per parameter:

    [weekly_hours]
    unit = "hours/week, averaged over the month"
    source = "45 CFR 261.31(a)(1)"
    values = { 1999-10-01 = 30 }

A value holds from its date until the next one. What was true last March can be
asked next year. `confirmed = false` says that the value was not read in the source
itself: screens that rest on it say "to be confirmed".
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class ParamError(ValueError):
    """A parameter that is missing, malformed, or not in force on the day asked."""


@dataclass(frozen=True, slots=True)
class Param:
    """One dated parameter. `values` are (first day in force, value), earliest first.

    `confirmed` is False where nobody has yet read the value in the source it cites.
    """

    file: str
    key: str
    unit: str
    source: str
    values: tuple[tuple[date, Any], ...]
    confirmed: bool = True

    def value_on(self, day: date) -> Any:
        """The value in force on `day`. Raises ParamError when none is."""
        at = bisect_right(self.values, day, key=lambda dated: dated[0])
        if at == 0:
            raise ParamError(
                f"{self.file}.toml has no {self.key} in force on {day}; "
                f"the earliest begins on {self.values[0][0]}"
            )
        return self.values[at - 1][1]


@dataclass(frozen=True, slots=True)
class Params(Mapping[str, Param]):
    """Every parameter of one file, by key."""

    file: str
    by_key: Mapping[str, Param]

    def __getitem__(self, key: str) -> Param:
        try:
            return self.by_key[key]
        except KeyError:
            raise ParamError(f"{self.file}.toml has no parameter {key}") from None

    def __contains__(self, key: object) -> bool:
        return key in self.by_key

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_key)

    def __len__(self) -> int:
        return len(self.by_key)

    def value_on(self, key: str, day: date) -> Any:
        """The value of `key` in force on `day`. Raises ParamError."""
        return self[key].value_on(day)


@cache
def load(name: str, folder: Path = FOLDER) -> Params:
    """Read `params/<name>.toml`. Raises ParamError, naming the file and the key."""
    tables = read_toml(name, folder)
    return Params(name, {key: _param(name, key, table) for key, table in tables.items()})


def read_toml(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """The bare content of a data file beside the rules. Raises ParamError."""
    path = folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParamError(f"There is no parameter file {name}.toml") from None
    except tomllib.TOMLDecodeError as fault:
        raise ParamError(f"{name}.toml cannot be read: {fault}") from fault


def _param(file: str, key: str, table: Any) -> Param:
    for needed in ("unit", "source", "values"):
        if not isinstance(table, dict) or not table.get(needed):
            raise ParamError(f"{file}.toml: {key} needs a {needed}")
    try:
        dated = {date.fromisoformat(day): value for day, value in table["values"].items()}
    except (ValueError, TypeError, AttributeError):
        raise ParamError(f"{file}.toml: {key} has a date that is not a date") from None
    confirmed = table.get("confirmed", True)
    if not isinstance(confirmed, bool):
        raise ParamError(f"{file}.toml: whether {key} is confirmed is true or false")
    return Param(
        file,
        key,
        table["unit"],
        table["source"],
        tuple(sorted(dated.items(), key=lambda pair: pair[0])),
        confirmed,
    )

"""The tables of a month: families, adults, entries, and what else counts. Rows in and out.

| table | a row is | key |
|---|---|---|
| families | a family | `case` |
| people | an adult or minor parent, in the family's order | `who`, 0 and up |
| entries | a line of attendance, as `entries.Entry` | `who`, `day` |
| projections | hours counted ahead | `who` |
| homework | what a program advises | `who`, `activity` |

`who` numbers the people of one set of tables: it stands for case and person, in one small number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl
import pyarrow as pa

_FLAG, _DAY = pl.Boolean, pl.Date

FAMILIES: Mapping[str, pl.DataType] = {
    "case": pl.Int64(),
    "receives": _FLAG(),
    "common_child": _FLAG(),
    "tanf_cents": pl.Int64(),
    "ssp_cents": pl.Int64(),
    "federal_child_care": _FLAG(),
    "work_sanction": _FLAG(),
    "work_sanction_cents": pl.Int64(),
    "work_sanction_months": pl.Int16(),
    "tribal": _FLAG(),
    "youngest": _DAY(),
    "first_day": pl.Int8(),
    "last_day": pl.Int8(),
}
PEOPLE: Mapping[str, pl.DataType] = {
    "who": pl.UInt32(),
    "case": pl.Int64(),
    "person": pl.Int64(),
    "born": _DAY(),
    "receives": _FLAG(),
    "parent": _FLAG(),
    "caretaker": _FLAG(),
    "head": _FLAG(),
    "spouse": _FLAG(),
    "married": _FLAG(),
    "noncustodial": _FLAG(),
    "secondary_student": _FLAG(),
    "immigration_ineligible": _FLAG(),
    "ssi": _FLAG(),
    "ssdi": _FLAG(),
    "counted_despite_benefit": _FLAG(),
    "disability": _FLAG(),
    "cares_for_disabled": _FLAG(),
    "medical_note": _FLAG(),
    "cares_for_disabled_child": _FLAG(),
    "completed_secondary": _FLAG(),
    "satisfactory_school": _FLAG(),
    "voced_also": pl.UInt8(),
    # What earlier months used up, as `balances.Balances`.
    "absence_minutes": pl.Int32(),
    "holidays": pl.Int16(),
    "jobsearch_minutes": pl.Int32(),
    "jobsearch_weeks": pl.List(pl.Int32),
    "day_rule_used": _FLAG(),
    "voced_months": pl.Int16(),
    "child_under_one_months": pl.Int16(),
    # Self-employment; null in all three where there is none.
    "gross_cents": pl.Int64(),
    "expense_cents": pl.Int64(),
    "own_minutes": pl.Int32(),
}
ENTRIES: Mapping[str, pl.DataType] = {
    "who": pl.UInt32(),
    "day": pl.Int8(),
    "activity": pl.UInt8(),
    "mark": pl.UInt8(),
    "proof": pl.UInt8(),
    "scheduled": pl.Int16(),
    "attended": pl.Int16(),
}
PROJECTIONS: Mapping[str, pl.DataType] = {
    "who": pl.UInt32(),
    "activity": pl.UInt8(),
    "minutes_per_week": pl.Int32(),
    "verified": pl.Int32(),  # yyyymm
    "changed": pl.Int32(),
}
HOMEWORK: Mapping[str, pl.DataType] = {
    "who": pl.UInt32(),
    "activity": pl.UInt8(),
    "advised_minutes": pl.Int32(),
}
SCHEMAS = {
    "families": FAMILIES,
    "people": PEOPLE,
    "entries": ENTRIES,
    "projections": PROJECTIONS,
    "homework": HOMEWORK,
}


@dataclass(frozen=True, slots=True)
class Tables:
    """One shard of a month, as Arrow tables."""

    families: pa.Table
    people: pa.Table
    entries: pa.Table
    projections: pa.Table
    homework: pa.Table


@dataclass(frozen=True, slots=True)
class Frames:
    """The same, as Polars frames."""

    families: pl.DataFrame
    people: pl.DataFrame
    entries: pl.DataFrame
    projections: pl.DataFrame
    homework: pl.DataFrame


def frames_of(tables: Tables) -> Frames:
    """Arrow to Polars, without copying what need not be."""
    return Frames(*(_in_order(pl.DataFrame(getattr(tables, one.name))) for one in fields(Frames)))


def beside(rows: pl.DataFrame, found: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Rows with what is found by their keys, null where nothing is. `found` has each key once.

    The keys are looked up alone, so that no other column of the rows is copied.
    """
    looked_up = rows.select(keys).join(found, on=keys, how="left", maintain_order="left")
    return rows.with_columns(looked_up.drop(keys))


def write(frames: Frames, folder: Path) -> None:
    """Write a shard as Parquet files, one a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in fields(Frames):
        frame: pl.DataFrame = getattr(frames, one.name)
        frame.write_parquet(folder / f"{one.name}.parquet", compression="lz4")


def read(folder: Path) -> Frames:
    """Read what `write` wrote."""
    return Frames(
        *(_in_order(pl.read_parquet(folder / f"{one.name}.parquet")) for one in fields(Frames))
    )


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame, knowing of its keys that they are in order: found and grouped at half the cost."""
    keys = [name for name in ("case", "who") if name in frame.columns and frame[name].is_sorted()]
    return frame.with_columns(pl.col(*keys).set_sorted()) if keys else frame

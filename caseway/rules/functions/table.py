"""Table II.1 as data: who performs which function, at which site and region.

Source: Privatization in Practice: Case Studies of Contracting for TANF Case
Management (2003), Table II.1, with notes a and b.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.labels import CELL_NOTES, FUNCTION_LABELS
from caseway.rules.functions.words import (
    EmployerKind,
    Group,
    Holders,
    RegionKind,
    SiteCode,
)
from caseway.rules.params import read_toml

HolderTable = Mapping[tuple[FunctionCode, SiteCode], Holders]
SiteHolders = Mapping[FunctionCode, Holders]

_DATA = read_toml("table_ii_1")
CITATION: str = _DATA["source"]
REGION_KINDS: Mapping[SiteCode, tuple[RegionKind, ...]] = MappingProxyType(
    {
        site: tuple(RegionKind(kind) for kind in _DATA["regions"].get(site, ["contracted"]))
        for site in SiteCode
    }
)


@dataclass(frozen=True, slots=True)
class Function:
    """One function. `source` cites the law that reserves it, if any."""

    code: FunctionCode
    group: Group
    source: str

    @property
    def label(self) -> str:
        """Its row heading."""
        return FUNCTION_LABELS[self.code]

    @property
    def reserved(self) -> bool:
        """Whether only a public employee may ever perform it."""
        return self.group is Group.RESERVED


FUNCTIONS: Mapping[FunctionCode, Function] = MappingProxyType(
    {
        FunctionCode(row["code"]): Function(
            FunctionCode(row["code"]), Group(row["group"]), row.get("source", "")
        )
        for row in _DATA["functions"]
    }
)
TABLE: HolderTable = MappingProxyType(
    {
        (FunctionCode(row["code"]), SiteCode(site)): Holders(mark)
        for row in _DATA["functions"]
        for site, mark in row["holders"].items()
    }
)


def allowed_holders(
    function: FunctionCode, site: SiteCode, region_kind: RegionKind = RegionKind.CONTRACTED
) -> Holders:
    """Which agencies may perform `function` in that kind of region of `site`.

    Raises ValueError when the site has no region of that kind.
    """
    if region_kind not in REGION_KINDS[site]:
        raise ValueError(f"{site} has no {region_kind} regions in Table II.1")
    if region_kind is RegionKind.PUBLIC:
        return Holders.PUBLIC
    return TABLE[function, site]


def site_holders(
    site: SiteCode, region_kind: RegionKind = RegionKind.CONTRACTED
) -> dict[FunctionCode, Holders]:
    """All fourteen functions of one site and kind of region."""
    return {function: allowed_holders(function, site, region_kind) for function in FunctionCode}


class Mark(StrEnum):
    """What is printed in a cell: contractors perform it (b: the public agency too), or not."""

    CONTRACTOR = "mark"
    SHARED = "mark(b)"
    BLANK = ""


# A cell that nobody holds (an edited table may have one) prints as the report's blank.
_MARKS = {
    Holders.NOBODY: Mark.BLANK,
    Holders.CONTRACTOR: Mark.CONTRACTOR,
    Holders.BOTH: Mark.SHARED,
    Holders.PUBLIC: Mark.BLANK,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawn cell of the table."""

    function: FunctionCode
    site: SiteCode
    holders: Holders
    note: str = ""

    @property
    def mark(self) -> Mark:
        """What is printed."""
        return _MARKS[self.holders]


def cells(table: HolderTable = TABLE) -> tuple[tuple[Cell, ...], ...]:
    """Draw the table: twelve rows of six cells, in the order of the report.

    `table` may be an edited copy; the two reserved functions are not rows of it.
    """
    return tuple(
        tuple(
            Cell(code, site, table[code, site], CELL_NOTES.get((code, site), ""))
            for site in SiteCode
        )
        for code, function in FUNCTIONS.items()
        if not function.reserved
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts under the table: functions with contractors by site, marks, shared marks."""

    by_site: Mapping[SiteCode, int]
    marks: int
    shared: int


def totals(table: HolderTable = TABLE) -> Totals:
    """Count the marks of the table."""
    drawn = [cell for row in cells(table) for cell in row if cell.mark is not Mark.BLANK]
    return Totals(
        by_site={site: sum(cell.site is site for cell in drawn) for site in SiteCode},
        marks=len(drawn),
        shared=sum(cell.mark is Mark.SHARED for cell in drawn),
    )


def holds_any(holders: SiteHolders, kind: EmployerKind) -> bool:
    """Whether agencies of that kind perform any function outside the reserved two."""
    return any(held.admits(kind) for code, held in holders.items() if not FUNCTIONS[code].reserved)

"""What reading a spreadsheet yields, whatever the kind of file it came in."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from caseway.exchange.codes import Finding


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class Role(StrEnum):
    """What a line is for. Only DATA lines hold a case; every line has exactly one role."""

    TITLE = "title"
    HEADING = "heading"
    DATA = "data"
    BLANK = "blank"
    TOTALS = "totals"
    NOTE = "note"
    HEADING_AGAIN = "heading_again"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in the file, before anyone asks what it is for.

    `line` is 1 for the first line (the sheet's own row number in a workbook). `text` is the
    record exactly as received, line end included; in a workbook, its cells as a JSON list.
    """

    line: int
    cells: tuple[str, ...]
    text: str
    flags: tuple[Finding, ...] = ()

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A record with its role. `cells` has one text for each heading, and more in a long row."""

    line: int
    cells: tuple[str, ...]
    original_text: str
    role: Role
    flags: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the original text, in hexadecimal."""
        return hashlib.sha256(self.original_text.encode()).hexdigest()


class Records(Protocol):
    """Records of one table; every `iter()` reads the file afresh from its start."""

    def __iter__(self) -> Iterator[Record]: ...


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells joined in a workbook; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Table:
    """The chosen table of a file: its records and how they were read."""

    kind: Kind
    records: Records
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: Sequence[str] = ()
    merges: Sequence[Merge] = ()
    epoch_1904: bool = False
    findings: Sequence[Finding] = ()

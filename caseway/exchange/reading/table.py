"""A file opened as a table: its heading, and a role for every line of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from caseway.exchange.codes import Code, Finding, UnreadableFile
from caseway.exchange.reading.delimited import read_delimited
from caseway.exchange.reading.kinds import kind_of
from caseway.exchange.reading.layout import SAMPLE_RECORDS, Layout, layout_of
from caseway.exchange.reading.source import Kind, Record, Role, SourceRow, Table
from caseway.exchange.reading.workbook import read_workbook

_EXTENSIONS = {".csv": Kind.CSV, ".txt": Kind.CSV, ".tsv": Kind.CSV, ".xlsx": Kind.XLSX}
_EXTENSIONS |= {".xlsm": Kind.XLSX}
_TOTALS = re.compile(
    r"^\W*(grand\s+|sub[\s-]?)?total(s|es)?\b|^\W*(record\s+)?count\b|^\W*suma\b|^\W*sub-?total",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[-(]?[$€]?\s?[\d.,\s]+\s?%?\)?$")
_ERROR = re.compile(r"^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$")


@dataclass(frozen=True)
class SourceFile:
    """A readable file. `rows()` starts afresh each time, and yields one row for each record.

    `header` has one name for each column, all different. `findings` are about the file as a
    whole; what concerns one line is in that row's `flags`.
    """

    kind: Kind
    encoding: str
    delimiter: str
    sheet: str
    sheets: Sequence[str]
    epoch_1904: bool
    header: tuple[str, ...]
    heading_lines: tuple[int, ...]
    findings: tuple[Finding, ...]
    table: Table
    layout: Layout

    def rows(self) -> Iterator[SourceRow]:
        """Every record of the file in order, each with its role. Memory does not grow."""
        heading = tuple(
            cells for record in self._heading() if (cells := tuple(c for c in record.cells if c))
        )
        for record in self.table.records:
            yield self._row(record, heading)

    def data(self) -> Iterator[SourceRow]:
        """The rows that each have to become new, changed, same, held or refused."""
        outside = {Role.TITLE, Role.HEADING, Role.BLANK}
        return (row for row in self.rows() if row.role not in outside)

    def _row(self, record: Record, heading: tuple[tuple[str, ...], ...]) -> SourceRow:
        role = _role(record, self.layout, heading)
        cells, flags = record.cells, record.flags
        width = len(self.header)
        if role is Role.DATA:
            errors = (Finding(Code.ERROR_VALUE, {"value": c}) for c in cells if _ERROR.match(c))
            flags = (*flags, *_shape(record, width, self.kind), *errors)
        if len(cells) < width:
            cells = (*cells, *[""] * (width - len(cells)))
        return SourceRow(record.line, cells, record.text, role, flags)

    def _heading(self) -> list[Record]:
        sample = islice(self.table.records, SAMPLE_RECORDS)
        return [record for record in sample if record.line in self.heading_lines]


def open_source(path: Path, *, name: str = "", sheet: str | None = None) -> SourceFile:
    """Open a spreadsheet for reading. `name` is what its sender called it.

    The content decides what it is, not its name. Raises UnreadableFile with a finding that
    `words.sentence` turns into a sentence; no other exception, whatever the bytes.
    """
    kind = kind_of(path)
    table = read_workbook(path, sheet) if kind is Kind.XLSX else read_delimited(path)
    sample = list(islice(table.records, SAMPLE_RECORDS))
    if not any(record.filled for record in sample):
        sample = list(islice(_from_first_filled(table), SAMPLE_RECORDS))
    layout = layout_of(sample, table.merges)
    return SourceFile(
        kind=kind,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        sheets=table.sheets,
        epoch_1904=table.epoch_1904,
        header=layout.header,
        heading_lines=layout.heading_lines,
        findings=(*_about_name(name, kind), *table.findings, *layout.findings),
        table=table,
        layout=layout,
    )


def _from_first_filled(table: Table) -> Iterator[Record]:
    """Records from the first that holds anything. Raises UnreadableFile when none does."""
    records = iter(table.records)
    for record in records:
        if record.filled:
            yield record
            yield from records
            return
    raise UnreadableFile(Code.NO_DATA)


def _about_name(name: str, kind: Kind) -> list[Finding]:
    suffix = Path(name).suffix.lower()
    if not suffix or _EXTENSIONS.get(suffix) is kind:
        return []
    return [Finding(Code.WRONG_EXTENSION, {"suffix": suffix, "kind": kind.value})]


def _role(record: Record, layout: Layout, heading: tuple[tuple[str, ...], ...]) -> Role:
    if not record.filled:
        return Role.BLANK
    if record.line in layout.heading_lines:
        return Role.HEADING
    if record.line <= layout.after:
        return Role.TITLE
    filled = tuple(cell for cell in record.cells if cell)
    if filled in heading:
        return Role.HEADING_AGAIN
    if _is_totals(filled):
        return Role.TOTALS
    if len(filled) == 1 and len(layout.header) > 2:
        return Role.NOTE
    return Role.DATA


def _is_totals(filled: tuple[str, ...]) -> bool:
    """ "Total" and numbers. A family named Total has other words beside it."""
    first, *others = filled
    return bool(_TOTALS.match(first)) and all(_NUMBER.match(cell) for cell in others)


def _shape(record: Record, width: int, kind: Kind) -> list[Finding]:
    if any(record.cells[width:]):
        return [Finding(Code.LONG_ROW, {"cells": len(record.cells), "headings": width})]
    # A workbook has no short rows: its empty cells are simply not written.
    if len(record.cells) < width and kind is Kind.CSV:
        return [Finding(Code.SHORT_ROW, {"cells": len(record.cells), "headings": width})]
    return []

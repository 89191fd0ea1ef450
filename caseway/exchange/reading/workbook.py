"""XLSX as records: the values people saw when they saved, never formulas, in one stream."""

import json
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from caseway.exchange.codes import Code, Finding, UnreadableFile
from caseway.exchange.reading.sheet_xml import SheetFacts, sheet_facts, sheet_parts
from caseway.exchange.reading.source import Kind, Record, Table

_SAMPLE_ROWS = 200


def read_workbook(path: Path, sheet: str | None = None) -> Table:
    """The table on `sheet`, or on the first sheet that holds one.

    Raises UnreadableFile when the workbook is damaged, has no such sheet, or none with data.
    """
    with _refusing_damage(), zipfile.ZipFile(path) as archive:
        parts = sheet_parts(archive)
        with _opened(path) as book:
            shown = [s.title for s in book.worksheets if s.sheet_state == "visible"]
            names = shown or [s.title for s in book.worksheets]
            epoch_1904 = book.epoch.year == 1904
        chosen = sheet if sheet is not None else _first_with_data(path, names)
        if chosen not in names:
            raise UnreadableFile(Code.NO_SUCH_SHEET, sheet=chosen)
        facts = sheet_facts(archive, parts.get(chosen, ""))
    others = [name for name in names if name != chosen]
    findings = [Finding(Code.OTHER_SHEETS, {"sheet": chosen, "others": ", ".join(others)})]
    return Table(
        kind=Kind.XLSX,
        records=SheetRecords(path, chosen, facts),
        sheet=chosen,
        sheets=names,
        merges=facts.merges,
        epoch_1904=epoch_1904,
        findings=findings if others else (),
    )


@dataclass(frozen=True)
class SheetRecords:
    path: Path
    sheet: str
    facts: SheetFacts = field(default_factory=SheetFacts)

    def __iter__(self) -> Iterator[Record]:
        with _refusing_damage(), _opened(self.path) as book:
            rows = book[self.sheet]
            # The size a sheet declares of itself is often wrong, and then rows would be cut.
            rows.reset_dimensions()
            for line, row in enumerate(rows.iter_rows(), start=1):
                yield _record(line, row, self.facts.without_value.get(line))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    # As a stream: given a path, openpyxl judges the file by its name.
    with path.open("rb") as stream:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """A damaged workbook makes openpyxl raise nearly anything: one sentence stands for all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (UnreadableFile, GeneratorExit):
        raise
    except Exception as error:
        raise UnreadableFile(Code.DAMAGED) from error


def _first_with_data(path: Path, names: list[str]) -> str:
    """The first sheet with two cells in two rows; else the first that is not empty."""
    started = ""
    for name in names:
        filled = [record.filled for record in islice(SheetRecords(path, name), _SAMPLE_ROWS)]
        if sum(1 for count in filled if count > 1) > 1:
            return name
        if not started and any(filled):
            started = name
    if not started:
        raise UnreadableFile(Code.NO_DATA)
    return started


def _record(line: int, row: tuple[Any, ...], without_value: list[int] | None) -> Record:
    cells = [_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    flags = []
    if without_value:
        columns = ", ".join(get_column_letter(column) for column in without_value)
        flags.append(Finding(Code.FORMULA_WITHOUT_VALUE, {"columns": columns}))
    text = json.dumps(cells, ensure_ascii=False) if cells else ""
    return Record(line, tuple(cells), text, tuple(flags))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if type(value) is str:
        return value.replace("_x000D_", "").replace("\0", "").strip()
    return _WRITERS.get(type(value), _other)(value, cell)


def _other(value: Any, _: Any) -> str:
    return str(value)


def _integer(value: int, cell: Any) -> str:
    return str(value).zfill(_zeros(cell.number_format))


def _float(value: float, cell: Any) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return _integer(int(value), cell)
    return repr(value)


@lru_cache(maxsize=1000)
def _zeros(number_format: str) -> int:
    """Digits that a number format always shows: 5 for "00000", 9 for "000-00-0000", else 0."""
    first = number_format.split(";")[0].replace('"', "").replace("\\", "")
    return first.count("0") if first and set(first) <= set("0-()/ ") else 0


def _date(value: datetime | date, _: Any) -> str:
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ", timespec="minutes")
    return value.strftime("%Y-%m-%d") if value.year >= 1000 else value.isoformat()[:10]


_WRITERS: dict[type, Callable[[Any, Any], str]] = {
    bool: lambda value, _: "TRUE" if value else "FALSE",
    int: _integer,
    float: _float,
    datetime: _date,
    date: _date,
}

"""Pasted text as rows of cells, whatever program it was copied from."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

MOST_ROWS = 400
MOST_COLUMNS = 60
MOST_CHARACTERS = 200_000
_DELIMITERS = ("\t", ";", ",")


def rows_of_text(text: str) -> list[list[str]]:
    """The rows of a pasted text. Tabs win, as spreadsheets copy them; then semicolons, then commas.

    A comma inside "Rivera, Ana" or "6,5" does not divide where tabs or
    semicolons do. Spaces of every kind are trimmed; empty rows, and empty
    columns at the right, are dropped.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = delimiter_of(lines)
    rows = list(_split(lines, delimiter, csv.QUOTE_MINIMAL))
    if any("\n" in cell for row in rows for cell in row):
        # No name or hour holds a line end: a quotation mark was never closed.
        rows = list(_split(lines, delimiter, csv.QUOTE_NONE))
    return trimmed(rows)


def is_too_much(rows: Sequence[Sequence[str]]) -> bool:
    """Whether this is more than anybody pastes by intent."""
    return len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows)


def trimmed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Cells tidied, empty rows gone, and all rows as wide as the widest filled one."""
    plain = [[_plain(cell) for cell in row] for row in rows]
    filled = [row for row in plain if any(row)]
    width = max((_filled_width(row) for row in filled), default=0)
    return [[*row[:width], *[""] * (width - len(row))] for row in filled]


def delimiter_of(text: str) -> str:
    """What divides the cells: the first of tab, semicolon and comma that most lines hold."""
    lines = [line for line in text.split("\n") if line.strip()]
    for delimiter in _DELIMITERS:
        holding = sum(1 for line in lines if delimiter in line)
        if holding * 2 >= max(len(lines), 1) and holding:
            return delimiter
    return "\t"


def _split(text: str, delimiter: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    stream = io.StringIO(text)
    yield from csv.reader(stream, delimiter=delimiter, quoting=quoting, skipinitialspace=True)


def _filled_width(row: Sequence[str]) -> int:
    return max((nth for nth, cell in enumerate(row, start=1) if cell), default=0)


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell).replace("\ufeff", "").replace("\u200b", "")
    return " ".join(text.split())

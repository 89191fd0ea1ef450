"""CSV and its relatives as records, one pass, a line at a time."""

import io
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from caseway.exchange.codes import Code, Finding, UnreadableFile
from caseway.exchange.reading.encodings import Encoding, encoding_of
from caseway.exchange.reading.quoting import split, split_plainly
from caseway.exchange.reading.source import Kind, Record, Table

DELIMITERS = (",", ";", "\t", "|")
# A quotation mark that is never closed would swallow the rest of the file. Past these limits
# (Excel's own for one cell) the mark is taken for a plain character and its line stands alone.
MAX_LINES_PER_RECORD = 100
MAX_CHARACTERS_PER_RECORD = 32_767
MAX_CHARACTERS_PER_LINE = 1_000_000
_SAMPLE_RECORDS = 200


def read_delimited(path: Path) -> Table:
    """The table in a text file. Raises UnreadableFile for a line beyond all reason."""
    encoding = encoding_of(path)
    delimiter = _delimiter_of(path, encoding)
    findings = []
    if encoding.mixed:
        findings.append(Finding(Code.MIXED_ENCODING, {"count": encoding.mixed}))
    return Table(
        kind=Kind.CSV,
        records=DelimitedRecords(path, encoding, delimiter),
        encoding=encoding.label,
        delimiter=delimiter,
        findings=findings,
    )


@dataclass(frozen=True)
class DelimitedRecords:
    path: Path
    encoding: Encoding
    delimiter: str

    def __iter__(self) -> Iterator[Record]:
        with self.path.open(
            encoding=self.encoding.codec, errors=self.encoding.errors, newline=""
        ) as stream:
            yield from _records(_Lines(stream), self.delimiter)


class _Lines:
    """Physical lines, ends kept, with a way to give back those read too far."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self.stream = stream
        self.returned: deque[str] = deque()
        self.number = 0

    def next(self) -> str:
        """The next line, or an empty text at the end."""
        line = self.returned.popleft() if self.returned else self._read()
        self.number += bool(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        self.returned.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self) -> str:
        line = self.stream.readline(MAX_CHARACTERS_PER_LINE + 1)
        if len(line) > MAX_CHARACTERS_PER_LINE:
            raise UnreadableFile(Code.LINE_TOO_LONG, line=self.number + 1)
        return line


def _records(lines: _Lines, delimiter: str) -> Iterator[Record]:
    while line := lines.next():
        number = lines.number
        found = split(_bare(line), delimiter)
        if not found.open:
            flags = (Finding(Code.STRAY_QUOTE),) if found.stray else ()
            yield _record(number, found.cells, line, flags)
        else:
            text, cells = _joined(line, lines, delimiter)
            flags = () if cells else (Finding(Code.OPEN_QUOTE),)
            yield _record(number, cells or split_plainly(_bare(text), delimiter), text, flags)


def _joined(first: str, lines: _Lines, delimiter: str) -> tuple[str, tuple[str, ...]]:
    """A record whose quoted cell holds line ends; or its first line alone, without cells.

    A stray mark in a joined record is the sign of a pair that was never meant: the text after
    a forgotten mark runs into the next quoted cell from its wrong side.
    """
    text, taken = first, list[str]()
    while len(taken) < MAX_LINES_PER_RECORD and (line := lines.next()):
        taken.append(line)
        text += line
        if len(text) > MAX_CHARACTERS_PER_RECORD:
            break
        if '"' in line:
            found = split(_bare(text), delimiter)
            if not found.open:
                if found.stray:
                    break
                return text, found.cells
    lines.give_back(taken)
    return first, ()


def _bare(line: str) -> str:
    if line.endswith("\r\n"):
        return line[:-2]
    return line[:-1] if line.endswith(("\n", "\r")) else line


def _record(number: int, cells: tuple[str, ...], text: str, flags: tuple[Finding, ...]) -> Record:
    if "\0" in text:
        # No database text holds a NUL; the picture of one stands for it in the kept line.
        text = text.replace("\0", "\N{SYMBOL FOR NULL}")
        cells = tuple(cell.replace("\0", "") for cell in cells)
        flags = (*flags, Finding(Code.NUL_REMOVED))
    return Record(number, tuple(cell.strip() for cell in cells), text, flags)


def _delimiter_of(path: Path, encoding: Encoding) -> str:
    """The candidate that cuts most lines into the same number of cells, and into many."""
    declared = next(iter(DelimitedRecords(path, encoding, "\0")), None)
    if declared and declared.text.lower().startswith("sep=") and len(_bare(declared.text)) == 5:
        return declared.text[4]
    return max(DELIMITERS, key=lambda candidate: _evenness(path, encoding, candidate))


def _evenness(path: Path, encoding: Encoding, delimiter: str) -> tuple[float, int]:
    records = list(islice(DelimitedRecords(path, encoding, delimiter), _SAMPLE_RECORDS))
    widths = Counter(len(record.cells) for record in records if record.filled)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    # Programs write no space after a delimiter; people do, after the commas in "Rivera, Ana".
    all_marks = sum(record.text.count(delimiter) for record in records)
    in_prose = sum(record.text.count(delimiter + " ") for record in records)
    # How many lines are cut alike, and how many at all: what the headings lack is no delimiter.
    even = (count + sum(several.values())) / 2 / widths.total()
    return even * (1 - 1 / width) * (1 - in_prose / all_marks / 2), width

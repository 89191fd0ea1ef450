"""Which lines are titles and headings, judged from the first lines of a table."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from caseway.exchange.codes import Code, Finding
from caseway.exchange.reading.source import Merge, Record

SAMPLE_RECORDS = 60
_SEPARATOR = " / "
_LONGEST_LABEL = 80
_DATA = re.compile(r"\S@\S|\d{5}|\d[/.-]\d|^\W*\d[\d.,]*\W*$")
_UNLIKE_A_LABEL = re.compile(r"\d{3}|^\W*\d|^\W*$")


@dataclass(frozen=True)
class Layout:
    """`heading_lines` are the line numbers of the heading, `after` the last line above the data."""

    header: tuple[str, ...]
    heading_lines: tuple[int, ...]
    after: int
    findings: tuple[Finding, ...]


def layout_of(sample: Sequence[Record], merges: Sequence[Merge]) -> Layout:
    """The heading of a table, from its first records. Rows above it are titles."""
    width = _usual_width(sample)
    found = next((i for i, record in enumerate(sample) if _is_heading(record, width)), None)
    if found is None or not _has_labels(sample[found]):
        columns = max((len(record.cells) for record in sample), default=0)
        return Layout(_named([""] * columns)[0], (), 0, (Finding(Code.NO_HEADING),))
    return _with_groups(sample, found, merges)


def _with_groups(sample: Sequence[Record], found: int, merges: Sequence[Merge]) -> Layout:
    """One heading row, or two: the row of groups is the one found, or the one above it."""
    pair = _pair(sample, found, merges)
    top, bottom = (sample[pair], sample[pair + 1]) if pair is not None else (None, sample[found])
    labels = _flattened(top, bottom, merges) if top else [_label(cell) for cell in bottom.cells]
    header, findings = _named(labels)
    lines = (top.line, bottom.line) if top else (bottom.line,)
    if top:
        findings.insert(0, Finding(Code.TWO_ROW_HEADING))
    titles = sum(1 for record in sample if record.line < lines[0] and record.filled)
    if titles:
        findings.insert(0, Finding(Code.TITLE_LINES, {"count": titles}))
    return Layout(header, lines, bottom.line, tuple(findings))


def _usual_width(sample: Sequence[Record]) -> int:
    """Cells filled in most records that have at least two; the wider one of equals."""
    widths = Counter(record.filled for record in sample if record.filled > 1)
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 1


def _is_heading(record: Record, width: int) -> bool:
    return record.filled >= max(1 if width == 1 else 2, width / 2)


def _has_labels(record: Record) -> bool:
    """Headings are words: a row with dates, long numbers or e-mail addresses is data."""
    cells = [cell for cell in record.cells if cell]
    if not cells or any(_DATA.search(cell) for cell in cells):
        return False
    return sum(1 for cell in cells if _is_label(cell)) >= len(cells) * 0.7


def _is_label(cell: str) -> bool:
    return len(cell) <= _LONGEST_LABEL and not _UNLIKE_A_LABEL.search(cell)


def _pair(sample: Sequence[Record], found: int, merges: Sequence[Merge]) -> int | None:
    """Where a two-row heading starts, if the heading has two rows."""
    for start in (found - 1, found):
        if start >= 0 and start + 1 < len(sample) and _are_pair(sample, start, merges):
            return start
    return None


def _are_pair(sample: Sequence[Record], start: int, merges: Sequence[Merge]) -> bool:
    top, bottom = sample[start], sample[start + 1]
    if bottom.line != top.line + 1 and not merges:
        return False
    if not (_has_labels(top) and _has_labels(bottom) and bottom.filled > 1):
        return False
    across = [m for m in merges if m.top == m.bottom == top.line and m.right > m.left]
    if across:
        # A title is often merged over the whole table; a group never is.
        widest = max(m.right - m.left + 1 for m in across)
        return widest < max(len(top.cells), len(bottom.cells))
    below_is_data = start + 2 < len(sample) and not _has_labels(sample[start + 2])
    gaps = any(not cell for cell in _padded(top.cells, len(bottom.cells)))
    return not merges and gaps and top.filled > 1 and below_is_data and _fills_gaps(top, bottom)


def _fills_gaps(top: Record, bottom: Record) -> bool:
    """The second row has a label under each gap of the first: that is what a group looks like."""
    above = _padded(top.cells, len(bottom.cells))
    return all(low for high, low in zip(above, bottom.cells, strict=False) if not high)


def _flattened(top: Record, bottom: Record, merges: Sequence[Merge]) -> list[str]:
    """ "Household" over "Name" and "Size" becomes "Household / Name" and "Household / Size"."""
    width = max(len(top.cells), len(bottom.cells))
    groups, labels = _groups(top, width, merges), _padded(bottom.cells, width)
    together = []
    for group, label in zip(groups, labels, strict=True):
        parts = [part for part in (_label(group), _label(label)) if part]
        together.append(_SEPARATOR.join(dict.fromkeys(parts)))
    return together


def _groups(top: Record, width: int, merges: Sequence[Merge]) -> list[str]:
    """The group above each column: over its merged cells, or up to the next group without any."""
    groups = list(_padded(top.cells, width))
    across = [m for m in merges if m.top <= top.line <= m.bottom and m.right > m.left]
    for merge in across:
        for column in range(merge.left, min(merge.right, width)):
            groups[column] = groups[merge.left - 1]
    if not merges:
        for column in range(1, width):
            groups[column] = groups[column] or groups[column - 1]
    return groups


def _named(labels: Sequence[str]) -> tuple[tuple[str, ...], list[Finding]]:
    """Every column with a name of its own: letters for empty ones, numbers for repeated ones."""
    findings, names = [], list[str]()
    seen: Counter[str] = Counter()
    for position, label in enumerate(labels, start=1):
        name = label or f"({column_letter(position)})"
        seen[name.casefold()] += 1
        if (again := seen[name.casefold()]) > 1:
            findings.append(Finding(Code.SAME_HEADING, {"heading": name}))
            name = f"{name} ({again})"
        names.append(name)
    empty = [column_letter(i) for i, label in enumerate(labels, start=1) if not label]
    if empty and len(empty) < len(labels):
        findings.append(Finding(Code.EMPTY_HEADING, {"columns": ", ".join(empty)}))
    return tuple(names), findings


def column_letter(position: int) -> str:
    """The spreadsheet's letter of a column, from 1: 1 is A, 27 is AA."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _label(cell: str) -> str:
    return " ".join(cell.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))

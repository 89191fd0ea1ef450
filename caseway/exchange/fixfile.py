"""The fix file: the sender's own columns, with what is wrong and the line it stood on."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from caseway.exchange.meaning import Weight
from caseway.exchange.models import Batch, Decision, Fate, Issue, Row
from caseway.exchange.queries import spoken
from caseway.exchange.reading import Role
from caseway.exchange.words import Owner

# A spreadsheet runs a cell that begins with one of these.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_WAITS_OR_REFUSED = frozenset({Fate.HELD, Fate.REFUSED})
_CHUNK = 500


def safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def lines_to_mend(batch: Batch) -> Iterator[list[str]]:
    """The heading, then each line to mend, in the order of the file.

    Every held and every refused line is among them, and lines of which a cell was
    left out. Totals and notes are no cases and are listed on the page of the file;
    a line that somebody left out needs no mending.
    """
    yield [
        *(safe(heading) for heading in batch.header),
        _("Line in your file"),
        _("What is wrong"),
        _("How to fix it"),
    ]
    rows = batch.rows.filter(role=Role.DATA.value).exclude(decision=Decision.LEAVE_OUT)
    rows = rows.exclude(fate__in=[Fate.OUTSIDE, Fate.SAME]).order_by("line")
    for row in rows.prefetch_related("issues").iterator(chunk_size=_CHUNK):
        wrong = [issue for issue in row.issues.all() if _is_wrong(row, issue)]
        if not wrong and row.fate not in _WAITS_OR_REFUSED:
            continue
        cells = row.take("source").get("cells", [])
        padded = [*cells, *[""] * (len(batch.header) - len(cells))]
        words = [spoken(issue) for issue in wrong]
        yield [
            *(safe(cell) for cell in padded[: len(batch.header)]),
            str(row.line),
            " ".join(
                f"{one.column}: {one.message}" if one.column else one.message for one in words
            ),
            " ".join(dict.fromkeys(one.how_to_fix for one in words)),
        ]


def _is_wrong(row: Row, issue: Issue) -> bool:
    """What keeps the line out, whoever mends it; of a line that goes in, what its sender can."""
    if issue.weight == Weight.NOTE:
        return False
    return row.fate in _WAITS_OR_REFUSED or spoken(issue).owner is not Owner.OFFICE


def as_csv(lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, which Excel needs to read accents."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield b"\xef\xbb\xbf"
    for line in lines:
        writer.writerow(line)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def as_xlsx(lines: Iterable[Sequence[str]]) -> bytes:
    """A workbook of texts only: nothing in it is a number, a link or a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": True})
    sheet = book.add_worksheet(_("To mend")[:31])
    bold = book.add_format({"bold": True})
    text = book.add_format({"num_format": "@"})
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            sheet.write_string(number, column, cell[:32_767], text if number else bold)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()

"""What is billed and what is held back, as a table, as CSV and as a workbook."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from caseway.coaching.facts.bill import Judged
from caseway.coaching.models import Checklist, FunderNumber
from caseway.coaching.shown.record import clock
from caseway.kernel.words import say
from caseway.rules.records.visits.billing import Line
from caseway.rules.records.visits.checks import CHECK_LABELS, Check
from caseway.rules.records.visits.codes import MODE_LABELS

# A spreadsheet runs a cell that begins with one of these.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Row = Sequence[str | int]


def safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def held_words(checklist: Checklist | None, line: Line) -> list[dict[str, str]]:
    """Each check that holds a line back, with its reasons; an empty record says so once."""
    found: dict[Check, list[str]] = {}
    for held in line.held:
        found.setdefault(held.check, []).append(say(held.reason))
    if checklist is None and Check.INCOMPLETE in found:
        found[Check.INCOMPLETE] = [_("Nothing is filled in.")]
    return [{"check": _(CHECK_LABELS[check]), "why": " ".join(why)} for check, why in found.items()]


def rows_of(judged: Iterable[Judged], numbers: Mapping[int, FunderNumber]) -> Iterator[Row]:
    """The heading, then one line for each session. `numbers` by enrolment, shown by their end."""
    yield [
        _("Case number"),
        _("Person"),
        _("Funder number ends in"),
        _("Service"),
        _("Date"),
        _("Start"),
        _("Stop"),
        _("How"),
        _("Minutes"),
        _("Units"),
        _("Coach"),
        _("Signed"),
        _("Billable"),
        _("Held back by"),
        _("Why"),
    ]
    for visit, checklist, line in judged:
        record, held = line.record, held_words(checklist, line)
        number = numbers.get(visit.enrolment_id)
        yield [
            visit.enrolment.case.number,
            safe(visit.enrolment.person.name_used),
            safe(number.last_four) if number else "",
            line.service,
            record.day.isoformat() if record.day else "",
            clock(record.started),
            clock(record.stopped),
            _(MODE_LABELS[record.mode]) if record.mode else "",
            line.minutes,
            line.units,
            safe(visit.coach.name),
            _("Yes") if record.signed else _("No"),
            _("Yes") if line.billable else _("No"),
            "; ".join(one["check"] for one in held),
            safe("; ".join(one["why"] for one in held)),
        ]


def as_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs to read accents."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def as_xlsx(rows: Iterable[Row], title: str) -> bytes:
    """A workbook of texts and whole numbers: nothing in it is a link or a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(title[:31])
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, cell[:32_767], text if number else bold)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return buffer.getvalue()

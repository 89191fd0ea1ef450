"""Papers as they come in: a time sheet or a pay stub on one page, as a small PDF.

Written by hand in forty lines: text and rules in two standard fonts need no part.
"""

from datetime import date

from caseway.demo.hours.days import Day

_LEFT, _RIGHT, _TOP = 60, 552, 730
_COLUMNS = (60, 190, 290, 380, 470)


class Sheet:
    """A letter-size page that takes text and lines; `bytes` gives the file."""

    def __init__(self) -> None:
        self._drawn: list[str] = []

    def text(self, x: float, y: float, text: str, *, size: int = 10, bold: bool = False) -> None:
        safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self._drawn.append(f"BT /F{2 if bold else 1} {size} Tf {x} {y} Td ({safe}) Tj ET")

    def line(self, y: float, *, start: float = _LEFT, end: float = _RIGHT) -> None:
        self._drawn.append(f"0.6 w {start} {y} m {end} {y} l S")

    def bytes(self) -> bytes:
        content = "\n".join(self._drawn).encode("cp1252", "replace")
        fonts = [
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            for name in ("Helvetica", "Helvetica-Bold")
        ]
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            *(font.encode() for font in fonts),
        ]
        return _file(objects)


def time_sheet(place: str, title: str, name: str, supervisor: str, days: list[Day]) -> bytes:
    """A sign-in sheet: each day's minutes, and below the supervisor's name, if anybody signed."""
    sheet = _headed("Time sheet", place, title, name, days)
    y = _heading(sheet, ("Day", "Scheduled", "Present", "Away", "Remark"))
    for day in days:
        y -= 17
        cells = (
            f"{day.on:%a, %b} {day.on.day}",
            _hours(day.scheduled),
            _hours(day.attended) if day.attended else "-",
            _hours(max(0, day.scheduled - day.attended)) if day.attended < day.scheduled else "",
            _remark(day),
        )
        for x, cell in zip(_COLUMNS, cells, strict=True):
            sheet.text(x, y, cell)
    sheet.line(y - 10)
    sheet.text(
        _LEFT, y - 26, f"Present in all: {_hours(sum(day.attended for day in days))}", bold=True
    )
    sheet.text(_LEFT, y - 60, "Supervisor of each day:")
    if supervisor:
        sheet.text(200, y - 60, supervisor, size=12, bold=True)
    sheet.line(y - 64, start=195, end=420)
    return sheet.bytes()


def pay_stub(employer: str, title: str, name: str, days: list[Day], cents: int) -> bytes:
    """A pay stub: hours paid, rate and gross; `cents` an hour."""
    minutes = sum(day.attended for day in days)
    sheet = _headed("Earnings statement", employer, title, name, days)
    y = _heading(sheet, ("Earnings", "Hours", "Rate", "Gross", ""))
    gross = minutes * cents / 6000
    cells = ("Regular", f"{minutes / 60:.2f}", f"${cents / 100:.2f}", f"${gross:,.2f}", "")
    for x, cell in zip(_COLUMNS, cells, strict=True):
        sheet.text(x, y - 17, cell)
    sheet.line(y - 27)
    sheet.text(_LEFT, y - 43, f"Days paid: {sum(1 for day in days if day.attended)}")
    return sheet.bytes()


def _headed(kind: str, place: str, title: str, name: str, days: list[Day]) -> Sheet:
    sheet = Sheet()
    sheet.text(_LEFT, _TOP, place, size=15, bold=True)
    sheet.text(_LEFT, _TOP - 18, "Invented for a demonstration")
    sheet.text(_LEFT, _TOP - 46, f"{kind}: {_said(days[0].on)} to {_said(days[-1].on)}", size=12)
    sheet.text(_LEFT, _TOP - 64, name, size=12, bold=True)
    sheet.text(_LEFT, _TOP - 80, title)
    return sheet


def _heading(sheet: Sheet, cells: tuple[str, ...]) -> int:
    y = _TOP - 110
    for x, cell in zip(_COLUMNS, cells, strict=True):
        sheet.text(x, y, cell, bold=True)
    sheet.line(y - 5)
    return y - 5


def _remark(day: Day) -> str:
    if day.late:
        return "came late"
    return {2: "excused", 3: "not excused", 4: "holiday"}.get(int(day.mark), "")


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _said(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _file(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)

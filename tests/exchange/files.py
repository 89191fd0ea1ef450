"""Messy files as offices send them, built afresh for each test."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

HEADER = (
    "Case No", "Client Name", "DOB", "SSN", "Phone", "Email", "Address", "Zip", "Borough",
    "Language", "Program", "Case Manager",
)  # fmt: skip

# Twins with one birth date, transposed names, apostrophes, accents, two family names.
PEOPLE = (
    ("00432202", "RIVERA-GOMEZ, Ana María", "3/14/1988", "219-09-9999", "(212) 555-1234",
     "ana@example.org", "12 Grand St, Apt 4", "10013", "Manhattan", "Spanish", "FA",
     "kim@example.org"),
    ("00432203", "O'Neil, D'Angelo", "11/30/1990", "219-09-9998", "212.555.1235",
     "", "7 Main St", "10451", "Bronx", "English", "FA", "kim@example.org"),
    ("00432204", "Nguyễn, Thị Hồng", "2/28/1979", "", "718-555-1236",
     "", "9 Elm Av", "11355", "Queens", "Vietnamese", "SNA", "lee@example.org"),
    ("00432205", "Peña, Luz", "7/4/2001", "", "", "", "88 Park Pl", "11217", "Brooklyn", "Español",
     "FA", "lee@example.org"),
    ("00432206", "Peña, Sol", "7/4/2001", "", "", "", "88 Park Pl", "11217", "Brooklyn", "Español",
     "FA", "lee@example.org"),
    ("00432207", "Ana María, RIVERA-GOMEZ", "3/14/1988", "", "", "", "12 Grand St", "10013",
     "Manhattan", "Spanish", "FA", "kim@example.org"),
)  # fmt: skip


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    line_end: str = "\r\n",
) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, fill: Callable[[Any], None], *, title: str = "Cases") -> Path:
    """A workbook whose first sheet `fill` has filled. openpyxl saves formulas without values."""
    book = openpyxl.Workbook()
    book.active.title = title
    fill(book.active)
    book.save(path)
    return path


def messy_workbook(path: Path, people: Sequence[Sequence[Any]] = PEOPLE) -> Path:
    """A cover sheet, three title rows, merged two-row headings, mixed dates, a totals line."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Read me"
    cover["A1"] = "Prepared by the data unit. Cases are on the next sheet."
    sheet = book.create_sheet("Active cases")
    sheet.append(["Active caseload, Family Independence"])
    sheet.append(["As of November 20, 2026"])
    sheet.append([])
    sheet.merge_cells("A1:L1")
    sheet.append(["Case", None, "Person", None, None, None, "Home", None, None, None, "Work", None])
    sheet.append(HEADER)
    for area in ("A4:B4", "C4:F4", "G4:J4", "K4:L4"):
        sheet.merge_cells(area)
    for person in people:
        sheet.append(_as_excel_would(person))
    last = sheet.max_row
    sheet.row_dimensions[last].hidden = True
    sheet.append(["TOTAL", len(people)])
    sheet[f"A{last + 1}"].font = Font(bold=True)
    book.create_sheet("Lookup").append(["FA", "Family assistance"])
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(path)
    return path


def _as_excel_would(person: Sequence[str]) -> list[Any]:
    """Numbers lose their zeros, one date in two becomes a real date, phones become floats."""
    cells: list[Any] = list(person)
    cells[0] = float(cells[0])
    month, day, year = (int(part) for part in cells[2].split("/"))
    cells[2] = datetime(year, month, day) if day % 2 else cells[2]
    digits = "".join(c for c in cells[4] if c.isdigit())
    cells[4] = float(digits) if digits else None
    cells[7] = int(cells[7])
    return [cell if cell != "" else None for cell in cells]


def edit_zip(path: Path, member: str, edit: Callable[[bytes], bytes]) -> Path:
    """The same archive with one member changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = edit(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def zip_bomb(path: Path, megabytes: int = 300) -> Path:
    """A workbook with a sheet of spaces: a few hundred kilobytes that unpack to `megabytes`."""
    write_xlsx(path, lambda sheet: sheet.append(["Case No"]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        block = b" " * (1 << 20)
        with archive.open("xl/worksheets/sheet2.xml", "w") as part:
            for _ in range(megabytes):
                part.write(block)
    return path


def day(text: str) -> date:
    return date.fromisoformat(text)

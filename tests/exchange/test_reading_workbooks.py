"""Workbooks as offices send them: what people saw in the cells, and every row of it."""

import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from caseway.exchange.codes import Code
from caseway.exchange.reading import Kind, Role, UnreadableFile, open_source
from caseway.exchange.words import how_to_fix, sentence

from .files import PEOPLE, edit_zip, messy_workbook, write_xlsx, zip_bomb


def _sheet(*rows):
    def fill(sheet):
        for row in rows:
            sheet.append(row)

    return fill


def _data(path, **options):
    return list(open_source(path, **options).data())


def test_the_messy_workbook_is_read_with_every_row_in_its_role(tmp_path):
    source = open_source(messy_workbook(tmp_path / "m.xlsx"), name="m.xlsx")

    assert source.sheet == "Active cases"
    assert source.header[:4] == (
        "Case / Case No",
        "Case / Client Name",
        "Person / DOB",
        "Person / SSN",
    )
    assert [row.role.value for row in source.rows()] == [
        "title", "title", "blank", "heading", "heading", *["data"] * 6, "totals",
    ]  # fmt: skip
    # The last person stands in a hidden row.
    assert [row.cells[1] for row in source.data()][:6] == [person[1] for person in PEOPLE]
    assert [f.code for f in source.findings] == [
        Code.OTHER_SHEETS,
        Code.TITLE_LINES,
        Code.TWO_ROW_HEADING,
    ]


def test_other_sheets_are_named_and_one_of_them_can_be_chosen(tmp_path):
    path = messy_workbook(tmp_path / "m.xlsx")

    assert open_source(path).findings[0].params["others"] == "Read me, Lookup"
    assert open_source(path, sheet="Lookup").header == ("FA", "Family assistance")
    with pytest.raises(UnreadableFile) as refusal:
        open_source(path, sheet="Old")
    assert refusal.value.finding.code is Code.NO_SUCH_SHEET


def test_cells_are_texts_as_people_saw_them(tmp_path):
    path = tmp_path / "c.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    zip_code = book.add_format({"num_format": "00000"})
    ssn = book.add_format({"num_format": "000-00-0000"})
    us_date = book.add_format({"num_format": "m/d/yyyy"})
    sheet.write_row(0, 0, ["Zip", "SSN", "Born", "Case", "Hours", "Active", "Seen at"])
    sheet.write_number(1, 0, 501, zip_code)
    sheet.write_number(1, 1, 12345678, ssn)
    sheet.write_datetime(1, 2, datetime(1988, 3, 4), us_date)
    sheet.write_number(1, 3, 43232202.0)
    sheet.write_number(1, 4, 26.5)
    sheet.write_boolean(1, 5, True)
    sheet.write_datetime(1, 6, datetime(2026, 11, 20, 9, 30), us_date)
    book.close()

    (row,) = _data(path)

    assert row.cells == (
        "00501", "012345678", "1988-03-04", "43232202", "26.5", "TRUE", "2026-11-20 09:30",
    )  # fmt: skip


@pytest.mark.parametrize("without", [b"", b"<v></v>", b"<v/>"])
def test_a_formula_gives_its_saved_value_and_says_when_it_has_none(tmp_path, without):
    path = tmp_path / "c.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Case", "Name", "Hours"])
    sheet.write_row(1, 0, ["1001", "Ana"])
    sheet.write_formula(1, 2, "=10+10", value=20)
    sheet.write_row(2, 0, ["1002", "Luz"])
    sheet.write_formula(2, 2, "=10+11", value=21)
    book.close()
    edit_zip(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>21</v>", without))

    first, second = _data(path)

    assert (first.cells[2], first.flags) == ("20", ())
    assert second.cells[2] == ""
    assert [(f.code, f.params["columns"]) for f in second.flags] == [
        (Code.FORMULA_WITHOUT_VALUE, "C")
    ]


def test_a_workbook_that_was_never_calculated_is_refused(tmp_path):
    rows = [["Case", "Hours"], *[[n, "=1+1"] for n in range(20_001)]]

    with pytest.raises(UnreadableFile) as refusal:
        open_source(write_xlsx(tmp_path / "c.xlsx", _sheet(*rows)))

    assert refusal.value.finding.code is Code.NO_COMPUTED_VALUES


def test_a_size_that_the_sheet_misstates_cuts_nothing_off(tmp_path):
    path = write_xlsx(tmp_path / "c.xlsx", _sheet(["Case", "Name"], ["A1", "Ana"], ["A2", "Luz"]))
    edit_zip(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1:A1"'),
    )

    assert [row.cells for row in _data(path)] == [("A1", "Ana"), ("A2", "Luz")]


def test_a_vertical_merge_is_one_heading_and_a_title_merge_is_a_title(tmp_path):
    def fill(sheet):
        sheet.append(["Cases of November"])
        sheet.append(["Case", "Household", None, "Born"])
        sheet.append([None, "Name", "Size", None])
        sheet.append(["A1001", "Ruiz", 3, date(1990, 1, 2)])
        for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
            sheet.merge_cells(area)

    source = open_source(write_xlsx(tmp_path / "c.xlsx", fill))

    assert source.header == ("Case", "Household / Name", "Household / Size", "Born")
    assert [row.cells for row in source.data()] == [("A1001", "Ruiz", "3", "1990-01-02")]


def test_a_blank_tail_is_counted_and_the_rows_beyond_it_are_read(tmp_path):
    def fill(sheet):
        sheet.append(["Case", "Name"])
        sheet.append(["A1", "Ana"])
        sheet["A900"] = "A2"
        sheet["B900"] = "Luz"

    rows = list(open_source(write_xlsx(tmp_path / "c.xlsx", fill)).rows())

    assert len(rows) == 900
    assert [row.line for row in rows if row.role is Role.DATA] == [2, 900]


def _encrypted(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )


def _old_excel(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Book".encode("utf-16-le"))


def _zip_of(*names):
    def build(path):
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, "x")

    return build


def _bytes(content):
    return lambda path: path.write_bytes(content)


def _truncated(path):
    messy_workbook(path)
    path.write_bytes(path.read_bytes()[:-200])


def _broken_sheet(path):
    write_xlsx(path, _sheet(["Case", "Name"], ["A1", "Ana"]))
    edit_zip(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])


def _with_entity(path):
    write_xlsx(path, _sheet(["Case", "Name"], ["A1", "Ana"]))
    edit_zip(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml,
    )


def _huge(path):
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024 + 1)


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (_bytes(b""), Code.EMPTY_FILE),
        (_bytes(b"\xef\xbb\xbf\r\n,,\r\n"), Code.NO_DATA),
        (_huge, Code.TOO_LARGE),
        (zip_bomb, Code.UNPACKS_TOO_LARGE),
        (_encrypted, Code.ENCRYPTED),
        (_old_excel, Code.OLD_EXCEL),
        (_zip_of("xl/workbook.bin"), Code.BINARY_EXCEL),
        (_zip_of("mimetype", "content.xml"), Code.OTHER_SPREADSHEET),
        (_zip_of("word/document.xml", "[Content_Types].xml"), Code.OTHER_KIND),
        (_zip_of("photo.jpg"), Code.OTHER_KIND),
        (_zip_of("[Content_Types].xml"), Code.DAMAGED),
        (_bytes(b"<html><table><tr><td>Case</td></tr></table></html>"), Code.WEB_PAGE),
        (_bytes(b"<?xml version='1.0'?><?mso-application?>"), Code.OTHER_SPREADSHEET),
        (_bytes(b"%PDF-1.7 ..."), Code.OTHER_KIND),
        (_bytes(bytes(range(1, 9)) * 50), Code.NOT_A_SPREADSHEET),
        (_truncated, Code.DAMAGED),
        (_broken_sheet, Code.DAMAGED),
        (_with_entity, Code.DAMAGED),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence_and_a_way_out(tmp_path, build, code):
    path = tmp_path / "file.xlsx"
    build(path)

    with pytest.raises(UnreadableFile) as refusal:
        list(open_source(path, name="file.xlsx").rows())

    finding = refusal.value.finding
    assert finding.code is code
    assert "%(" not in sentence(finding) + how_to_fix(finding)


@pytest.mark.parametrize(
    ("name", "said"),
    [("m.xlsx", False), ("M.XLSX", False), ("m.csv", True), ("m.xls", True), ("", False)],
)
def test_a_wrong_extension_is_said_and_does_no_harm(tmp_path, name, said):
    path = messy_workbook(tmp_path / "m.xlsx").rename(tmp_path / "no-extension")

    source = open_source(path, name=name)

    assert source.kind is Kind.XLSX
    assert (Code.WRONG_EXTENSION in [f.code for f in source.findings]) is said


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.none() | st.integers() | st.text(st.characters(codec="utf-8", min_codepoint=32)) |
            st.floats(allow_nan=False, allow_infinity=False) | st.booleans() |
            st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(9999, 1, 1)),
            max_size=6,
        ),
        max_size=12,
    )
)  # fmt: skip
def test_whatever_a_workbook_holds_every_filled_row_is_accounted_for(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("h") / "c.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    filled = set()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            if isinstance(value, int) and abs(value) > 10**15:
                value = str(value)
            written = sheet.write(
                number, column, value, dated if isinstance(value, datetime) else None
            )
            if written == 0:
                filled.add(number + 1)
    book.close()

    if not filled:
        with pytest.raises(UnreadableFile):
            open_source(path)
        return
    read = list(open_source(path).rows())
    assert {row.line for row in read if row.role is not Role.BLANK} == filled
    assert [row.line for row in read] == list(range(1, len(read) + 1))


def _peak_bytes_of_reading(path):
    tracemalloc.start()
    count = sum(1 for row in open_source(path).data() if len(row.cells) == 30)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, peak


def test_a_row_that_was_read_leaves_less_than_two_kilobytes_behind(tmp_path):
    peaks = []
    for rows in (500, 1500):
        path = tmp_path / f"{rows}.xlsx"
        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"Column {chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(30)])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"text {row} {n}" for n in range(30)])
        book.close()
        count, peak = _peak_bytes_of_reading(path)
        assert count == rows
        peaks.append(peak)

    assert peaks[1] - peaks[0] < 1000 * 2048

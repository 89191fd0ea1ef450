"""Text files as offices send them: every record is accounted for, with its line and its text."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caseway.exchange.codes import Code
from caseway.exchange.reading import Role, UnreadableFile, open_source
from caseway.exchange.reading.quoting import split

from .files import HEADER, PEOPLE, write_csv


def _file(tmp_path, content):
    path = tmp_path / "cases.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _rows(path, role=Role.DATA):
    return [row for row in open_source(path).rows() if row.role is role]


def _codes(row):
    return [flag.code for flag in row.flags]


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_people_read_the_same_in_every_encoding_delimiter_and_line_end(
    tmp_path, encoding, label, delimiter, line_end
):
    path = write_csv(
        tmp_path / "c.csv",
        [HEADER, *PEOPLE],
        encoding=encoding,
        delimiter=delimiter,
        line_end=line_end,
    )

    source = open_source(path)

    assert (source.encoding, source.delimiter) == (label, delimiter)
    assert source.header == HEADER
    assert [row.cells for row in source.data()] == list(PEOPLE)
    assert [row.line for row in source.data()] == [2, 3, 4, 5, 6, 7]


def test_windows_1252_keeps_accents_and_its_five_undefined_bytes(tmp_path):
    path = _file(tmp_path, b"Name,City\r\nJos\xe9 Pe\xf1a \x93Pepe\x94,x\x81\x8d\x8f\x90\x9dy\r\n")

    source = open_source(path)

    assert source.encoding == "Windows-1252"
    (row,) = source.data()
    assert row.cells == ("José Peña “Pepe”", "x\x81\x8d\x8f\x90\x9dy")


def test_accents_that_happen_to_be_utf_8_do_not_spoil_a_windows_file(tmp_path):
    path = _file(tmp_path, b"Name,City\r\nJOS\xc9\x92S,Mayag\xfcez\r\nPe\xf1a,Ba\xf1o\r\n")

    source = open_source(path)

    assert [row.cells[0] for row in source.data()] == ["JOSÉ’S", "Peña"]


def test_two_exports_pasted_together_are_read_and_reported(tmp_path):
    good = "Núñez,Bayamón\r\nMuñoz,Mayagüez\r\n".encode()
    path = _file(tmp_path, b"Name,City\r\n" + good + b"Pe\xf1a,Ponce\r\n")

    source = open_source(path)

    assert [row.cells[0] for row in source.data()] == ["Núñez", "Muñoz", "Peña"]
    assert [(f.code, f.params["count"]) for f in source.findings] == [(Code.MIXED_ENCODING, 1)]


def test_a_cell_may_hold_line_ends_and_the_next_row_keeps_its_line_number(tmp_path):
    path = _file(tmp_path, 'Case,Note\n1001,"called\nleft ""word""\nagain"\n1002,seen\n')

    first, second = _rows(path)

    assert first.cells == ("1001", 'called\nleft "word"\nagain')
    assert first.original_text == '1001,"called\nleft ""word""\nagain"\n'
    assert (first.line, second.line) == (2, 5)


def test_a_quotation_mark_that_never_closes_costs_its_own_line_only(tmp_path):
    lines = [f'{n},"12 Main St, Apt {n}",x\n' for n in range(1001, 1300)]
    lines[3] = '1004,"12 Main St, Apt 4,x\n'
    path = _file(tmp_path, "Case,Address,Note\n" + "".join(lines))

    rows = _rows(path)

    assert len(rows) == 299
    assert _codes(rows[3])[0] is Code.OPEN_QUOTE
    assert [row.line for row in rows if row.flags] == [5]


def test_quotation_marks_inside_a_quoted_cell_are_kept_and_reported(tmp_path):
    path = _file(tmp_path, 'Case,Name\n1001,"Ana "Nita" Ruiz"\n')

    (row,) = _rows(path)

    assert row.cells == ("1001", 'Ana "Nita" Ruiz')
    assert _codes(row) == [Code.STRAY_QUOTE]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", ("",)),
        ("a,", ("a", "")),
        (",", ("", "")),
        ('"",b', ("", "b")),
        ('"a""b",c', ('a"b', "c")),
        ('""""', ('"',)),
        ('a, "b, c" ,d', ("a", "b, c", "d")),
        ("5'10\",x", ("5'10\"", "x")),  # a mark inside an unquoted cell is an inch sign
    ],
)
def test_one_record_splits_as_a_spreadsheet_would(text, cells):
    assert split(text, ",").cells == cells


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1001,Ana,x,y", Code.LONG_ROW),
        ("1001,Ana", Code.SHORT_ROW),
        ("1001,#N/A,x", Code.ERROR_VALUE),
        ("1001,A\0na,x", Code.NUL_REMOVED),
    ],
)
def test_an_odd_line_is_read_and_says_what_is_odd(tmp_path, line, code):
    path = _file(tmp_path, f"Case,Name,Note\n1000,Luz,z\n{line}\n1002,Sol,z\n")

    _, odd, _ = _rows(path)

    assert _codes(odd) == [code]
    assert "\0" not in odd.original_text
    assert "\0" not in "".join(odd.cells)


def test_empty_cells_beyond_the_headings_are_not_a_long_row(tmp_path):
    (row,) = _rows(_file(tmp_path, "Case,Name\n1001,Ana,,\n"))

    assert row.flags == ()


def test_titles_blank_lines_totals_notes_and_repeated_headings_each_have_their_role(tmp_path):
    path = _file(
        tmp_path,
        "Active caseload\nNovember 2026\n\nCase,Name,Hours\n1001,Ana,20\n\nBronx\n"
        'Case,Name,Hours\n1002,"Total, Maria",30\nSubtotal,2,50\nTotal general:,,"1,050"\n,,\n',
    )

    roles = [(row.line, row.role.value) for row in open_source(path).rows()]

    assert roles == [
        (1, "title"),
        (2, "title"),
        (3, "blank"),
        (4, "heading"),
        (5, "data"),
        (6, "blank"),
        (7, "note"),
        (8, "heading_again"),
        (9, "data"),
        (10, "totals"),
        (11, "totals"),
        (12, "blank"),
    ]


def test_two_heading_rows_become_one_name_for_each_column(tmp_path):
    path = _file(
        tmp_path,
        ",Household,,Person,\nCase,Name,Size,Name,Born\n1001,Ruiz,2,Ana,1/2/1990\n",
    )

    assert open_source(path).header == (
        "Case",
        "Household / Name",
        "Household / Size",
        "Person / Name",
        "Person / Born",
    )


def test_repeated_and_missing_headings_get_names_of_their_own_and_are_reported(tmp_path):
    source = open_source(_file(tmp_path, "Case,Phone,,phone\n1001,5551234,x,5551235\n"))

    assert source.header == ("Case", "Phone", "(C)", "phone (2)")
    assert [f.code for f in source.findings] == [Code.SAME_HEADING, Code.EMPTY_HEADING]


def test_a_file_without_headings_loses_no_line(tmp_path):
    source = open_source(_file(tmp_path, "1001,Ana,3/14/1988\n1002,Luz,7/4/2001\n"))

    assert source.header == ("(A)", "(B)", "(C)")
    assert [f.code for f in source.findings] == [Code.NO_HEADING]
    assert len(list(source.data())) == 2


def test_commas_in_addresses_do_not_hide_the_real_delimiter(tmp_path):
    rows = "".join(f"{n};Rivera, Ana;12 Main St, Apt 4, NY\n" for n in range(1001, 1030))

    assert open_source(_file(tmp_path, "Case;Name;Address\n" + rows)).delimiter == ";"


def test_a_tab_inside_ragged_lines_is_not_the_delimiter(tmp_path):
    text = "Case number,Name,Phone,Stage,Site,Region,Language\n,,,\t0\n,,,,0\t\n"

    assert open_source(_file(tmp_path, text)).delimiter == ","


def test_a_delimiter_that_excel_declares_is_believed(tmp_path):
    source = open_source(_file(tmp_path, "sep=|\nCase|Name\n1001|Ana\n"))

    assert source.delimiter == "|"
    assert source.header == ("Case", "Name")


def test_blank_lines_before_the_headings_do_not_hide_them(tmp_path):
    source = open_source(_file(tmp_path, "\n" * 200 + "Case,Name\n1001,Ana\n"))

    assert source.header == ("Case", "Name")
    assert [row.line for row in source.data()] == [202]


def test_a_line_without_end_is_refused_in_words_rather_than_read_into_memory(tmp_path):
    path = _file(tmp_path, "Case,Name\n" + "x" * 1_000_001)

    with pytest.raises(UnreadableFile) as refusal:
        list(open_source(path).rows())

    assert refusal.value.finding.code is Code.LINE_TOO_LONG


_MESSY_TEXT = st.text(st.sampled_from(list('ab1,;\t|"\n\r \0é"\n,')), max_size=300)


@settings(deadline=None)
@given(text=_MESSY_TEXT)
def test_the_texts_of_all_records_together_are_the_whole_file(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("h") / "f.csv"
    path.write_bytes(text.encode())

    if not any(c.isalnum() for c in text):
        return  # nothing but marks may be refused as empty; the next property covers it
    # A zero in every second byte is how UTF-16 without its mark looks, and is read as that.
    assume(text.count("\0") * 4 < len(text) + 4)
    rows = list(open_source(path).rows())
    assert "".join(row.original_text for row in rows) == text.replace("\0", "␀")
    assert [row.line for row in rows] == sorted({row.line for row in rows})


@settings(deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_to_their_last_record_or_refused_in_words(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("h") / "f.csv"
    path.write_bytes(content)

    try:
        source = open_source(path, name="f.csv")
        rows = list(source.rows())
    except UnreadableFile:
        return
    assert len(rows) == sum(1 for _ in source.table.records)
    assert all(len(row.cells) >= len(source.header) for row in rows)


@settings(deadline=None)
@given(
    start=st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]), rest=st.binary()
)
def test_bytes_that_claim_to_be_a_workbook_are_refused_in_words(tmp_path_factory, start, rest):
    path = tmp_path_factory.mktemp("h") / "f.xlsx"
    path.write_bytes(start + rest)

    with pytest.raises(UnreadableFile):
        open_source(path)

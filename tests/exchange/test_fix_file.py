"""The fix file: the sender's own columns, the reason, the line, and nothing that runs."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.agencies.models import Role
from caseway.exchange import fixfile
from caseway.exchange.fixfile import safe
from tests.factories import make_worker, make_world

from .loading import csv_of, fates, load, preview


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+12125551234", "'+12125551234"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("Ana", "Ana"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text, written):
    assert safe(text) == written


@given(text=st.text(max_size=20))
def test_no_written_text_begins_with_what_a_spreadsheet_runs(text):
    assert not safe(text).startswith(fixfile.DANGEROUS)


HEAD = ("Case No", "Name", "DOB", "Phone")


def _batch():
    world = make_world()
    boss = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    lines = csv_of(
        HEAD,
        ("A-1", "Ana Rivera", "3/14/1988", "212-555-1234"),
        ("", '"=HYPERLINK(""x"")"', "3/14/1988", "+1 212 555 1234"),
        ("A-3", '"Peña, Luz"', "31/31/1990", "555"),
        ("Total", "3", "", ""),
    )
    return world, boss, preview(world, boss, lines)


@pytest.mark.django_db
def test_only_lines_to_mend_come_back_with_their_reasons_and_line_numbers():
    _world, _boss, batch = _batch()

    heading, *lines = fixfile.lines_to_mend(batch)

    assert heading == [*HEAD, "Line in your file", "What is wrong", "How to fix it"]
    assert [line[4] for line in lines] == ["3", "4"]
    assert lines[0][:4] == ["", '\'=HYPERLINK("x")', "3/14/1988", "'+1 212 555 1234"]
    assert lines[0][5] == "Case No: This line has no case number."
    assert "DOB: “31/31/1990” is not a date" in lines[1][5]
    assert "Phone: “555” is not a phone number" in lines[1][5]


@pytest.mark.django_db
def test_a_mended_line_goes_in_and_the_others_need_not_be_sent_again():
    world, boss, batch = _batch()
    load(batch, boss)
    heading, first, _second = fixfile.lines_to_mend(batch)
    first[0] = "A-2"
    mended = b"".join(fixfile.as_csv([heading, first]))

    again = load(preview(world, boss, mended), boss)

    assert fates(again) == {2: "new"}
    assert again.rows.get(line=2).take("values")["fields"]["phone"] == "+12125551234"


@pytest.mark.django_db
def test_the_workbook_holds_texts_only():
    _world, _boss, batch = _batch()

    book = openpyxl.load_workbook(io.BytesIO(fixfile.as_xlsx(fixfile.lines_to_mend(batch))))

    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book.active["B2"].value == '\'=HYPERLINK("x")'

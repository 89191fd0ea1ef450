"""The fix file: the sender's own columns, the reason, the line, and nothing that runs."""

import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from caseway.agencies.models import Role
from caseway.exchange import fixfile
from caseway.exchange.fixfile import safe
from tests.factories import make_worker, make_world

from .files import write_xlsx
from .loading import codes, csv_of, fates, load, preview


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


@pytest.mark.django_db
def test_every_held_and_refused_line_is_in_the_fix_file_with_its_reason():
    world = make_world()
    boss = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    head = ("Case No", "Name", "DOB", "Region", "Program", "Note")
    lines = csv_of(
        head,
        ("A-1", "Ana Rivera", "3/14/1988", "", "", "x"),
        ("A-2", "Luz Kant", "3/15/1988", "Atlantis", "", "x"),
        ("A-3", "Sol Pena", "3/16/1988", "", "Unknown Program", "x"),
        ("A-4", "Bo Lind", "2/30/1988", "", "", "x"),
        ("4711", "Kim Ode", "3/17/1988", "", "", "x"),
        ("04711", "Lee Fox", "3/18/1988", "", "", "x"),
        ("A-1", "Zoe Kant", "3/19/1988", "", "", "x"),
        ("A-8", "Eva Lund", "3/20/1988", "", "", "x"),
        ("Total", "8", "", "", "", ""),
        ("End of report", "", "", "", "", ""),
    )
    batch = preview(world, boss, lines)
    row = batch.rows.get(line=9)
    row.fate, row.decision = "refused", "leave_out"
    row.save()

    _heading, *mend = fixfile.lines_to_mend(batch)

    found = fates(batch)
    assert found == {
        2: "new", 3: "refused", 4: "refused", 5: "held", 6: "held", 7: "held", 8: "refused",
        9: "refused", 10: "refused", 11: "refused",
    }  # fmt: skip
    assert [line[6] for line in mend] == ["3", "4", "5", "6", "7", "8"]
    assert all(line[7].endswith(".") and line[8].endswith(".") for line in mend)
    assert "“Atlantis” is not a region" in mend[0][7]
    assert "“Unknown Program” is not a program" in mend[1][7]
    assert "line 7 differ only by zeros" in mend[3][7]
    assert "formula" not in str(mend).casefold()


@pytest.mark.django_db
def test_a_totals_line_whose_sums_were_never_saved_is_said_to_be_totals(tmp_path, client):
    from caseway.exchange import queries

    world = make_world()
    boss = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    rows = [HEAD, ("A-1", "Ana Rivera", "3/14/1988", ""), ("A-2", "Luz Kant", "", "")]

    def fill(sheet):
        for one in (*rows, ("Total", "=COUNTA(B2:B3)", "", "")):
            sheet.append(one)
        sheet.append(("End of report",))

    content = write_xlsx(tmp_path / "t.xlsx", fill).read_bytes()
    batch = preview(world, boss, content, name="t.xlsx")

    assert (codes(batch, 4), codes(batch, 5)) == (["totals_line"], ["note_line"])
    assert list(fixfile.lines_to_mend(batch))[1:] == []
    assert queries.to_mend(batch) == 0
    shown = {line: one.message for one in queries.apart(batch) for line in one.lines}
    assert shown == {
        line: queries.spoken(batch.rows.get(line=line).issues.get()).message for line in (4, 5)
    }
    client.force_login(boss)
    page = client.get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    assert "This is a line of totals, not a case." in page
    assert reverse("exchange:mend", args=[batch.pk, "csv"]) not in page

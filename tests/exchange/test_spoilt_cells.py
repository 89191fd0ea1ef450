"""Cells that a spreadsheet or its typists spoilt: said, held where it matters, never guessed."""

import pytest

from caseway.agencies.models import Role
from caseway.cases.models import Case
from caseway.exchange.codes import Code
from tests.factories import make_worker, make_world

from .files import write_xlsx
from .loading import codes, csv_of, fates, load, preview

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public, name="Bo Lind")


def test_a_column_that_contradicts_itself_is_not_read_by_the_order_of_another(world, boss):
    """Two hands typed the birth dates; that other dates are orderly says nothing of them."""
    head = ("Case No", "Name", "DOB", "Opened On")
    lines = csv_of(
        head,
        ("B-1", "Ana Rivera", "12/25/1990", "5/29/2026"),
        ("B-2", "Luz Peña", "25/12/1990", "5/30/2026"),
        ("B-3", "Sol Ortiz", "6/7/1998", "6/1/2026"),
    )

    batch = preview(world, boss, lines)

    assert fates(batch) == {2: "new", 3: "new", 4: "held"}
    assert codes(batch, 4) == [Code.DATE_AMBIGUOUS]


@pytest.mark.parametrize(
    ("cells", "fate", "code"),
    [
        (("B-1", "#REF!", "Ana", "", "x"), "held", Code.ERROR_VALUE),
        (("B-1", "Rivera", "Ana", "#VALUE!", "x"), "new", Code.ERROR_VALUE),
        (("#REF!", "Rivera", "Ana", "", "x"), "refused", Code.CASE_NUMBER_MISSING),
        (("B-1", "Rivera", "Ana", "", "#REF!"), "new", None),  # nobody asked for this column
    ],
)
def test_an_error_of_the_spreadsheet_is_never_taken_for_a_text(world, boss, cells, fate, code):
    head = ("Case No", "Last Name", "First Name", "Address", "Shoe size")

    batch = preview(world, boss, csv_of(head, cells, ("B-2", "Peña", "Luz", "", "")))

    assert fates(batch) == {2: fate, 3: "new"}
    assert code is None or code in codes(batch, 2)
    fields = batch.rows.get(line=2).take("values").get("fields", {})
    assert "#" not in str(fields)


@pytest.mark.parametrize(
    ("formula_in", "fate"), [("Last Name", "held"), ("DOB", "held"), ("Address", "new")]
)
def test_a_formula_without_its_result_holds_the_line_whose_person_it_hides(
    tmp_path, world, boss, formula_in, fate
):
    head = ["Case No", "Last Name", "First Name", "DOB", "Address"]
    line = ["B-1", "Rivera", "Ana", "1988-03-14", "12 Grand St"]
    line[head.index(formula_in)] = '=UPPER("x")'

    def fill(sheet):
        for cells in (head, line, ["B-2", "Peña", "Luz", "2001-07-04", ""]):
            sheet.append(cells)

    content = write_xlsx(tmp_path / "f.xlsx", fill).read_bytes()
    batch = preview(world, boss, content, name="f.xlsx")

    assert fates(batch) == {2: fate, 3: "new"}
    assert Code.FORMULA_WITHOUT_VALUE in codes(batch, 2)


def test_names_the_other_way_round_are_said_and_the_record_stays(world, boss):
    head = ("Case No", "First Name", "Last Name", "DOB")
    load(preview(world, boss, csv_of(head, ("B-1", "Ana", "Rivera", "3/14/1988"))), boss)

    batch = preview(world, boss, csv_of(head, ("B-1", "Rivera", "Ana", "3/14/1988")))

    assert fates(batch) == {2: "same"}
    assert codes(batch, 2) == [Code.NAME_OTHER_ORDER]
    assert Case.objects.get(number="B-1").participant.name_used == "Ana Rivera"

"""Pasting a table: how it is read, what is asked, and that it is saved whole or not at all."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caseway.attendance.forms.paste import ANSWERS
from caseway.attendance.models import ActivityKind, AttendanceEntry, EntrySource, MarkCode
from caseway.attendance.reading.days import day_of_heading, days_between
from caseway.attendance.reading.people import Listed, Roll
from caseway.attendance.reading.sheet import rows_of_text
from caseway.attendance.reading.table import read_table
from tests.attendance.rows import MONDAY, SUNDAY, make_class, make_site
from tests.factories import make_enrolment, make_entry

WEEK = days_between(MONDAY, SUNDAY)
NOVEMBER = days_between(date(2026, 11, 1), date(2026, 11, 30))
ROLL = Roll.of(
    [
        Listed(
            1,
            11,
            "Ana Rivera",
            "W-000104",
            "Community service",
            "Community service",
            "Elm Street Pantry",
        ),
        Listed(2, 11, "Ana Rivera", "W-000104", "Job club", "Job search and job readiness"),
        Listed(3, 13, "Bo Lee", "W-000105", "Community service"),
        Listed(4, 14, "Bo Lee", "W-000106", "Community service"),
        Listed(5, 15, "José Núñez de la O", "W-000107", "Community service"),
    ]
)


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Mon", 16),
        ("Monday", 16),
        ("lunes", 16),
        ("mar.", 17),
        ("miércoles", 18),
        ("11/17", 17),
        ("11/17/26", 17),
        ("Tue 11/17", 17),
        ("Tue, Nov 17, 2026", 17),
        ("17 nov", 17),
        ("17 de noviembre de 2026", 17),
        ("2026-11-17", 17),
        ("2026-11-17 00:00:00", 17),  # a date cell of a workbook
        ("17.11.2026", 17),
        ("17", 17),
    ],
)
def test_a_heading_names_its_day(heading, day):
    assert day_of_heading(heading, WEEK) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("cell", "whose"),
    [
        ("Bo Lee W-000106", [4]),  # as the grid shows people, one line copied
        ("Bo Lee (W-000105)", [3]),
        ("Lee, Bo, 106", [4]),
        ("Ana Rivera W-000104\nJob club", [2]),  # a whole cell of the grid copied
        ("Bo Lee", [3, 4]),
        ("Bo Lee 12", [3, 4]),  # two digits are no case number, and no part of a name
        ("W-000105", [3]),
    ],
)
def test_a_name_and_its_number_may_stand_in_one_cell(cell, whose):
    assert ROLL.whose([cell]) == whose


@pytest.mark.parametrize("heading", ["Name", "Total", "", "11/31", "foo 11", "32"])
def test_what_names_no_day_is_not_guessed(heading):
    assert day_of_heading(heading, WEEK) is None


def test_a_weekday_means_nothing_in_a_month():
    assert day_of_heading("Mon", NOVEMBER) is None
    assert day_of_heading("16", NOVEMBER) == MONDAY


def test_a_year_that_is_missing_is_the_nearest():
    january = days_between(date(2027, 1, 1), date(2027, 1, 31))

    assert day_of_heading("12/30", january) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Name\tMon\nRivera, Ana\t6,5\n", [["Name", "Mon"], ["Rivera, Ana", "6,5"]]),
        ("Name;Mon\nRivera, Ana;6,5", [["Name", "Mon"], ["Rivera, Ana", "6,5"]]),
        ('Name,Mon\n"Rivera, Ana",6.5', [["Name", "Mon"], ["Rivera, Ana", "6.5"]]),
        ("Name\tMon\r\n\r\n Ana \u00a0\t6\t\t\r\n", [["Name", "Mon"], ["Ana", "6"]]),
        ('Name\tMon\n"Bo" Lee\t6\nAna\t5', [["Name", "Mon"], ["Bo Lee", "6"], ["Ana", "5"]]),
        ('Name\tMon\n"Bo\t6\nAna\t5', [["Name", "Mon"], ['"Bo', "6"], ["Ana", "5"]]),
        ("", []),
    ],
)
def test_a_pasted_text_is_cut_into_cells(text, rows):
    assert rows_of_text(text) == rows


def read(text, around=WEEK, **answers):
    said = {name.replace("_", "-"): value for name, value in answers.items()}
    return read_table(rows_of_text(text), ROLL, around, said)


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("Núñez de la O, José\t", [5]),
        ("jose nunez de la o\t", [5]),
        ("\tW-000107", [5]),
        ("\t107", [5]),  # a spreadsheet drops letters and zeros
        ("Ana Rivera\tJob club", [2]),  # the activity decides between two of one person
        ("Ana Rivera\tjob search and job readiness", [2]),  # by its kind
        ("Ana Rivera\tElm Street Pantry", [1]),  # by its place
        ("Ana Rivera\t", [1, 2]),
        ("Bo Lee\t", [3, 4]),  # twins in name must be asked about
        ("Bo Lee\t106", [4]),
        ("Nobody Known\t", []),
    ],
)
def test_a_line_is_held_against_the_list(who, ids):
    table = read(f"Name\tCase\tMon\n{who}\t6\n")

    assert table.lines[0].whose == ids


def test_a_list_with_one_line_a_day_is_read_as_well():
    table = read("Fecha;Nombre;Horas\n11/16;Núñez de la O, José;6,5\n11/17;José Núñez de la O;Es")

    assert table.is_long
    assert [(line.whose, line.boxes[0].on.day) for line in table.lines] == [([5], 16), ([5], 17)]


def test_titles_totals_and_empty_cells_say_nothing():
    text = "LaGuardia Works\n\nName\tMon\tTue\tTotal\nJosé Núñez de la O\t6\t\t6\nTotal\t6\t0\t6\n"

    table = read(text)

    assert table.cells == 1
    assert table.set_aside == ["Total"]


def test_the_days_of_a_month_may_stand_as_numbers():
    head = "\t".join(["Name", *map(str, range(1, 31))])
    line = "\t".join(["José Núñez de la O", *["6"] * 30])

    table = read(f"{head}\n{line}", NOVEMBER)

    assert [box.on for box in table.lines[0].boxes] == NOVEMBER


def test_answers_take_the_place_of_what_was_read():
    text = "Name\tMon\tfoo\nBo Lee\t25\t6\nNobody\t6\t6\n"

    table = read(text, who_1="4", fix_1_1="6", day_2="2026-11-18", who_2="skip")

    assert table.cells == 2
    assert [(box.on.day, box.text) for box in table.lines[0].boxes] == [(16, "6"), (18, "6")]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    table = read(f"Name\tMon\n{text}")

    assert table.cells >= 0


# The page


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def dana(site):
    client = Client()
    client.force_login(site.workers["dana"])
    return client


PAGE = "/attendance/paste/"


def look(client, text, step="look", **more):
    """Send the page as a browser does: with what the last answer hid in it."""
    last = more.pop("after", None)
    hidden = dict(_HIDDEN.findall(last.content.decode())) if last else {}
    hidden = {name: value.replace("&quot;", '"') for name, value in hidden.items()}
    data = {"text": text, "day": "2026-11-16", "span": "week", "step": step, "state": ""}
    key = {"submission_key": str(uuid.uuid4())}
    said = {name: value for name, value in hidden.items() if name in ("seen", "of")}
    carried = {n: v for n, v in hidden.items() if n.startswith(ANSWERS)}
    return client.post(PAGE, {**data, **key, **said, **carried, **more})


_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def table_of(names, hours="6"):
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    head = "\t".join(["Name", *(f"{day:%m/%d}" for day in days)])
    return "\n".join([head, *("\t".join([name, *[hours] * 7]) for name in names)])


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_three_bad_cells_of_140_save_nothing_until_they_are_answered(site, dana):
    names = [f"Person Number{chr(65 + n)}" for n in range(20)]
    make_class(site, names)
    rows = [line.split("\t") for line in table_of(names).split("\n")]
    rows[3][2], rows[9][5], rows[20][4] = "25", "foo", "E"
    text = "\n".join("\t".join(row) for row in rows)

    first = look(dana, text)
    page = first.content.decode()
    assert "Nothing is saved yet: 3 cells need an answer." in page
    assert "Together they are the 140 filled cells of the table." in page
    counts = [int(n) for n in re.findall(r'<dd class="num">(\d+)</dd>', page)]
    assert counts == [137, 0, 0, 3]
    assert sum(counts) == 140
    assert text.split("\n")[1] in page  # what was pasted is still there

    second = look(dana, text, "save", after=first, **{"fix-3-2": "5", "out-9-5": "skip"})
    assert second.status_code == 422
    assert "Nothing is saved yet: 1 cell needs an answer." in second.content.decode()
    assert "1 more cell is left out." in second.content.decode()
    assert AttendanceEntry.objects.count() == 0

    third = look(dana, text, "save", after=second, **{"fix-20-4": "Es"})
    assert third.status_code == 302
    assert AttendanceEntry.objects.count() == 139
    assert set(AttendanceEntry.objects.values_list("source", flat=True)) == {EntrySource.PASTE}
    assert AttendanceEntry.objects.filter(mark=MarkCode.EXCUSED, reason="sick").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_a_table_without_a_question_is_saved_after_it_was_looked_at(site, dana):
    make_class(site, ["Ana Rivera"])

    first = look(dana, "Name\tMon\nRivera, Ana\t6,5", "save")
    assert first.status_code == 422  # nobody has seen it yet
    assert AttendanceEntry.objects.count() == 0
    look(dana, "Name\tMon\nRivera, Ana\t6,5", "save", after=first)

    assert AttendanceEntry.objects.get().attended == 390


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_pressing_save_twice_saves_once(site, dana):
    make_class(site, ["Ana Rivera"])
    first = look(dana, "Name\tMon\nRivera, Ana\t6")
    key = str(uuid.uuid4())

    for _press in range(2):
        sent = look(dana, "Name\tMon\nRivera, Ana\t6", "save", after=first, submission_key=key)
        assert sent.status_code == 302

    assert AttendanceEntry.objects.get().version == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_two_people_of_one_name_are_asked_about(site, dana):
    first, second = make_class(site, ["Bo Lee", "Bo Lee"])
    text = "Name\tMon\nLee, Bo\t6"

    asked = look(dana, text)
    page = asked.content.decode()
    assert "More than one fits. Say whose line this is." in page
    assert first.case.number in page
    assert second.case.number in page
    look(dana, text, "save", after=asked, **{"who-1": str(second.pk)})

    assert AttendanceEntry.objects.get().enrolment == second


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_two_activities_of_one_person_are_told_apart_by_a_column(site, dana):
    (ana,) = make_class(site, ["Ana Rivera"])
    club = make_enrolment(ana.case, ActivityKind.JOB_SEARCH, title="Job club")

    asked = look(dana, "Name\tMon\nRivera, Ana\t6").content.decode()
    assert "This person has more than one activity in these days." in asked

    first = look(dana, "Name\tActivity\tMon\nRivera, Ana\tjob club\t6")
    look(dana, "Name\tActivity\tMon\nRivera, Ana\tjob club\t6", "save", after=first)
    assert AttendanceEntry.objects.get().enrolment == club


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_nobody_unlike_is_offered_for_a_line_of_nobody(site, dana):
    ana, _bo, elizabeth = make_class(site, ["Ana Rivera", "Bo Lee", "Elizabeth Moore"])
    text = "Name\tMon\nRivero, Anna\t6\nXaver Quill\t6\nBetty M.\t6"

    asked = look(dana, text)
    selects = re.findall(r'<select class="usa-select" id="who-.*?</select>', asked.content.decode())
    offered = [re.findall(r'value="(\d+)"', one) for one in selects]
    assert offered == [[str(ana.pk)], [], []]
    assert "Nobody on your list has a name like this." in asked.content.decode()

    # Whoever goes by another name here is named; a name that nobody has is asked about again.
    answers = {"who-1": str(ana.pk), "who-2": "skip", "as-3": "Nobody"}
    again = look(dana, text, "save", after=asked, **answers)
    assert again.status_code == 422
    answers = {"as-3": "Elizabeth Moore"}
    assert look(dana, text, "save", after=again, **answers).status_code == 302
    marked = AttendanceEntry.objects.order_by("enrolment")
    assert [one.enrolment for one in marked] == [ana, elizabeth]


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_what_stands_there_is_shown_beside_what_would_come(site, dana):
    ana = make_class(site, ["Ana Rivera"])[0]
    make_entry(ana, MONDAY, attended=300)
    make_entry(ana, MONDAY + timedelta(days=1))
    text = "Name\tMon\tTue\tWed\nAna Rivera\t6\t6\t6"

    first = look(dana, text)
    page = first.content.decode()
    assert [int(n) for n in re.findall(r'<dd class="num">(\d+)</dd>', page)] == [1, 1, 1, 0]
    assert "<del>5</del> → <ins>6</ins>" in page

    # A colleague writes before it is saved.
    AttendanceEntry.objects.filter(attended=300).update(attended=240, version=7)
    late = look(dana, text, "save", after=first)
    assert late.status_code == 409
    assert AttendanceEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This field is required"),
        ("Ana Rivera\t6\nBo Lee\t6", "No line of headings was found"),
        ("Name\tMon\n" + "Ana\t6\n" * 400, "more than 400 lines"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(site, dana, text, said):
    answer = look(dana, text)

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_one_day_pasted_twice_is_asked_about(site, dana):
    make_class(site, ["Ana Rivera"])

    page = look(dana, "Name\tMon\nAna Rivera\t6\nRivera, Ana\t5").content.decode()

    assert "stands here twice" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(("lines", "refused"), [(300, False), (301, True)])
def test_a_table_that_is_wrong_all_over_goes_back_to_the_spreadsheet(site, dana, lines, refused):
    make_class(site, ["Ana Rivera"])
    text = "Name\tMon\n" + "\n".join(f"Nobody {n}\t6" for n in range(lines))

    answer = look(dana, text)

    page = answer.content.decode()
    assert (answer.status_code == 422) is refused
    assert ("cells of this table cannot be saved as they are" in page) is refused
    if not refused:
        # Two fields a line: what a browser may send at once is a thousand.
        assert page.count('<select class="usa-select" id="who-') <= 150
        assert "more lines need an answer" in page

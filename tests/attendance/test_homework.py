"""Homework in the grid: a thin line below a course, hours only, saved with its row."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from caseway.attendance.models import ActivityKind, AttendanceEntry, MarkCode, ProofState
from caseway.attendance.reading.cells import Unclear, read_homework
from tests.attendance.rows import MONDAY, make_class, make_site
from tests.factories import make_entry, make_worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
SUPERVISED, ALONE = MarkCode.HOMEWORK_SUPERVISED, MarkCode.HOMEWORK_UNSUPERVISED
TUESDAY = MONDAY + timedelta(days=1)
WEEK = {"day": MONDAY.isoformat()}
SAVE = "/attendance/save/"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def course(site):
    """Ana's course advises four hours of homework a week."""
    kind = ActivityKind.VOCATIONAL_EDUCATION
    return make_class(site, ("Ana Rivera",), activity=kind, homework_minutes_a_week=240)[0]


@pytest.fixture
def dana(site):
    client = Client()
    client.force_login(site.workers["dana"])
    return client


def name(row, on, homework=0):
    return f"c-{row.pk}-{on:%Y%m%d}" + (f"-{homework}" if homework else "")


def sent(row, *cells):
    """What a browser sends: (day, kind of homework or 0, version, what stood there, typed)."""
    was = [[f"{on:%Y%m%d}", version, stood, kind] for on, kind, version, stood, _typed in cells]
    typed = {name(row, on, kind): text for on, kind, _version, _stood, text in cells}
    return {f"was-{row.pk}": json.dumps(was), "state": "day=2026-11-16", **typed}


def book(row):
    rows = AttendanceEntry.objects.filter(enrolment=row).order_by("day", "mark")
    return [(entry.on, MarkCode(entry.mark), entry.attended, entry.scheduled) for entry in rows]


@pytest.mark.parametrize(
    ("text", "minutes"), [("1", 60), ("1:30", 90), ("0.5", 30), ("", 0), ("-", 0), ("24", 1440)]
)
def test_homework_is_typed_as_hours(text, minutes):
    written = read_homework(text, ALONE)

    assert (written.mark, written.minutes) == ((ALONE, minutes) if minutes else (None, 0))


@pytest.mark.parametrize("text", ["P", "Es", "1 U", "L1", "H", "0", "0:00", "lots"])
def test_homework_takes_no_codes(text):
    with pytest.raises(Unclear, match="Type hours and nothing else, as in 1 or 1:30"):
        read_homework(text, ALONE)


def test_more_than_a_day_of_homework_is_refused_as_any_hours_are():
    with pytest.raises(Unclear, match="between 0 and 24"):
        read_homework("25", SUPERVISED)


def test_a_course_with_homework_has_a_line_for_it_and_others_have_none(site, dana, course):
    other = make_class(site, ("Bo Lee",))[0]

    page = dana.get("/attendance/", WEEK).content.decode()

    assert f'name="{name(course, MONDAY, ALONE)}"' in page
    assert "4 hours a week advised" in page
    assert "Ana Rivera, Vocational education, Homework alone, Mon, Nov 16, 2026" in page
    assert name(other, MONDAY, ALONE) not in page
    assert name(course, MONDAY, SUPERVISED) not in page


def test_supervised_homework_has_a_line_once_it_is_asked_for(site, dana, course):
    page = dana.get("/attendance/", WEEK).content.decode()
    assert f"supervised={course.pk}#u{course.pk}" in page

    asked = dana.get("/attendance/", {**WEEK, "supervised": course.pk}).content.decode()

    assert f'name="{name(course, MONDAY, SUPERVISED)}"' in asked
    assert "Add supervised" not in asked


def test_homework_that_is_written_is_shown_whatever_is_advised(site, dana):
    row = make_class(site, ("Bo Lee",))[0]
    make_entry(row, MONDAY, mark=SUPERVISED, scheduled=0, attended=45)

    page = dana.get("/attendance/", WEEK).content.decode()

    assert f'name="{name(row, MONDAY, SUPERVISED)}" value="0:45"' in page
    assert name(row, MONDAY, ALONE) not in page


def test_the_day_and_both_kinds_of_homework_are_saved_with_their_row(dana, course):
    cells = [
        (MONDAY, 0, 0, "", "6"),
        (MONDAY, int(ALONE), 0, "", "1:30"),
        (MONDAY, int(SUPERVISED), 0, "", "1"),
        (TUESDAY, int(ALONE), 0, "", ""),
    ]

    answer = dana.post(SAVE, sent(course, *cells), follow=True)

    assert "3 days saved." in answer.content.decode()
    assert book(course) == [
        (MONDAY, MarkCode.PRESENT, 360, 360),
        (MONDAY, SUPERVISED, 60, 0),
        (MONDAY, ALONE, 90, 0),
    ]


def test_homework_is_changed_and_cleared_and_the_day_stays(dana, course):
    make_entry(course, MONDAY, attended=360)
    make_entry(course, MONDAY, mark=ALONE, scheduled=0, attended=60)
    make_entry(course, TUESDAY, mark=ALONE, scheduled=0, attended=60)

    cells = [(MONDAY, int(ALONE), 1, "1", "2"), (TUESDAY, int(ALONE), 1, "1", "")]
    dana.post(SAVE, sent(course, *cells))

    assert book(course) == [(MONDAY, MarkCode.PRESENT, 360, 360), (MONDAY, ALONE, 120, 0)]
    assert AttendanceEntry.objects.get(mark=ALONE).proof == ProofState.UNPROVEN
    assert AttendanceEntry.objects.get(mark=MarkCode.PRESENT).proof == ProofState.VERIFIED


def test_a_code_in_a_homework_cell_saves_nothing_and_leads_to_the_cell(dana, course):
    cells = [(MONDAY, 0, 0, "", "6"), (TUESDAY, int(ALONE), 0, "", "Es")]

    answer = dana.post(SAVE, sent(course, *cells))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert book(course) == []
    assert f'href="#{name(course, TUESDAY, ALONE)}"' in page
    assert "Homework alone on Tue, Nov 17, 2026" in page
    assert f'name="{name(course, TUESDAY, ALONE)}" value="Es"' in page


def test_a_day_with_its_homework_has_no_more_than_24_hours(dana, course):
    cells = [(MONDAY, 0, 0, "", "20"), (MONDAY, int(ALONE), 0, "", "4:01")]
    refused = dana.post(SAVE, sent(course, *cells))
    assert "A day has 24: correct the hours." in refused.content.decode()
    assert book(course) == []

    cells[1] = (MONDAY, int(ALONE), 0, "", "4")
    dana.post(SAVE, sent(course, *cells))
    assert sum(minutes for *_rest, minutes, _scheduled in book(course)) == 1440


def test_two_who_wrote_the_same_homework_see_both(site, dana, course):
    cora = make_worker(site, name="Cora Colleague")
    make_entry(course, MONDAY, mark=ALONE, scheduled=0, attended=60, version=2, recorded_by=cora)

    clashed = dana.post(SAVE, sent(course, (MONDAY, int(ALONE), 0, "", "2")))

    page = clashed.content.decode()
    assert clashed.status_code == 409
    assert "Cora Colleague wrote Homework alone on Mon, Nov 16, 2026 in the meantime" in page
    assert "Theirs: 1" in page
    assert "Mine: 2" in page


def test_an_unknown_kind_of_homework_is_a_broken_form(dana, course):
    answer = dana.post(SAVE, sent(course, (MONDAY, 7, 0, "", "1")))

    assert "This form is incomplete" in answer.content.decode()
    assert book(course) == []


def test_a_row_that_saves_itself_knows_the_line_that_was_asked_for_afterwards(dana, course):
    make_entry(course, MONDAY, mark=SUPERVISED, scheduled=0, attended=60)

    cells = [(MONDAY, int(SUPERVISED), 1, "1", ""), (TUESDAY, int(SUPERVISED), 0, "", "")]
    answer = dana.post(SAVE, sent(course, *cells), HTTP_HX_REQUEST="true")

    assert book(course) == []
    assert f'id="u-{name(course, TUESDAY, SUPERVISED)}"' in answer.content.decode()


def test_the_month_has_the_lines_below_each_week(dana, course):
    make_entry(course, MONDAY, mark=ALONE, scheduled=0, attended=90)
    address = f"/attendance/people/{course.person_id}/?month=2026-11"

    page = dana.get(address).content.decode()

    assert f'name="{name(course, MONDAY, ALONE)}" value="1:30"' in page
    assert page.count('data-homework="6"') == 6  # November 2026 reaches into six weeks
    assert 'data-homework="5"' not in page
    asked = dana.get(f"{address}&supervised={course.pk}").content.decode()
    assert asked.count('data-homework="5"') == 6


def test_all_present_fills_no_homework(dana, course):
    cells = [(MONDAY, 0, 0, "", ""), (MONDAY, int(ALONE), 0, "", "")]

    dana.post(SAVE, sent(course, *cells) | {"fill": "page"})

    assert book(course) == [(MONDAY, MarkCode.PRESENT, 360, 360)]

"""The grid's pages: what they show, to whom, what they save and what they cost."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caseway.agencies.models import Role
from caseway.attendance.models import (
    ActivityKind,
    AttendanceEntry,
    MarkCode,
    MonthClosing,
    PlanHoliday,
    ProofState,
)
from caseway.kernel.models import AccessEvent
from tests.attendance.rows import MONDAY, NAMES, at, make_class, make_place, make_site
from tests.factories import (
    make_case,
    make_enrolment,
    make_entry,
    make_family_month,
    make_worker,
    make_world,
)
from tests.pages import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
GRID = "/attendance/"
WEEK = {"day": MONDAY.isoformat()}


@pytest.fixture
def site():
    return make_site()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def dana(site):
    return signed_in(site.workers["dana"])


def sent(enrolment, typed, was=None, **more):
    """What a browser sends of one row: the cells typed, and what the row held before."""
    was = was or {}
    held = [[f"{day:%Y%m%d}", *was.get(day, (0, ""))] for day in typed]
    cells = {f"c-{enrolment.pk}-{day:%Y%m%d}": text for day, text in typed.items()}
    return {f"was-{enrolment.pk}": json.dumps(held), **cells, "state": "day=2026-11-16", **more}


def entries(enrolment):
    rows = AttendanceEntry.objects.filter(enrolment=enrolment).order_by("period", "day")
    return [(row.on, MarkCode(row.mark), row.attended) for row in rows]


def test_the_grid_shows_the_people_of_the_week_and_what_was_marked(site, dana):
    ana, *_others = make_class(site)
    make_entry(ana, MONDAY, attended=360)

    page = dana.get(GRID, WEEK).content.decode()

    assert all(name in page for name in NAMES)
    assert f'name="c-{ana.pk}-20261116" value="6"' in page
    assert "Mon, Nov 16, 2026 to Sun, Nov 22, 2026" in page


def test_a_row_is_saved_and_led_back_to_the_same_week(site, dana):
    ana, *_others = make_class(site)
    tuesday = MONDAY + timedelta(days=1)

    answer = dana.post("/attendance/save/", sent(ana, {MONDAY: "6", tuesday: "4 Es"}), follow=True)

    assert entries(ana) == [(MONDAY, MarkCode.PRESENT, 360), (tuesday, MarkCode.EXCUSED, 240)]
    assert "2 days saved." in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "day=2026-11-16"


def test_a_refused_page_keeps_everything_and_leads_to_the_cell(site, dana):
    ana, *_others = make_class(site)
    tuesday = MONDAY + timedelta(days=1)

    answer = dana.post("/attendance/save/", sent(ana, {MONDAY: "6", tuesday: "25"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert entries(ana) == []
    assert f'name="c-{ana.pk}-20261116" value="6"' in page
    assert f'name="c-{ana.pk}-20261117" value="25"' in page
    assert "Your changes are not saved yet. There is 1 problem." in page
    assert "The 2 cells you changed wait together" in page
    assert f'href="#c-{ana.pk}-20261117"' in page
    assert "Enter hours between 0 and 24. If you mean 25 minutes, type 0:25." in page


def test_a_bad_cell_does_not_hide_what_else_is_wrong(site, dana):
    ana, *_others = make_class(site)
    typed = {date(2026, 11, 23): "foo", date(2026, 11, 24): "6"}

    answer = dana.post("/attendance/save/", sent(ana, typed) | {"state": "day=2026-11-23"})

    page = answer.content.decode()

    assert "is not known here" in page
    assert "Tue, Nov 24, 2026 has not come yet." in page


def test_an_untouched_cell_is_not_written_over_what_a_colleague_wrote(site, dana):
    ana, *_others = make_class(site)
    make_entry(ana, MONDAY, attended=300, version=2)

    # The page was opened when the day was empty, and the cell was left as it was.
    dana.post("/attendance/save/", sent(ana, {MONDAY: "", MONDAY + timedelta(days=1): "6"}))

    assert [minutes for _on, _mark, minutes in entries(ana)] == [300, 360]


def test_both_values_are_shown_where_two_wrote_and_the_choice_is_kept(site, dana):
    ana, *_others = make_class(site)
    colleague = make_worker(site, name="Cora Colleague")
    make_entry(ana, MONDAY, attended=300, version=2, recorded_by=colleague)

    clashed = dana.post("/attendance/save/", sent(ana, {MONDAY: "6"}))

    page = clashed.content.decode()
    assert clashed.status_code == 409
    assert "Cora Colleague wrote Mon, Nov 16, 2026 in the meantime" in page
    assert "Theirs: 5" in page
    assert "Mine: 6" in page

    kept = {f"keep-c-{ana.pk}-20261116": "theirs"}
    dana.post("/attendance/save/", sent(ana, {MONDAY: "6"}, **kept))
    assert [minutes for *_rest, minutes in entries(ana)] == [300]
    kept = {f"keep-c-{ana.pk}-20261116": "2"}
    dana.post("/attendance/save/", sent(ana, {MONDAY: "6"}, **kept))
    assert [minutes for *_rest, minutes in entries(ana)] == [360]


def test_a_row_that_saves_itself_is_answered_with_its_parts(site, dana):
    ana, *_others = make_class(site)

    answer = dana.post("/attendance/save/", sent(ana, {MONDAY: "6"}), HTTP_HX_REQUEST="true")

    parts = answer.content.decode()
    assert answer.status_code == 200
    assert "Saved 10:00 a.m." in parts
    assert f'id="was-{ana.pk}"' in parts
    assert "[&quot;20261116&quot;,1,&quot;6&quot;]" in parts
    assert "<html" not in parts


def test_a_row_that_cannot_be_saved_says_so_in_its_own_place(site, dana):
    ana, *_others = make_class(site)

    answer = dana.post("/attendance/save/", sent(ana, {MONDAY: "E"}), HTTP_HX_REQUEST="true")

    assert answer.status_code == 422
    assert f'data-cell="c-{ana.pk}-20261116"' in answer.content.decode()
    said = "Not saved yet: the row of Ana Rivera. 1 cell needs you. Rows saved before stay saved."
    assert said in answer.content.decode()


def test_a_row_without_a_fault_says_why_it_waits_with_the_others(site, dana):
    ana, bo, *_others = make_class(site)
    make_entry(bo, MONDAY + timedelta(days=2))  # saved before, and no part of what is sent
    together = sent(ana, {MONDAY: "E"}) | sent(bo, {MONDAY: "6"})

    answer = dana.post("/attendance/save/", together, HTTP_HX_REQUEST="true")

    parts = answer.content.decode()
    assert "Not saved yet: 2 rows that were sent together. 1 cell needs you." in parts
    assert parts.count("it was sent together with a row that needs you") == 1
    assert [on.day for on, *_rest in entries(bo)] == [18]


def test_a_week_to_come_shows_its_schedule_and_says_when_it_can_be_marked(site, dana):
    make_class(site)

    page = dana.get("/attendance/?day=2026-12-02").content.decode()

    assert "Attendance can be marked from Mon, Nov 30, 2026." in page
    assert page.count("Not yet</span>") == 7
    assert "data-fill=" not in page
    assert "data-save>" not in page
    # A week of which some days have come can be marked as far as it has.
    page = dana.get("/attendance/?day=2026-11-23").content.decode()
    assert "Attendance can be marked from" not in page
    assert page.count("Not yet</span>") == 6
    assert 'value="day-2026-11-23"' in page
    assert 'value="day-2026-11-24"' not in page


WEEK_DAYS = [MONDAY + timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize(
    ("button", "days"),
    [("row-{ana}", [16, 17, 18, 19, 20]), ("day-2026-11-18", [18]), ("page", [16, 17, 18, 19, 20])],
)
def test_all_present_fills_what_is_scheduled_and_empty_without_a_script(site, dana, button, days):
    ana, *_others = make_class(site)
    empty = dict.fromkeys(WEEK_DAYS, "")

    dana.post("/attendance/save/", sent(ana, empty, fill=button.format(ana=ana.pk)))

    assert [(on.day, minutes) for on, _mark, minutes in entries(ana)] == [(d, 360) for d in days]


def test_all_present_leaves_what_was_typed_and_says_holiday_on_a_holiday(site, dana):
    ana, *_others = make_class(site)
    PlanHoliday.objects.create(site=site.site, on=date(2026, 11, 19), name="Founders’ Day")
    typed = dict.fromkeys(WEEK_DAYS, "") | {MONDAY: "U"}

    dana.post("/attendance/save/", sent(ana, typed, fill="page"))

    marks = [mark for _on, mark, _minutes in entries(ana)]
    here = MarkCode.PRESENT
    assert marks == [MarkCode.UNEXCUSED, here, here, MarkCode.HOLIDAY, here]


def test_hours_paid_on_a_holiday_are_hours_of_the_week(site, dana):
    ana, *_others = make_class(site)
    make_entry(ana, MONDAY, attended=330)
    make_entry(ana, MONDAY + timedelta(days=1), mark=MarkCode.HOLIDAY, attended=360)
    make_entry(ana, MONDAY + timedelta(days=2), mark=MarkCode.HOLIDAY)

    page = dana.get(GRID, WEEK).content.decode()

    hers = page.split(f'data-unit="{ana.pk}"')[1]
    assert re.search(r"<output data-sum>([^<]*)", hers)[1] == "11:30"


def test_fill_right_goes_on_with_the_first_cell_without_a_script(site, dana):
    ana, *_others = make_class(site)
    typed = dict.fromkeys(WEEK_DAYS, "") | {MONDAY + timedelta(days=2): "5"}

    dana.post("/attendance/save/", sent(ana, typed, fill=f"right-{ana.pk}"))

    assert [(on.day, minutes) for on, _mark, minutes in entries(ana)] == [
        (18, 300),
        (19, 300),
        (20, 300),
    ]


def test_a_closed_month_is_shown_without_fields_and_with_its_sentence(site, dana):
    ana, *_others = make_class(site)
    make_entry(ana, MONDAY)
    MonthClosing.objects.create(site=site.site, period=202611, closed_at=at())

    page = dana.get(GRID, WEEK).content.decode()

    assert "November 2026 is closed" in page
    assert 'name="c-' not in page


def test_excused_time_is_counted_against_its_limit(site, dana):
    ana, *_others = make_class(site)
    for day in (2, 3):
        make_entry(ana, date(2026, 11, day), mark=MarkCode.EXCUSED)

    page = dana.get(GRID, WEEK).content.decode()

    assert "12 of 16 hours of excused time used in November" in page


def test_what_the_month_counts_for_moves_with_what_is_marked(site, dana):
    ana, *_others = make_class(site)
    make_family_month(ana.case, 202611)
    make_entry(ana, MONDAY - timedelta(days=1), proof=ProofState.VERIFIED)

    parts = dana.post("/attendance/save/", sent(ana, {MONDAY: "6"}), HTTP_HX_REQUEST="true")

    assert "hours a week so far" in parts.content.decode()


# Who sees what


def test_provider_staff_land_on_the_people_of_their_own_place(site):
    here = make_class(site, ["Ana Rivera"], provider=site.place)[0]
    elsewhere = make_class(site, ["Bo Lee"])[0]
    other_place, _stranger = make_place(site, "Another Place")
    third = make_class(site, ["Chidi Okafor"], provider=other_place)[0]
    pat = signed_in(site.workers["pat"])

    page = pat.get("/", follow=True)

    assert page.redirect_chain == [("/attendance/", 302)]
    words = page.content.decode()
    assert "Ana Rivera" in words
    assert "Bo Lee" not in words
    assert "Chidi Okafor" not in words
    assert pat.post("/attendance/save/", sent(here, {MONDAY: "6"})).status_code == 302
    for hidden in (elsewhere, third):
        assert pat.post("/attendance/save/", sent(hidden, {MONDAY: "6"})).status_code == 404
        assert pat.get(f"/attendance/people/{hidden.person_id}/").status_code == 404


def test_provider_staff_are_shown_no_other_way(site):
    make_class(site, ["Ana Rivera"], provider=site.place)
    pat = signed_in(site.workers["pat"])

    page = pat.get(GRID).content.decode()

    for address in ("/caseload/", "/find/", "/who-does-what/", "/administration/emergency-access/"):
        assert pat.get(address).status_code == 404, address
        assert f'href="{address}"' not in page, address
    assert "excused time" not in page
    assert pat.get("/help/").status_code == 200


def test_provider_staff_are_led_to_their_own_page_from_one_that_is_not_theirs(site):
    make_class(site, ["Ana Rivera"], provider=site.place)
    pat = signed_in(site.workers["pat"])

    for address, status in (
        ("/caseload/", 404),
        ("/nowhere/", 404),
        ("/attendance/unproven/", 403),
    ):
        answer = pat.get(address)
        words = answer.content.decode()
        assert answer.status_code == status, address
        assert "Go to Attendance" in words
        assert "Go to Today" not in words
        assert "try Find" not in words


def test_whoever_has_cases_is_led_to_today_from_a_page_that_is_not_there(dana):
    words = dana.get("/nowhere/").content.decode()

    assert "Go to Today" in words
    assert "try Find" in words


def test_on_a_phone_the_filters_stand_behind_whose_people_are_shown(site, dana):
    make_class(site)

    page = dana.get(GRID, WEEK).content.decode()

    assert page.index("Filters: My people</summary>") < page.index('name="worker"')
    assert page.index("</details>") > page.index('name="worker"')


def test_a_page_that_nobody_opened_to_provider_staff_is_closed(site):
    """Whatever app comes next: it must be named before they reach it."""
    pat = signed_in(site.workers["pat"])

    open_to_them = {
        pattern.name
        for pattern in patterns()
        if "<" not in pattern.route
        and ":" in pattern.name
        and pat.get("/" + pattern.route).status_code in (200, 302)
    }

    assert open_to_them <= {
        "attendance:grid",
        "attendance:modules",  # what the site teaches: nobody's data
        "attendance:paste",
        "desk:help",
        "desk:keyboard",
        "desk:today",
        "exchange:roster_new",
        "exchange:rosters",
    }


def test_whoever_marks_nothing_finds_no_grid(site):
    root = make_worker(site, Role.ADMINISTRATOR, agency=site.public)

    assert signed_in(root).get(GRID).status_code == 404


def test_a_worker_begins_with_her_own_people_and_may_look_at_the_others(site, dana):
    make_class(site, ["Ana Rivera"])
    make_class(site, ["Bo Lee"], worker=make_worker(site, name="Cora Colleague"))

    assert "Bo Lee" not in dana.get(GRID, WEEK).content.decode()
    assert "Bo Lee" in dana.get(GRID, {**WEEK, "worker": ""}).content.decode()


def test_another_site_is_not_there(site, dana):
    elsewhere = make_world("Elsewhere")
    stranger = make_worker(elsewhere)
    row = make_enrolment(make_case(elsewhere, "Zoe Stranger", worker=stranger))

    assert "Zoe Stranger" not in dana.get(GRID, {**WEEK, "worker": ""}).content.decode()
    assert dana.post("/attendance/save/", sent(row, {MONDAY: "6"})).status_code == 404
    assert AttendanceEntry.objects.count() == 0


# Filters, the month, and what it costs


def test_the_filters_narrow_the_list_and_are_named_in_the_address(site, dana):
    make_class(site, ["Ana Rivera"], provider=site.place)
    make_class(site, ["Bo Lee"], activity=ActivityKind.JOB_SEARCH)

    at_place = dana.get(GRID, {**WEEK, "provider": site.place.pk}).content.decode()
    searching = dana.get(GRID, {**WEEK, "activity": int(ActivityKind.JOB_SEARCH)})

    assert "Ana Rivera" in at_place
    assert "Bo Lee" not in at_place
    assert "Bo Lee" in searching.content.decode()
    assert "Ana Rivera" not in searching.content.decode()


def test_one_day_stands_alone_where_a_week_is_too_wide(site, dana):
    ana, *_others = make_class(site)

    page = dana.get(GRID, {**WEEK, "look": "day"}).content.decode()

    assert page.count(f'name="c-{ana.pk}-') == 1


def test_a_month_of_one_person_is_shown_in_weeks_and_saved_there(site, dana):
    ana, *_others = make_class(site)
    make_entry(ana, date(2026, 11, 2))

    page = dana.get(f"/attendance/people/{ana.person_id}/", {"month": "2026-11"})
    answer = dana.post(
        "/attendance/save/",
        sent(ana, {MONDAY: "6"}) | {"kind": f"month-{ana.person_id}", "state": "month=2026-11"},
    )

    assert page.content.decode().count("data-line") == 6  # from Sun, Nov 1 to Mon, Nov 30
    assert answer["Location"] == f"/attendance/people/{ana.person_id}/?month=2026-11"
    assert AccessEvent.objects.filter(kind="opened", row=str(ana.person_id)).exists()


@pytest.mark.parametrize("address", [GRID, "/attendance/?look=day"])
def test_the_grid_asks_as_much_for_two_people_as_for_forty(site, dana, address):
    costs = []
    dana.get(address)  # what is read once and kept
    for count in (2, 38):
        for row in make_class(site, [f"Person {count} {n}" for n in range(count)]):
            make_entry(row, MONDAY)
        with CaptureQueriesContext(connection) as asked:
            dana.get(address, {**WEEK, "rows": "50"})
        costs.append(len(asked))

    assert costs[0] == costs[1]
    assert costs[0] <= 17


def test_a_row_is_saved_in_as_many_steps_however_many_people_there_are(site, dana):
    costs = []
    first = make_class(site, ["Ana Rivera"])[0]
    dana.post("/attendance/save/", sent(first, {MONDAY: "6"}))  # what is read once and kept
    for count in (2, 38):
        rows = make_class(site, [f"Person {count} {n}" for n in range(count)])
        with CaptureQueriesContext(connection) as asked:
            dana.post(
                "/attendance/save/",
                sent(rows[0], dict.fromkeys(WEEK_DAYS[:5], "6")),
                HTTP_HX_REQUEST="true",
            )
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_nobody_there_says_why_and_what_to_do(site, dana):
    page = dana.get(GRID, WEEK).content.decode()

    assert "Nobody takes part in an activity in these days." in page


@pytest.mark.parametrize("broken", ["[1]", "{}", "nonsense", '[["20261399",0,""]]'])
def test_a_broken_form_is_refused_with_a_sentence(site, dana, broken):
    ana, *_others = make_class(site)

    answer = dana.post("/attendance/save/", {f"was-{ana.pk}": broken})

    assert answer.status_code in (302, 403)
    assert AttendanceEntry.objects.count() == 0

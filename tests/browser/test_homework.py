"""Homework in a browser: thin lines that the keyboard knows and that save with their row."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from caseway.attendance.models import ActivityKind, AttendanceEntry, MarkCode
from tests.attendance.rows import MONDAY, make_class, make_site
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.conftest import WIDTHS
from tests.browser.seen import seen
from tests.browser.test_attendance import cell, paste, saved
from tests.browser.test_main_job import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = f"/attendance/?day={MONDAY}"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
HERE, ALONE, SUPERVISED = (
    MarkCode.PRESENT,
    MarkCode.HOMEWORK_UNSUPERVISED,
    MarkCode.HOMEWORK_SUPERVISED,
)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def site():
    """Ana and Bo in a course with homework, Chidi in one without."""
    world = make_site()
    world.rows = make_class(
        world,
        ("Ana Adams", "Bo Brown"),
        activity=ActivityKind.VOCATIONAL_EDUCATION,
        homework_minutes_a_week=240,
    ) + make_class(world, ("Chidi Clark",))
    return world


@pytest.fixture
def grid(open_page, site) -> Page:
    return open_page(GRID, cookies=session_of(site.workers["dana"]))


def homework(page: Page, row, day: int, kind: MarkCode = ALONE):
    return page.locator(f"#c-{row.pk}-202611{day:02}-{int(kind)}")


def book(row) -> list[tuple[int, MarkCode, int]]:
    rows = AttendanceEntry.objects.filter(enrolment=row).order_by("day", "mark")
    return [(one.day, MarkCode(one.mark), one.attended) for one in rows]


def test_enter_passes_homework_by_and_arrows_go_into_it(grid, site):
    ana, bo, chidi = site.rows
    keys = grid.keyboard
    cell(grid, ana, 16).focus()

    keys.type("6")
    keys.press("Enter")
    expect(cell(grid, bo, 16)).to_be_focused()
    keys.press("ArrowDown")
    expect(homework(grid, bo, 16)).to_be_focused()
    keys.type("1.5")
    keys.press("Enter")  # no homework further down: it stays, and stands as it will be saved
    expect(homework(grid, bo, 16)).to_have_value("1:30")
    keys.press("ArrowDown")
    expect(cell(grid, chidi, 16)).to_be_focused()
    saved(grid)

    assert book(ana) == [(16, HERE, 360)]
    assert book(bo) == [(16, ALONE, 90)]


def test_homework_has_its_own_sum_and_is_saved_with_its_row(grid, site):
    ana, bo, _chidi = site.rows
    unit = grid.locator(f"[data-unit='{ana.pk}']")
    cell(grid, ana, 16).focus()

    grid.keyboard.type("6")
    grid.keyboard.press("ArrowDown")
    grid.keyboard.type("2")
    expect(unit.locator("[data-sum]")).to_have_text(["6", "2"])
    expect(grid.locator("[data-day-sum='0']")).to_have_text("6")
    expect(grid.locator("[data-page-sum]")).to_have_text("6")
    assert book(ana) == []  # still the same row
    grid.keyboard.press("ArrowDown")
    saved(grid)

    expect(cell(grid, bo, 16)).to_be_focused()
    assert book(ana) == [(16, HERE, 360), (16, ALONE, 120)]
    # The same page goes on: the row knows the version of its homework.
    homework(grid, ana, 16).focus()
    grid.keyboard.type("1")
    grid.keyboard.press("ArrowDown")
    saved(grid)
    assert book(ana) == [(16, HERE, 360), (16, ALONE, 60)]


def test_filling_and_pasting_go_along_the_days_and_leave_homework(grid, site):
    ana, bo, chidi = site.rows
    cell(grid, ana, 16).focus()

    paste(grid, "6\t5\r\n4\t3\r\n2\t1\r\n")
    saved(grid)
    assert [book(row) for row in (ana, bo, chidi)] == [
        [(16, HERE, 360), (17, HERE, 300)],
        [(16, HERE, 240), (17, HERE, 180)],
        [(16, HERE, 120), (17, HERE, 60)],
    ]
    cell(grid, ana, 18).focus()
    grid.keyboard.type("p")
    grid.keyboard.press("Control+d")
    expect(cell(grid, chidi, 18)).to_have_value("6")
    grid.get_by_role("button", name="All present on this page").click()
    saved(grid)

    assert not AttendanceEntry.objects.filter(mark=ALONE).exists()
    assert AttendanceEntry.objects.count() == 15
    homework(grid, ana, 16).focus()
    paste(grid, "1\t2\r\n0:30\t\r\n")
    saved(grid)
    assert book(ana)[:4] == [(16, HERE, 360), (16, ALONE, 60), (17, HERE, 300), (17, ALONE, 120)]
    assert (16, ALONE, 30) in book(bo)


def test_a_code_in_a_homework_cell_is_answered_below_its_row(open_page, grid, site):
    ana, *_others = site.rows
    homework(grid, ana, 16).focus()
    grid.keyboard.type("u")
    grid.keyboard.press("Control+Enter")

    expect(grid.locator(f"#say-{ana.pk}")).to_contain_text("Type hours and nothing else")
    expect(homework(grid, ana, 16)).to_have_attribute("aria-invalid", "true")
    grid.locator(f"#say-{ana.pk}").get_by_role("link").click()
    expect(homework(grid, ana, 16)).to_be_focused()
    grid.keyboard.type("1")
    grid.keyboard.press("Control+Enter")
    saved(grid)
    assert book(ana) == [(16, ALONE, 60)]
    open_page.troubles.clear()  # the browser notes the 422 as a failed request


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_supervised_homework_is_asked_for_typed_and_saved(open_page, site, scripts):
    ana, *_others = site.rows
    page = open_page(GRID, cookies=session_of(site.workers["dana"]), scripts=scripts)

    page.get_by_role("link", name="Add supervised – Ana Adams").click()
    homework(page, ana, 17, SUPERVISED).fill("1")
    homework(page, ana, 17).fill("0:30")
    page.get_by_role("button", name="Save", exact=True).click()
    if scripts:
        saved(page)
    else:
        expect(seen(page, "2 days saved.")).to_be_visible()

    assert book(ana) == [(17, SUPERVISED, 60), (17, ALONE, 30)]
    expect(homework(page, ana, 17, SUPERVISED)).to_have_value("1")


def test_homework_is_typed_on_a_phone(open_page, site):
    ana, *_others = site.rows
    page = open_page(GRID, width=390, cookies=session_of(site.workers["dana"]))

    homework(page, ana, 16).tap()
    page.keyboard.type("1")
    page.get_by_role("button", name="Save", exact=True).tap()
    saved(page)

    assert book(ana) == [(16, ALONE, 60)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [*WIDTHS, 640])
def test_the_thin_lines_are_sound_at_every_width(open_page, site, width, language):
    ana, *_others = site.rows
    asked = f"&supervised={ana.pk}"
    for path in (
        GRID + asked,
        f"{GRID}{asked}&look=day",
        f"/attendance/people/{ana.person_id}/?month=2026-11{asked}",
    ):
        cookies = session_of(site.workers["dana"])
        page = open_page(path, width=width, language=language, cookies=cookies)

        assert violations(page) == [], path
        assert sideways_scroll(page) == 0, path
        assert small_targets(page, 24 if width >= 600 else 44) == [], path
        page.close()

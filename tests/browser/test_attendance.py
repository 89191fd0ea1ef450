"""Marking attendance in a browser: a week by keyboard alone, filled, pasted, and on a phone."""

import base64
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from caseway.attendance.models import (
    AttendanceEntry,
    Evidence,
    MarkCode,
    MonthClosing,
    ProofState,
)
from tests.attendance.rows import MONDAY, make_class, make_site
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.conftest import WIDTHS
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.factories import make_entry, make_family_month

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = f"/attendance/?day={MONDAY}"
NAMES = ("Ana Adams", "Bo Brown", "Chidi Clark", "Dalia Davis")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def site():
    world = make_site()
    world.rows = make_class(world, NAMES, provider=world.place)
    return world


@pytest.fixture
def grid(open_page, site) -> Page:
    return open_page(GRID, cookies=session_of(site.workers["dana"]))


def cell(page: Page, row, day: int):
    return page.locator(f"#c-{row.pk}-202611{day:02}")


def saved(page: Page) -> None:
    """Wait until nothing is left to be saved."""
    expect(page.locator("#grid-status")).to_contain_text("Saved")
    expect(page.locator("[data-unsaved]")).to_have_count(0)


def book(row) -> dict[int, tuple[MarkCode, int]]:
    rows = AttendanceEntry.objects.filter(enrolment=row).order_by("day")
    return {one.day: (MarkCode(one.mark), one.attended) for one in rows}


HERE = MarkCode.PRESENT
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_week_of_several_people_is_marked_by_keyboard_alone(grid, site):
    ana, bo, chidi, dalia = site.rows
    cell(grid, ana, 16).focus()
    keys = grid.keyboard

    # A column down: type, Enter, type, Enter.
    for hours in ("6", "6:30", "u", "4.5"):
        keys.type(hours)
        keys.press("Enter")
    # The next column, with a reason that is asked for.
    cell(grid, ana, 17).focus()
    keys.type("e")
    keys.press("Enter")
    expect(grid.get_by_role("dialog", name="Why is it excused?")).to_be_visible()
    keys.press("c")
    expect(cell(grid, bo, 17)).to_be_focused()
    keys.type("p")
    keys.press("ArrowDown")
    keys.type("l5")
    keys.press("Tab")
    keys.press("Control+Enter")
    saved(grid)

    assert book(ana) == {16: (HERE, 360), 17: (MarkCode.EXCUSED, 0)}
    assert book(bo) == {16: (HERE, 390), 17: (HERE, 360)}
    assert book(chidi) == {16: (MarkCode.UNEXCUSED, 0), 17: (HERE, 300)}
    assert book(dalia) == {16: (HERE, 270)}
    assert AttendanceEntry.objects.get(enrolment=chidi, day=17).arrived_late
    expect(cell(grid, bo, 17)).to_have_value("6")
    expect(cell(grid, dalia, 16)).to_have_value("4:30")


def test_arrows_edit_and_escape_work_as_in_a_spreadsheet(grid, site):
    ana, bo, *_others = site.rows
    first = cell(grid, ana, 16)
    first.focus()
    keys = grid.keyboard

    keys.press("ArrowRight")
    expect(cell(grid, ana, 17)).to_be_focused()
    keys.press("ArrowDown")
    expect(cell(grid, bo, 17)).to_be_focused()
    keys.press("ArrowLeft")
    keys.press("ArrowUp")
    expect(first).to_be_focused()
    keys.type("5")
    keys.press("Escape")
    expect(first).to_have_value("")
    keys.type("5")
    keys.press("ArrowRight")  # at the end of what was typed: on to the next cell
    keys.press("ArrowLeft")
    expect(first).to_have_value("5")
    keys.press("Enter")  # edits what stands there
    keys.type(":30")
    keys.press("Enter")
    expect(first).to_have_value("5:30")
    expect(cell(grid, bo, 16)).to_be_focused()
    cell(grid, ana, 17).focus()
    keys.press("Home")
    expect(first).to_be_focused()
    keys.press("Delete")
    expect(first).to_have_value("")


def test_sums_move_with_the_typing_and_a_row_saves_itself_when_it_is_left(grid, site):
    ana, bo, *_others = site.rows
    line = grid.locator(f"[data-unit='{ana.pk}']")
    cell(grid, ana, 16).focus()

    grid.keyboard.type("6")
    expect(line.locator("[data-sum]")).to_have_text("6")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("4:30")
    expect(line.locator("[data-sum]")).to_have_text("10:30")
    expect(grid.locator("[data-day-sum='1']")).to_have_text("4:30")
    expect(grid.locator("[data-page-sum]")).to_have_text("10:30")
    assert book(ana) == {}
    expect(grid.locator("#grid-status")).to_have_text("Not saved yet")
    grid.keyboard.press("ArrowDown")
    saved(grid)

    expect(cell(grid, bo, 17)).to_be_focused()
    assert book(ana) == {16: (HERE, 360), 17: (HERE, 270)}
    expect(grid.locator("#grid-status")).to_have_text("Saved 10:00 a.m.")
    # The same page goes on: the row knows its new versions.
    cell(grid, ana, 16).focus()
    grid.keyboard.type("5")
    grid.keyboard.press("ArrowDown")
    saved(grid)
    assert book(ana)[16] == (HERE, 300)


def test_filling_down_right_and_all_present_and_taking_it_back(grid, site):
    ana, bo, chidi, dalia = site.rows
    keys = grid.keyboard
    cell(grid, ana, 16).focus()
    keys.type("5")
    keys.press("Control+d")
    for row in (bo, chidi, dalia):
        expect(cell(grid, row, 16)).to_have_value("5")
    keys.press("Control+r")
    expect(cell(grid, ana, 20)).to_have_value("5")
    expect(cell(grid, ana, 21)).to_have_value("")  # nothing is scheduled on Saturday
    keys.press("ArrowDown")
    saved(grid)
    assert [minutes for _mark, minutes in book(ana).values()] == [300] * 5

    keys.press("Control+z")  # the filling to the right
    expect(cell(grid, ana, 20)).to_have_value("")
    saved(grid)
    assert list(book(ana)) == [16]

    grid.locator(f"[data-unit='{bo.pk}']").get_by_role("button", name="Fill right").click()
    expect(cell(grid, bo, 20)).to_have_value("5")
    grid.get_by_role("button", name=re.compile("^All present – Wed, Nov 18")).click()
    expect(cell(grid, dalia, 18)).to_have_value("6")
    grid.get_by_role("button", name="All present on this page").click()
    expect(cell(grid, dalia, 20)).to_have_value("6")
    saved(grid)
    assert book(bo) == dict.fromkeys(range(16, 21), (HERE, 300))
    assert book(dalia) == {16: (HERE, 300)} | dict.fromkeys(range(17, 21), (HERE, 360))


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
                                                     cancelable: true});
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_pasted_block_is_saved_together_or_not_at_all(open_page, grid, site):
    ana, bo, chidi, dalia = site.rows
    cell(grid, ana, 16).focus()

    paste(grid, "6\t6,5\t6:30:00\r\n25\tfoo\t6\r\n5\t5\t5\r\n")
    status = grid.locator("#grid-status")
    expect(status).to_contain_text("Not saved yet: 3 rows that were sent together.")
    expect(status).to_contain_text("2 cells need you. Rows saved before stay saved.")
    expect(cell(grid, bo, 16)).to_have_attribute("aria-invalid", "true")
    expect(grid.locator(f"#say-{bo.pk}")).to_contain_text("Enter hours between 0 and 24.")
    expect(grid.locator(f"#say-{ana.pk}")).to_contain_text("Not saved yet")
    assert AttendanceEntry.objects.count() == 0

    cell(grid, dalia, 16).focus()
    grid.keyboard.type("6")
    cell(grid, ana, 16).focus()
    expect(status).to_contain_text("Saved. Rows that still need you: 3.")
    assert book(dalia) == {16: (HERE, 360)}

    grid.locator(f"#say-{bo.pk}").get_by_role("link", name="Mon, Nov 16, 2026").click()
    expect(cell(grid, bo, 16)).to_be_focused()
    grid.keyboard.type("5")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("Es")
    grid.keyboard.press("ArrowDown")
    saved(grid)
    assert book(ana) == {16: (HERE, 360), 17: (HERE, 390), 18: (HERE, 390)}
    assert book(bo) == {16: (HERE, 300), 17: (MarkCode.EXCUSED, 0), 18: (HERE, 360)}
    assert len(book(chidi)) == 3
    expect(grid.locator(f"#say-{bo.pk}")).to_be_empty()
    open_page.troubles.clear()  # the browser notes the 422 as a failed request


def test_two_values_of_one_cell_are_shown_and_the_choice_is_saved(open_page, grid, site):
    ana, *_others = site.rows
    make_entry(ana, MONDAY, attended=240, recorded_by=site.workers["pat"])
    cell(grid, ana, 16).focus()
    grid.keyboard.type("6")
    grid.keyboard.press("Enter")

    choice = grid.locator(f"#say-{ana.pk}")
    expect(choice).to_contain_text("Pat of LaGuardia Works wrote Mon, Nov 16, 2026")
    assert book(ana) == {16: (HERE, 240)}
    choice.get_by_label("Mine: 6").check()
    saved(grid)
    assert book(ana) == {16: (HERE, 360)}
    open_page.troubles.clear()  # and the 409


def test_what_could_not_be_sent_stays_and_is_sent_again(open_page, grid, site):
    ana, *_others = site.rows
    grid.context.set_offline(True)
    cell(grid, ana, 16).focus()
    grid.keyboard.type("6")
    grid.keyboard.press("ArrowDown")
    expect(grid.locator("#grid-status")).to_contain_text("Not saved. What you typed is still here.")
    expect(cell(grid, ana, 16)).to_have_value("6")

    grid.context.set_offline(False)
    saved(grid)
    assert book(ana) == {16: (HERE, 360)}
    open_page.troubles.clear()


def test_what_the_month_counts_for_moves_when_a_row_is_saved(open_page, site):
    ana, *_others = site.rows
    make_family_month(ana.case, 202611)
    page = open_page(GRID, cookies=session_of(site.workers["dana"]))
    cell(page, ana, 16).focus()

    page.keyboard.type("6")
    page.keyboard.press("ArrowDown")
    saved(page)

    expect(page.locator(f"#notes-{ana.pk}")).to_contain_text("hours a week so far")


def test_without_scripts_one_form_does_it_all(open_page, site):
    ana, bo, *_others = site.rows
    page = open_page(GRID, cookies=session_of(site.workers["dana"]), scripts=False)

    cell(page, ana, 16).fill("6")
    cell(page, bo, 16).fill("26")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Your changes are not saved yet. There is 1 problem."
    )
    expect(cell(page, ana, 16)).to_have_value("6")
    cell(page, bo, 16).fill("5")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(seen(page, "2 days saved.")).to_be_visible()
    page.get_by_role("button", name="All present on this page").click()
    expect(seen(page, "18 days saved.")).to_be_visible()
    assert book(ana)[16] == (HERE, 360)
    assert len(book(ana)) == 5
    open_page.troubles.clear()


def test_a_photo_is_chosen_and_kept_without_a_word_from_the_browser(open_page, site, tmp_path):
    """A preview would be a `data:` image, which the policy refuses; `open_page` fails on that."""
    photo = tmp_path / "sheet.png"
    photo.write_bytes(_PIXEL)
    ana, *_others = site.rows
    make_entry(ana, MONDAY, proof=ProofState.UNPROVEN)
    address = f"/attendance/activities/{ana.pk}/proof/"
    page = open_page(address, width=390, cookies=session_of(site.workers["dana"]))

    page.get_by_label("File or photo").set_input_files(photo)
    expect(page.locator("img[src^='data:']")).to_have_count(0)
    page.get_by_role("button", name="Hand in this proof").click()

    expect(seen(page, "Handed in. It waits for a decision, for 1 day.")).to_be_visible()
    assert Evidence.objects.get().document.title.endswith(": Community service")


def test_on_a_phone_the_people_come_before_the_filters(open_page, site):
    page = open_page(GRID, width=390, cookies=session_of(site.workers["dana"]))
    expect(page.get_by_label("Worker")).to_be_hidden()
    assert page.locator(".c-grid__name").first.bounding_box()["y"] < 844

    seen(page, "Filters: My people").click()
    expect(page.get_by_label("Worker")).to_be_visible()

    wide = open_page(GRID, cookies=session_of(site.workers["dana"]))
    expect(wide.get_by_label("Worker")).to_be_visible()
    expect(seen(wide, "Filters: My people")).to_be_hidden()


def test_provider_staff_mark_their_people_on_a_phone(open_page, site):
    ana, *_others = site.rows
    page = open_page("/", width=390, cookies=session_of(site.workers["pat"]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Attendance")
    page.get_by_role("link", name="Week before").click()

    page.locator(f"[data-unit='{ana.pk}']").get_by_role("button", name="All present").tap()
    saved(page)

    assert len(book(ana)) == 5
    assert sideways_scroll(page) == 0


def test_the_page_pasted_into_asks_and_saves(open_page, site):
    page = open_page("/attendance/paste/", cookies=session_of(site.workers["dana"]))
    page.get_by_role("textbox", name="The table").fill(
        "Name\tMon\tTue\nAdams, Ana\t6\t25\nBrown, Bo\t6\t6\n"
    )
    page.get_by_label("A day of the week or month it is about").fill(str(MONDAY))
    page.get_by_role("button", name="Look at it first").click()

    expect(page.get_by_role("alert")).to_contain_text("1 cell needs an answer")
    page.get_by_label("Tue, Nov 17, 2026").fill("6")
    page.get_by_role("button", name="Use these answers").click()

    expect(seen(page, "4 days saved.")).to_be_visible()
    assert AttendanceEntry.objects.count() == 4


def pages(site) -> tuple[str, ...]:
    ana = site.rows[0]
    make_entry(ana, MONDAY)
    make_entry(ana, MONDAY + timedelta(days=1), mark=MarkCode.EXCUSED)
    make_entry(ana, MONDAY + timedelta(days=2), mark=MarkCode.UNEXCUSED, proof=0)
    make_entry(ana, date(2026, 10, 6))
    MonthClosing.objects.create(site=site.site, period=202610, closed_at=NOW)
    return (
        GRID,
        f"{GRID}&look=day",
        "/attendance/?day=2026-10-06",
        f"/attendance/people/{ana.person_id}/?month=2026-11",
        "/attendance/paste/",
        "/attendance/lists/",
        "/attendance/lists/new/",
    )


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [*WIDTHS, 640])  # 1280 at twice the size
def test_axe_finds_nothing_and_no_page_scrolls_sideways(open_page, site, width, language):
    cookies = session_of(site.workers["dana"])
    for path in pages(site):
        page = open_page(path, width=width, language=language, cookies=cookies)

        assert violations(page) == [], path
        assert sideways_scroll(page) == 0, path
        page.close()


@pytest.mark.parametrize(("width", "least"), [(1280, 24), (390, 44)])
def test_targets_of_the_grid_are_large_enough_to_hit(open_page, site, width, least):
    cookies = session_of(site.workers["dana"])
    for path in pages(site)[:4]:
        page = open_page(path, width=width, cookies=cookies)

        assert small_targets(page, least) == [], path
        page.close()

"""How many keys a week of twenty people takes. The manual names it; a slower way fails here.

Not a clock: a key pressed is counted wherever it goes, a key held with Ctrl once.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from caseway.attendance.models import AttendanceEntry, ExcuseReason, MarkCode
from tests.attendance.rows import MONDAY, make_class, make_site
from tests.browser.test_main_job import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANUAL = Path(settings.PROJECT_DIR) / "docs" / "manual" / "attendance.md"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
PEOPLE = [f"Person {chr(ord('A') + n)}dams" for n in range(20)]
COUNT = """
window.keysPressed = 0;
document.addEventListener("keydown", (event) => {
  if (!["Control", "Shift", "Alt", "Meta"].includes(event.key)) window.keysPressed += 1;
}, true);
"""
# Five exceptions, as a week has them: the person (from 0), the day (0 is Monday), what is typed.
EXCEPTIONS = ((2, 1, "es"), (6, 2, "4"), (10, 4, "u"), (13, 0, "l5:30"), (17, 3, "4 et"))


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def tab_to(page: Page, target: str) -> None:
    """Tab until this has the focus; its way there is counted like every key."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", target):
            return
    pytest.fail(f"{target} was not reached")


def step(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def go(page: Page, at: tuple[int, int], to: tuple[int, int]) -> None:
    """From one cell to another by arrows."""
    (row, day), (row_to, day_to) = at, to
    step(page, "ArrowDown" if row_to > row else "ArrowUp", abs(row_to - row))
    step(page, "ArrowRight" if day_to > day else "ArrowLeft", abs(day_to - day))


def test_a_week_of_twenty_people_takes_the_keys_that_the_manual_names(open_page):
    site = make_site()
    rows = make_class(site, PEOPLE, provider=site.place)
    page = open_page(
        f"/attendance/?day={MONDAY}",
        cookies=session_of(site.workers["dana"]),
        prepare=lambda page: page.add_init_script(COUNT),
    )

    tab_to(page, "[data-fill='page']")
    page.keyboard.press("Enter")
    tab_to(page, f"#c-{rows[0].pk}-{MONDAY:%Y%m%d}")
    at = (0, 0)
    for row, day, typed in EXCEPTIONS:
        go(page, at, (row, day))
        page.keyboard.type(typed)
        at = (row, day)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    expect(page.locator("#grid-status")).to_contain_text("Saved")
    pressed = page.evaluate("window.keysPressed")

    present = (MarkCode.PRESENT, 360, "", None)
    expected = {
        (row.pk, (MONDAY + timedelta(days=day)).day): present for row in rows for day in range(5)
    }
    away = MarkCode.EXCUSED
    expected |= {
        (rows[2].pk, 17): (away, 0, ExcuseReason.SICK, None),
        (rows[6].pk, 18): (MarkCode.PRESENT, 240, "", None),
        (rows[10].pk, 20): (MarkCode.UNEXCUSED, 0, "", None),
        (rows[13].pk, 16): (MarkCode.PRESENT, 330, "", True),
        (rows[17].pk, 19): (away, 240, ExcuseReason.TRANSPORT, None),
    }
    written = AttendanceEntry.objects.all()
    assert {
        (one.enrolment_id, one.day): (one.mark, one.attended, one.reason, one.arrived_late)
        for one in written
    } == expected
    named = re.search(r"\*\*(\d+) keystrokes\*\*", MANUAL.read_text())
    assert named is not None
    assert pressed == int(named[1])


def test_what_is_being_typed_is_not_sent_before_it_is_left(open_page):
    site = make_site()
    rows = make_class(site, PEOPLE[:3], provider=site.place)
    page = open_page(f"/attendance/?day={MONDAY}", cookies=session_of(site.workers["dana"]))
    first = []
    page.route(
        "**/attendance/save/",
        lambda route: route.continue_() if first else first.append(route),
    )

    with page.expect_request("**/attendance/save/"):
        page.locator("[data-fill='page']").click()  # saved at once; the answer is on its way
    page.locator(f"#c-{rows[0].pk}-{MONDAY:%Y%m%d}").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("e")
    with page.expect_response("**/attendance/save/"):
        first[0].continue_()
    # All that stands in the page is saved but for the cell that is being typed in.
    expect(page.locator("[data-unsaved]")).to_have_count(1)
    expect(page.locator("#grid-status")).to_contain_text("Saved")
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    page.keyboard.type("s")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-unsaved]")).to_have_count(0)

    written = AttendanceEntry.objects.get(enrolment=rows[1], day=MONDAY.day)
    assert (written.mark, written.reason) == (MarkCode.EXCUSED, ExcuseReason.SICK)

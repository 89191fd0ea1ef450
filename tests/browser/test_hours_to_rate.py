"""From a keystroke to the rate: a week that is marked and proven moves a tile, and its list agrees.

Ana has a son of four, so that 20 hours a week are asked of her. Two weeks of
November are in the book and proven; the third is what this is about. Bo is
asked 30 hours and nobody marked any: he stays where he is.
"""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from caseway.agencies.models import Role
from caseway.attendance.actions.recompute import recompute
from caseway.cases.models import Person
from caseway.documents.actions.receive import Paper, receive
from caseway.documents.models import DocumentKind
from tests.attendance.book import grown
from tests.attendance.rows import make_class, make_site
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.factories import make_entry, make_family_month, make_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOVEMBER = 202611
MONDAY = date(2026, 11, 16)
LAST = date(2026, 11, 24)  # the last day of their activity
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def site():
    world = make_site()
    world.workers["sam"] = make_worker(world, Role.SUPERVISOR, name="Sam Ortiz")
    ana, bo = world.rows = make_class(
        world, ("Ana Adams", "Bo Brown"), provider=world.place, ends_on=LAST + timedelta(days=1)
    )
    for row in (ana, bo):
        grown(row.case)
        make_family_month(row.case, NOVEMBER)
    Person.objects.filter(member_months__family_month__case=ana.case, name_used="Child 0").update(
        birth_on=date(2022, 5, 4)
    )
    for monday in (date(2026, 11, 2), date(2026, 11, 9)):
        for step in range(5):
            make_entry(ana, monday + timedelta(days=step))
    sheet = Paper(DocumentKind.TIME_SHEET, b"%PDF-1.7 sheet")
    receive(case=ana.case, paper=sheet, by=world.workers["dana"], today=NOW.date())
    recompute([ana.case_id, bo.case_id], NOVEMBER, NOW)
    return world


def told(page: Page) -> dict[str, int]:
    """The tiles of the rate by their labels."""
    tiles = page.locator(".c-tile")
    labels, values = tiles.locator(".c-tile__label"), tiles.locator(".c-tile__value")
    pairs = zip(labels.all_inner_texts(), values.all_inner_texts(), strict=True)
    return {label: int(value) for label, value in pairs}


def mark_the_week_by_keyboard(page: Page, row) -> None:
    page.get_by_role("link", name="Week before").press("Enter")
    first = page.locator(f"#c-{row.pk}-{MONDAY:%Y%m%d}")
    first.focus()
    page.keyboard.type("p")
    page.keyboard.press("Control+r")
    expect(page.locator(f"[data-unit='{row.pk}'] [data-sum]").first).to_have_text("30")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    expect(page.locator("#grid-status")).to_contain_text("Saved")


def hand_in_the_sheet(page: Page) -> None:
    page.get_by_label("Or a paper on record").select_option(index=1)
    expect(page.get_by_label("Proves from")).to_have_value("2026-11-16")
    expect(page.get_by_label("Last day it proves")).to_have_value("2026-11-20")
    page.get_by_role("button", name="Hand in this proof").click()
    expect(seen(page, "It waits for a decision, for 5 days.")).to_be_visible()


def expect_the_list_to_agree(page: Page, tile: str, names: list[str]) -> None:
    """Open a tile: its list names these people, and is as long as the tile and its title say."""
    said = told(page)[tile]
    page.locator(".c-tile", has_text=tile).get_by_role("link").click()
    people = page.get_by_role("rowheader").get_by_role("link")
    expect(people).to_have_text(names)
    assert len(names) == said
    expect(page.get_by_role("heading", level=1).locator(".c-count")).to_have_text(str(said))
    page.go_back()


def test_a_week_marked_and_proven_moves_the_rate_and_its_list_agrees(open_page, site):
    ana, _bo = site.rows
    dana, sam = (session_of(site.workers[name]) for name in ("dana", "sam"))

    # The supervisor's month as it stands: two families count, none met the hours.
    rates = open_page("/rates/", cookies=sam)
    expect(rates.locator(".c-rate--chosen")).to_contain_text("0 of 2 families")
    expect_the_list_to_agree(rates, "Did not meet the hours", ["Ana Adams", "Bo Brown"])

    # Ana's worker sees that a week is not marked, and marks it.
    hours = open_page(f"/attendance/cases/{ana.case_id}/", cookies=dana)
    of_the_case, figure = hours.url, hours.locator(".c-reach-hours")
    expect(figure).to_contain_text("15 of 20 hours a week so far")
    expect(figure).to_contain_text("5 scheduled days up to now have no attendance marked")
    mark_the_week_by_keyboard(open_page("/attendance/", cookies=dana), ana)

    # The forecast changes: without proof the month ends 8 hours short, and proof would close it.
    hours.reload()
    expect(figure).to_contain_text("8 countable hours short")
    expect(figure).to_contain_text("30 hours are recorded and wait for proof")
    expect(figure).not_to_contain_text("no attendance marked")
    rates.reload()
    assert told(rates)["Met the hours"] == 0

    # The sheet is handed in; who monitors the case accepts it.
    figure.get_by_role("link", name=re.compile("Get proof for community service")).click()
    hand_in_the_sheet(hours)
    hours.goto(of_the_case)
    figure.get_by_role("link", name=re.compile("Look at the proof handed in")).click()
    hours.get_by_role("button", name="Accept: these days count").click()
    hours.goto(of_the_case)
    expect(figure).to_contain_text("23 hours a week so far, 20 needed")
    expect(figure).to_contain_text("Met")

    # The rate moved, and each list is as long as its number.
    rates.reload()
    expect(rates.locator(".c-rate--chosen")).to_contain_text("1 of 2 families")
    expect(rates.locator(".c-rate--chosen")).to_contain_text("50.0%")
    expect_the_list_to_agree(rates, "Met the hours", ["Ana Adams"])
    expect_the_list_to_agree(rates, "Count in the rate", ["Ana Adams", "Bo Brown"])
    expect_the_list_to_agree(rates, "Did not meet the hours", ["Bo Brown"])

    # And the family's page says by which rule.
    rates.locator(".c-tile", has_text="Met the hours").get_by_role("link").click()
    rates.get_by_role("link", name="Ana Adams").click()
    why = rates.locator("main")
    expect(why).to_contain_text("23 of 20 hours a week count")
    expect(why).to_contain_text("the only parent or caretaker of a child under six")
    expect(why).to_contain_text("45 CFR 261.35")

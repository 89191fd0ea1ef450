"""From a keystroke to the rate: a week marked, proven and accepted moves the tile its list agrees with.

Ana has a son of four, so that 20 hours a week are asked of her. Two weeks of
November are in the book and proven; the third is what this is about. Bo is
asked 30 hours and did none: he stays where he is.
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
from tests.attendance.book import grown
from tests.attendance.rows import make_class, make_site
from tests.browser.test_main_job import session_of
from tests.factories import make_entry, make_family_month, make_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOVEMBER = 202611
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
SHEET = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def site():
    world = make_site()
    world.workers["sam"] = make_worker(world, Role.SUPERVISOR, name="Sam Ortiz")
    ana, bo = world.rows = make_class(world, ("Ana Adams", "Bo Brown"), provider=world.place, ends_on=date(2026, 11, 21))
    for row in (ana, bo):
        grown(row.case)
        make_family_month(row.case, NOVEMBER)
    Person.objects.filter(
        member_months__family_month__case=ana.case, name_used="Child 0"
    ).update(birth_on=date(2022, 5, 4))
    for monday in (date(2026, 11, 2), date(2026, 11, 9)):
        for step in range(5):
            make_entry(ana, monday + timedelta(days=step))
    recompute([ana.case_id, bo.case_id], NOVEMBER, NOW)
    return world


def test_x(open_page, site):
    ana, bo = site.rows
    dana = session_of(site.workers["dana"])
    page = open_page(f"/attendance/cases/{ana.case_id}/", cookies=dana)
    print(page.locator("main").inner_text()[:700])
    grid = open_page("/attendance/", cookies=dana)
    grid.get_by_role("link", name="Week before").click()
    grid.locator(f"#c-{ana.pk}-20261116").focus()
    grid.keyboard.type("p")
    grid.keyboard.press("Control+r")
    grid.keyboard.press("Control+Enter")
    expect(grid.locator("#grid-status")).to_contain_text("Saved")
    page.reload()
    print(page.locator("main").inner_text()[:700])
    page.get_by_role("link", name="Add proof: Community service").click()
    page.get_by_label("File or photo").set_input_files({"name": "sheet.pdf", "mimeType": "application/pdf", "buffer": SHEET})
    print(page.get_by_label("Proves from").input_value(), page.get_by_label("Last day it proves").input_value())
    page.get_by_role("button", name="Hand in this proof").click()
    page.wait_for_load_state("networkidle")
    print(page.url, page.locator("main").inner_text()[:1700])
    page = open_page(f"/attendance/cases/{ana.case_id}/", cookies=dana)
    print([(a.inner_text(), a.get_attribute("href")) for a in page.locator("main a").all()])

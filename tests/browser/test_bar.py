"""The bar on top holds whatever the role may open, in both languages, at every width."""

import pytest
from playwright.sync_api import expect

from caseway.agencies.models import Role
from tests.browser.axe import sideways_scroll, violations
from tests.browser.test_main_job import session_of
from tests.desk.rows import make_office
from tests.factories import make_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A desk, the narrowest window with every link, the widest with a menu, a tablet, two phones.
WIDTHS = (1440, 1280, 1201, 1200, 1024, 390, 320)
EDGES = """() => {
  const edge = (name, side) => document.querySelector(name).getBoundingClientRect()[side];
  const open = getComputedStyle(document.querySelector('.c-bar__menu')).display === 'none';
  const last = open ? edge('.c-nav', 'right') : edge('.c-brand', 'right');
  return [edge('.c-bar__end', 'left') - last, innerWidth - edge('.c-bar__end', 'right'),
    edge('.c-bar__in', 'height')];
}"""


@pytest.fixture
def office():
    world = make_office()
    for role in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.CASE_MANAGER):
        world.workers[role] = make_worker(world, role, name="Maximiliana Vandenberg-Oyelaran")
    return world


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_the_bar_holds_every_link_in_one_line(open_page, office, role, language):
    user = office.workers[role]
    user.language = language
    user.save()
    page = open_page("/providers/", cookies=session_of(user), language=language)

    assert page.locator("html").get_attribute("lang") == language
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        between, right, height = page.evaluate(EDGES)
        assert between >= 0, f"links and the rest overlap at {width}"
        assert right >= 0, f"the bar is wider than {width}"
        assert height < 60, f"the bar breaks at {width}"
        assert sideways_scroll(page) == 0, f"the page moves sideways at {width}"


def test_what_is_rarely_opened_is_behind_more_and_says_when_it_is_open(open_page, office):
    page = open_page("/who-does-what/", cookies=session_of(office.workers[Role.ADMINISTRATOR]))
    there = page.get_by_role("link", name="Files", exact=True)

    more = page.get_by_role("button", name="More", exact=True).first
    expect(there).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    expect(there).to_be_visible()
    assert violations(page) == []
    expect(page.locator("#more-menu [aria-current]")).to_have_text("Who does what")
    page.keyboard.press("Escape")
    expect(there).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_has_all_of_it_in_one_menu(open_page, office, scripts):
    user = office.workers[Role.ADMINISTRATOR]
    page = open_page("/providers/", cookies=session_of(user), width=390, scripts=scripts)
    page.get_by_role("button", name="Menu").click()

    expect(page.get_by_role("button", name="More", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Files", exact=True).click()
    page.wait_for_url("**/files/**")

"""The main job, by keyboard: sign in, see who needs me first, log a contact, go to the next."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from caseway.cases.models import Case, Contact, ContactKind, Strength, TaskKind
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.conftest import WIDTHS
from tests.browser.seen import seen
from tests.desk.rows import add_contact, add_task, case_of_carla, make_office
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    """Three people who need Carla: a late meeting, a message that waits, a task for today."""
    world = make_office()
    carla = world.workers["carla"]
    now = timezone.now()
    late = case_of_carla(world, "Late Meeting")
    add_contact(late, carla, now - timedelta(days=20), text="Talked of welding.")
    wrote = case_of_carla(world, "Wrote Yesterday", opened_on=late.opened_on)
    add_contact(wrote, carla, now - timedelta(days=1))
    add_contact(
        wrote,
        None,
        now - timedelta(days=3),
        ContactKind.MESSAGE_IN,
        "text",
        text="Can we move Tuesday?",
        needs_reply=True,
    )
    task = case_of_carla(world, "Task Today")
    add_contact(task, carla, now - timedelta(hours=1))
    add_task(task, timezone.localdate(), TaskKind.VERIFICATION, "Bring the lease")
    Strength.objects.create(
        site=late.site, person=late.participant, words="Raised three boys", recorded_at=now
    )
    return world


def session_of(user) -> dict[str, str]:
    """A signed-in session's cookie, where signing in is not what is tried."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}


def names(page: Page) -> list[str]:
    return page.locator("[data-row-link]").all_inner_texts()


def test_from_sign_in_to_the_next_person_by_keyboard(open_page, office):
    page = open_page("/")
    page.get_by_label(re.compile("e-mail", re.I)).fill(office.workers["carla"].email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    order = names(page)
    assert len(order) == 3

    page.locator("[data-row-link]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(order[0])
    words = page.get_by_label("What was said, seen and agreed")
    words.focus()
    page.keyboard.type("Met at the office. She starts Monday.")
    page.keyboard.press("Control+Enter")

    expect(seen(page, "Saved: Meeting")).to_be_visible()
    contact = Contact.objects.latest("id")
    assert (contact.kind, contact.text) == ("meeting", "Met at the office. She starts Monday.")
    # The work goes on at the next person: one key away, without looking for it.
    expect(page.get_by_role("link", name="Next person")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(order[1])


def test_a_case_opened_by_itself_keeps_the_focus_at_what_was_saved(open_page, office):
    late = Case.objects.get(participant__name_used="Late Meeting")
    page = open_page(f"/cases/{late.pk}/", cookies=session_of(office.workers["carla"]))
    page.get_by_label("What was said, seen and agreed").fill("She starts Monday.")

    page.keyboard.press("Control+Enter")

    expect(page.locator("[data-say]")).to_contain_text("Saved: Meeting, Late Meeting.")
    expect(page.locator("[data-say]")).to_be_focused()


def test_one_tap_on_the_case_page_is_taken_back_by_keyboard(open_page, office):
    late = Case.objects.get(participant__name_used="Late Meeting")
    page = open_page(f"/cases/{late.pk}/", cookies=session_of(office.workers["carla"]))
    page.get_by_role("button", name="Brief contact, just now").click()
    expect(page.locator("[data-say]")).to_be_focused()

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("[data-say]")).to_contain_text("Taken back: Brief contact")
    expect(page.locator("[data-say]")).to_be_focused()
    assert page.url.endswith(f"/cases/{late.pk}/")
    assert not late.contacts.filter(kind=ContactKind.BRIEF).exists()


def test_a_contact_is_logged_on_today_without_leaving_it(open_page, office):
    page = open_page("/", cookies=session_of(office.workers["carla"]))
    row = page.locator("tr", has_text="Late Meeting").first

    row.get_by_role("link", name=re.compile("Log contact")).click()
    form = page.get_by_role("form", name="Log contact with Late Meeting")
    form.get_by_label("What was said, seen and agreed").fill("Spoke at length.")
    form.get_by_role("button", name="Save contact").click()

    expect(seen(page, "Saved: Meeting, Late Meeting.")).to_be_visible()
    expect(page.locator("[data-row-link]", has_text="Late Meeting")).to_have_count(0)
    assert page.url.endswith("/")
    # The work goes on where it was: at the next person's name.
    expect(page.locator("[data-row-link][data-focus]")).to_be_focused()


def test_what_was_typed_stays_when_it_is_refused_on_today(open_page, office):
    page = open_page("/", cookies=session_of(office.workers["carla"]))
    row = page.locator("tr", has_text="Late Meeting").first

    row.get_by_role("link", name=re.compile("Log contact")).click()
    form = page.get_by_role("form", name="Log contact with Late Meeting")
    form.get_by_label("How").select_option("none")
    form.get_by_label("What was said, seen and agreed").fill("Words to keep.")
    form.get_by_role("button", name="Save contact").click()

    expect(page.get_by_role("alert")).to_contain_text("Say how you met")
    expect(form.get_by_label("What was said, seen and agreed")).to_have_value("Words to keep.")
    open_page.troubles.clear()  # the browser notes the 422 as a failed request


def test_one_tap_logs_a_brief_contact_and_says_so(open_page, office):
    page = open_page("/", cookies=session_of(office.workers["carla"]))
    row = page.locator("tr", has_text="Wrote Yesterday").first

    row.get_by_role("button", name=re.compile("Brief contact")).click()

    expect(seen(page, "Saved: Brief contact, Wrote Yesterday.")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Saved: Brief contact")

    page.get_by_role("button", name="Undo").click()
    expect(seen(page, "Taken back: Brief contact, Wrote Yesterday.")).to_be_visible()
    assert not Contact.objects.filter(kind=ContactKind.BRIEF).exists()


def test_done_is_taken_back_with_undo(open_page, office):
    page = open_page("/", cookies=session_of(office.workers["carla"]))
    page.locator("tr", has_text="Task Today").first.get_by_role(
        "button", name=re.compile("^Done")
    ).click()
    expect(page.locator("[data-row-link]", has_text="Task Today")).to_have_count(0)

    page.get_by_role("button", name="Undo").click()

    expect(page.locator("[data-row-link]", has_text="Task Today")).to_have_count(1)


def test_ctrl_k_finds_a_person_and_no_name_stands_in_an_address(open_page, office):
    asked = []
    page = open_page("/", cookies=session_of(office.workers["carla"]))
    page.on("request", lambda request: asked.append((request.method, request.url)))

    page.keyboard.press("Control+k")
    expect(page.locator("#find-q")).to_be_focused()
    page.keyboard.type("Late Meet")
    page.locator("#find-results a", has_text="Late Meeting").first.wait_for()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Late Meeting")
    assert ("POST", page.url.split("/cases/")[0] + "/find/") in asked
    assert not any("Late" in url for _method, url in asked)


def test_enter_opens_nothing_where_nobody_is_found_and_the_emergency_is_a_choice(open_page, office):
    page = open_page("/", cookies=session_of(office.workers["carla"]))
    page.keyboard.press("Control+k")
    field = page.locator("#find-q")
    expect(field).to_be_focused()
    page.keyboard.type("Zzyzx")
    way_in = page.locator("#find-results").get_by_role("option", name="open it in an emergency")
    expect(way_in).to_have_attribute("aria-selected", "false")
    before = page.url

    page.keyboard.press("Enter")

    expect(page.locator("#find-dialog")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("Zzyzx")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(way_in).to_be_focused()
    assert page.url == before

    field.focus()
    page.keyboard.press("ArrowDown")
    expect(way_in).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + reverse("administration:emergency_access"))


def test_everything_works_without_scripts(open_page, office):
    page = open_page("/", cookies=session_of(office.workers["carla"]), scripts=False)
    row = page.locator("tr", has_text="Late Meeting").first

    row.get_by_role("link", name=re.compile("Log contact")).click()
    page.get_by_label("What was said, seen and agreed").fill("Spoke at length.")
    page.get_by_role("button", name="Save contact").click()

    expect(seen(page, "Saved: Meeting, Late Meeting.")).to_be_visible()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.locator("input[data-pick]").first.check()
    page.get_by_role("button", name="Put off").click()
    page.get_by_label("Why it can wait").fill("Starts training on Monday.")
    page.get_by_role("button", name="Put off").click()
    expect(seen(page, "put off until")).to_be_visible()


PAGES = (
    "/",
    "/caseload/",
    "/find/",
    "/cases/{case}/?nth=1",
    "/cases/{case}/who/",
    "/cases/{case}/log/",
    "/cases/{case}/stage/",
    "/cases/{case}/hand-off/",
    "/together/?do=put_off&pick={case}",
    "/together/?do=add_task&pick={case}",
)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_desk_and_nothing_scrolls_sideways(
    open_page, office, width, language
):
    case = office.workers["carla"].assignments.order_by("id").first().case_id
    cookies = session_of(office.workers["carla"])
    for path in PAGES:
        page = open_page(path.format(case=case), width=width, language=language, cookies=cookies)

        assert violations(page) == [], path
        assert sideways_scroll(page) == 0, path
        page.close()


@pytest.mark.parametrize(("width", "least"), [(1280, 24), (390, 44)])
def test_targets_of_the_desk_are_large_enough_to_hit(open_page, office, width, least):
    case = office.workers["carla"].assignments.order_by("id").first().case_id
    cookies = session_of(office.workers["carla"])
    for path in ("/", "/cases/{case}/?nth=1", "/caseload/"):
        page = open_page(path.format(case=case), width=width, cookies=cookies)

        assert small_targets(page, least) == [], path
        page.close()


def test_the_supervisors_pages_have_no_barrier(open_page, office):
    cookies = session_of(office.workers["simon"])
    case = office.workers["carla"].assignments.order_by("id").first().case_id
    for path in ("/team/", f"/together/?do=reassign&pick={case}"):
        for width in WIDTHS:
            page = open_page(path, width=width, cookies=cookies)

            assert violations(page) == [], (path, width)
            assert sideways_scroll(page) == 0, (path, width)
            page.close()

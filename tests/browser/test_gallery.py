"""The gallery in a browser: no barrier, no sideways scroll; scripts do what they promise."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.conftest import WIDTHS
from tests.browser.seen import seen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEETS = ("components", "case", "today", "empty", "conflict", "refused", "public")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, width, language):
    for sheet in SHEETS:
        page = open_page(f"/gallery/{sheet}/", width=width, language=language)

        assert violations(page) == [], sheet
        assert sideways_scroll(page) == 0, sheet
        page.close()


@pytest.mark.parametrize(("width", "least"), [(1280, 24), (390, 44)])
def test_targets_are_large_enough_to_hit(open_page, width, least):
    for sheet in ("components", "today", "case", "public", "conflict"):
        page = open_page(f"/gallery/{sheet}/", width=width)

        assert small_targets(page, least) == [], sheet
        page.close()


@pytest.mark.parametrize("width", [1100, 1089, 1088, 961, 768, 430])
def test_links_a_third_longer_still_fit_the_top_bar(open_page, width):
    page = open_page("/gallery/today/", width=width)

    page.evaluate(
        """() => document.querySelectorAll('.c-nav__link, .c-bar__find-label, .c-bar__item')
          .forEach(item => item.lastChild.textContent += 'x'.repeat(
            Math.ceil(item.lastChild.textContent.length * 0.3)))"""
    )

    assert sideways_scroll(page) == 0


def test_open_menus_and_dialogs_have_no_barrier_either(open_page):
    page = open_page("/gallery/today/", width=390)
    page.get_by_role("button", name="Menu").click()
    assert violations(page) == []
    page.keyboard.press("Escape")

    page.keyboard.press("Control+k")
    expect(page.locator("#find-results [role=option]")).to_have_count(3)
    assert violations(page) == []


def test_find_opens_by_keyboard_chooses_with_arrows_and_closes_with_escape(open_page):
    page = open_page("/gallery/case/")

    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(page.locator("#find-results [role=option]")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#find-results [role=option]").nth(0)).to_have_attribute(
        "aria-selected", "true"
    )
    expect(field).to_have_attribute("aria-activedescendant", "found-0")
    with page.expect_response("**/gallery/found/"):
        page.keyboard.type("ana")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#find-dialog")).to_be_hidden()

    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#find-results [role=option]").nth(2)).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery/today/")


def test_one_key_shortcuts_move_select_and_stay_out_of_fields(open_page):
    page = open_page("/gallery/today/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".c-row--current a[data-row-link]")).to_be_focused()
    expect(page.locator("#people-2")).to_have_class("c-row c-row--current")
    page.keyboard.press("x")
    expect(page.locator("#people-pick-2")).to_be_checked()
    page.keyboard.press("k")
    expect(page.locator("#people-1")).to_have_class("c-row c-row--current")
    page.keyboard.press("l")
    page.wait_for_url("**#act-1")

    page.locator("#filter_stage").focus()
    page.keyboard.press("x")
    expect(page.locator("#people-pick-1")).not_to_be_checked()


def test_one_key_shortcuts_are_off_until_they_are_turned_on(open_page):
    page = open_page("/gallery/components/")

    page.keyboard.press("j")

    expect(page.locator(".c-row--current")).to_have_count(0)


def test_the_header_box_selects_these_and_says_how_many(open_page):
    page = open_page("/gallery/today/")
    expect(page.get_by_role("button", name="Snooze")).to_be_hidden()

    page.get_by_label("Select these 5").check()
    expect(page.locator("[data-pick]:checked")).to_have_count(5)
    expect(page.locator("[data-selected-for=people]")).to_have_text("5 selected")
    expect(page.locator("#live")).to_have_text("5 selected")

    page.get_by_label("Select Suharto").uncheck()
    expect(page.locator("[data-selected-for=people]")).to_have_text("4 selected")
    assert page.locator("#people-all").evaluate("box => box.indeterminate")
    expect(page.get_by_role("button", name="Snooze")).to_be_visible()


def test_without_scripts_every_act_is_there(open_page):
    page = open_page("/gallery/today/", width=390, scripts=False)

    expect(page.get_by_role("button", name="Snooze")).to_be_visible()
    expect(page.get_by_role("link", name="Find")).to_have_attribute("href", "/gallery/found/")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Caseload")).to_be_visible()

    page = open_page("/gallery/components/", scripts=False)
    expect(page.get_by_role("heading", name="Close Ana’s case?")).to_be_visible()


def test_a_form_is_sent_once_however_often_it_is_pressed(open_page):
    page = open_page("/gallery/components/")
    sent = []

    def answer(route):
        sent.append(route.request.method)
        route.fulfill(status=204)  # the page stays, as it does while an answer is awaited

    page.route("**/gallery/components/sent", answer)
    form = page.locator("form:has(#id_note)")
    form.evaluate("form => { form.action = '/gallery/components/sent'; form.noValidate = true; }")
    button = form.get_by_role("button", name="Save contact")

    with page.expect_response("**/sent"):
        button.click()
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(form.locator("[data-save-status]")).to_have_text("Saving…")
    button.dispatch_event("click")
    button.dispatch_event("click")
    expect(button).to_be_focused()

    assert sent == ["POST"]


def test_control_enter_saves_from_the_note(open_page):
    page = open_page("/gallery/components/")
    page.locator("form:has(#id_note)").evaluate("form => { form.noValidate = true; }")
    page.route("**/gallery/components/**", lambda route: route.fulfill(body="saved"))
    page.get_by_label("What was said and agreed").first.fill("She starts on Monday.")

    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.keyboard.press("Control+Enter")

    assert "She+starts+on+Monday." in sent.value.post_data


def test_leaving_unsaved_words_asks_first_and_nothing_is_kept_in_the_browser(open_page):
    page = open_page("/gallery/components/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.get_by_label("What was said and agreed").first.fill("She starts on Monday.")
    page.goto(page.url.replace("components", "case"))

    assert asked == ["beforeunload"]
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "Monday" not in kept
    assert kept.startswith("[{},")


def test_the_page_with_problems_puts_the_focus_on_their_list(open_page):
    page = open_page("/gallery/components/")

    expect(page.locator(".c-errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#bad_kind_0")).to_be_focused()


def test_the_skip_link_is_first_and_leads_to_the_work(open_page):
    page = open_page("/gallery/case/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_language_switch_stays_on_the_same_page(open_page):
    page = open_page("/gallery/case/?n=2")

    page.get_by_role("button", name="Español").click()

    page.wait_for_url("**/gallery/case/?n=2")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("button", name="English")).to_be_visible()


def test_paper_gets_the_record_without_the_navigation(open_page):
    page = open_page("/gallery/case/")
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Ana Rivera", level=1)).to_be_visible()
    expect(page.locator(".c-bar")).to_be_hidden()
    expect(seen(page, "Log contact")).to_be_hidden()


def _send_by_htmx(page, status, body):
    """Make the gallery's form one that htmx sends, answered with `status` and `body`."""
    page.route("**/gallery/sent", lambda route: route.fulfill(status=status, body=body))
    form = page.locator("form:has(#id_note)")
    form.evaluate(
        """form => {
          form.id = 'sent';
          form.noValidate = true;
          form.setAttribute('hx-post', '/gallery/sent');
          form.setAttribute('hx-target', 'this');
          form.setAttribute('hx-swap', 'outerHTML');
          htmx.process(form);
        }"""
    )
    page.locator("#id_note").fill("She starts on Monday.")
    form.get_by_role("button", name="Save contact").click()


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_error_never_replaces_the_form_and_keeps_what_was_typed(open_page, status):
    page = open_page("/gallery/components/")

    _send_by_htmx(page, status, "<h1>Broken</h1>")

    alert = page.locator("#messages .usa-alert--error")
    expect(alert).to_have_text("That was not possible. Nothing was changed.")
    expect(page.locator("#live")).to_have_text("That was not possible. Nothing was changed.")
    expect(page.locator("#id_note")).to_have_value("She starts on Monday.")
    expect(seen(page, "Broken")).to_have_count(0)
    assert all(str(status) in trouble for trouble in open_page.troubles)
    open_page.troubles.clear()


def test_an_invalid_form_comes_back_with_the_focus_on_its_problems(open_page):
    page = open_page("/gallery/components/")
    body = (
        '<form id="sent"><div class="c-errors" tabindex="-1" data-focus id="new">'
        "<h2>There is 1 problem</h2></div></form>"
    )

    _send_by_htmx(page, 422, body)

    expect(page.locator("#new")).to_be_focused()
    open_page.troubles.clear()


def test_success_is_announced_where_it_happened(open_page):
    page = open_page("/gallery/components/")
    _send_by_htmx(page, 200, '<p id="sent" data-say>Contact saved.</p>')

    expect(page.locator("#live")).to_have_text("Contact saved.")


def test_messages_that_come_beside_the_answer_are_shown_and_announced(open_page):
    page = open_page("/gallery/components/")
    beside = '<div id="messages" hx-swap-oob="true"><p data-say>Contact saved.</p></div>'

    _send_by_htmx(page, 200, f'<p id="sent">Ana’s contact</p>{beside}')

    expect(page.locator("#messages")).to_have_text("Contact saved.")
    expect(page.locator("#live")).to_have_text("Contact saved.")


def test_five_minutes_before_the_end_of_the_session_the_page_asks(open_page):
    page = open_page(
        "/gallery/today/", prepare=lambda page: page.clock.install(time="2026-11-23T10:00:00")
    )
    page.route("**/still-here/", lambda route: route.fulfill(status=204))
    warning = page.get_by_role("dialog", name="You will be signed out in 5 minutes")

    page.clock.run_for(24 * 60 * 1000)
    expect(warning).to_be_hidden()
    page.clock.run_for(70 * 1000)
    expect(warning).to_be_visible()

    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.run_for(24 * 60 * 1000)
    expect(warning).to_be_hidden()

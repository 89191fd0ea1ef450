"""A security key from end to end: a real browser with a virtual key, under the real policy."""

import pytest

from caseway.kernel.models import User
from caseway.kernel.signin import second_factor
from tests.signin.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    yield page
    context.close()


@pytest.fixture
def key(page):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def site(live_server, transactional_db):
    ana = User.objects.create_user("ana@county.example", PASSWORD, name="Ana Rivera")
    return live_server.url.replace("127.0.0.1", "localhost"), ana


def sign_in(page, url):
    page.goto(f"{url}/sign-in/?next=/me/")
    page.get_by_label("E-mail address").fill("ana@county.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_key_is_added_and_then_opens_the_door(page, key, site):
    url, ana = site
    sign_in(page, url)
    page.wait_for_url(f"{url}/me/")
    page.goto(f"{url}/me/second-step/keys/add/")
    page.get_by_label("Name of this key").fill("Blue key")
    page.get_by_role("button", name="Add this key").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    added = second_factor.has_one(ana)
    page.context.clear_cookies()

    sign_in(page, url)
    page.get_by_role("button", name="Use my security key").click()
    page.get_by_role("heading", name="My account").wait_for()

    assert added
    assert page.url == f"{url}/me/"
    assert page.problems == []


def test_a_key_that_is_not_there_is_said_in_words(page, key, site):
    url, _ana = site
    sign_in(page, url)
    page.wait_for_url(f"{url}/me/")
    page.goto(f"{url}/me/second-step/keys/add/")
    page.get_by_role("button", name="Add this key").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()
    sign_in(page, url)
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no key')) }")

    page.get_by_role("button", name="Use my security key").click()

    page.get_by_text("The key did not answer.").wait_for()
    assert page.get_by_role("button", name="Use my security key").is_enabled()

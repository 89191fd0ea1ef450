"""Every page as people get it: no barrier, no sideways scroll, one heading, no error."""

import pytest
from django.conf import settings

from tests.browser.axe import sideways_scroll, violations
from tests.browser.conftest import HEIGHTS
from tests.county import give_second_step, load_county, monday_morning, signed_in
from tests.pages import NO_PAGE, Rows, Shape, patterns

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
SIGNED_OUT = ("account_login", "account_reset_password", "account_reset_password_done")


@pytest.mark.parametrize(("language", "widths"), [("en", (1280, 390, 320)), ("es", (390,))])
def test_every_page_is_open_to_everybody(open_page, live_server, language, widths):
    """As each role. A page is looked at again only where it holds what no other page held."""
    problems = []
    seen = set()
    with monday_morning():
        people, password = load_county()
        for person in people:
            user, client = signed_in(person.email, password, language)
            if person is not people[0]:  # who sees how to set one up
                give_second_step(user)
            paths = list(_new_pages(client, Rows(user), seen))
            page = _opened(open_page, client, paths[0] if paths else "/", language)
            for path in [*paths, "/nowhere/"]:
                answer = page.goto(live_server.url + path, wait_until="load")
                assert answer.status == (404 if path == "/nowhere/" else 200), path
                problems += [f"{person.role}, {path}: {one}" for one in _problems(page, widths)]
            page.context.close()
    # The browser reports every answer of 404, and /nowhere/ is meant to be one.
    open_page.troubles[:] = [one for one in open_page.troubles if "/nowhere/" not in one]

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("language", "widths"), [("en", (1280, 390, 320)), ("es", (390,))])
def test_the_pages_before_the_door_are_open_to_everybody(open_page, language, widths):
    problems = []
    by_name = {pattern.name: f"/{pattern.route}" for pattern in patterns()}
    for name in SIGNED_OUT:
        page = open_page(by_name[name], language=language)
        problems += [f"{name}: {one}" for one in _problems(page, widths)]
        page.close()

    assert not problems, "\n".join(problems)


def _opened(open_page, client, path, language):
    name = settings.SESSION_COOKIE_NAME
    return open_page(path, language=language, cookies={name: client.cookies[name].value})


def _new_pages(client, rows, seen):
    """The addresses whose pages hold a part that no page in `seen` has."""
    for pattern in patterns():
        if pattern.name in NO_PAGE:
            continue
        for path in pattern.paths(rows):
            answer = client.get(path)
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            html = answer.content.decode()
            if "<html" not in html:
                continue  # a part of a page, fetched by its script
            parts = Shape(html).parts
            if pattern.name not in seen or parts - seen:
                seen.add(pattern.name)
                seen |= parts
                yield path


def _problems(page, widths):
    found = []
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} first-level headings")
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        if wider := sideways_scroll(page):
            found.append(f"at {width} px it is {wider} px too wide")
        found += [f"at {width} px: {one}" for one in violations(page)]
    return found

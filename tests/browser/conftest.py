"""Pages in a real browser against a real server."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

WIDTHS = (1280, 390, 320)
HEIGHTS = {1280: 900, 390: 844, 320: 640}
PHONE = 600  # narrower windows are touched


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[OpenPage]:
    """Gives a loaded page: open_page(path, width=1280, language="en", scripts=True, cookies={}).

    `prepare(page)` runs before the page is loaded, to set a clock or a route.

    Whatever the page logs as an error, throws, is refused by the content
    security policy or asks of another machine fails the test at its end;
    a test that provokes a failure empties `open_page.troubles`.
    """
    contexts = []
    troubles: list[str] = []

    def open_(path, *, width=1280, language="en", scripts=True, cookies=None, prepare=None):
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            has_touch=width < PHONE,
            is_mobile=width < PHONE,
            java_script_enabled=scripts,
            locale="en-US",
            reduced_motion="reduce",
        )
        contexts.append(context)
        every = {"django_language": language, **(cookies or {})}
        home = live_server.url
        context.add_cookies([{"name": n, "value": v, "url": home} for n, v in every.items()])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: _note_error(m, troubles))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda r: _note_stranger(r.url, live_server.url, troubles))
        if prepare:
            prepare(page)
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    open_.troubles = troubles
    yield open_

    for context in contexts:
        context.close()
    assert troubles == []


def _note_error(message: ConsoleMessage, troubles: list[str]) -> None:
    if message.type == "error":
        troubles.append(f"{message.text} {message.location.get('url', '')}")


def _note_stranger(url: str, home: str, troubles: list[str]) -> None:
    if not url.startswith((home, "data:", "blob:")):
        troubles.append(f"asked another machine: {url}")

"""Words on a page, found as an eye finds them."""

from re import Pattern

from playwright.sync_api import Locator, Page


def seen(page: Page, words: str | Pattern[str], *, exact: bool = False) -> Locator:
    """Where `words` stand on the page.

    The copy of a message that screen readers hear (`#live`) is left out: it comes a moment
    after the message itself, and a test that happened to look later would find the words twice.
    """
    return page.get_by_text(words, exact=exact).and_(page.locator(":not(#live)"))

"""What every sweep relies on: each place of a barrier is named, and a mended page has none."""

import pytest

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

PAGE = """<html lang="en"><title>Ana</title><main><h1>Ana Ruiz</h1>
  <img src="data:," {alt}><img src="data:," {alt}><p style="color: {ink}; background: #fff">Late</p>
</main></html>"""


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_each_place_of_each_barrier_is_named(page):
    page.set_content(PAGE.format(alt="", ink="#ccc"))

    found = violations(page)

    assert sorted(line.split()[0] for line in found) == ["color-contrast", "image-alt", "image-alt"]


def test_a_barrier_that_only_a_narrow_window_shows_is_found_when_looked_at_again(page):
    pale = "<style>@media (max-width: 500px) { p { opacity: .3 } }</style>"
    page.set_content(PAGE.format(alt='alt=""', ink="#000") + pale)
    wide = violations(page)

    page.set_viewport_size({"width": 390, "height": 844})

    assert wide == []
    assert [line.split()[0] for line in violations(page)] == ["color-contrast"]

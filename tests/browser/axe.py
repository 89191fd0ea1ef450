"""What axe finds on a page: one line for each barrier, so that a failing test reads like a list."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page, within: str | None = None) -> list[str]:
    """Every violation of WCAG 2.0 to 2.2 A and AA and of axe's best practice, empty when clean.

    The script is evaluated by the browser's driver, not added to the page, so
    the content security policy stays as people get it.
    """
    if not page.evaluate("'axe' in window"):  # still there when only the width has changed
        page.evaluate(_script())
    result: dict[str, Any] = page.evaluate(_RUN, [within, list(RULES)])
    return [
        f"{found['id']} ({found['impact']}): {found['help']} at {node['target']} {node['html']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


# What passes is not described part by part: nobody reads it.
_RUN = """([within, tags]) => axe.run(within ?? document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
})"""


def sideways_scroll(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def small_targets(page: Page, least: int) -> list[str]:
    """Links and controls smaller than `least` CSS pixels either way; links in a sentence aside."""
    return list(page.evaluate(_SMALL, least))


_SMALL = """least => {
  const inSentence = el => el.matches('a') && getComputedStyle(el).display === 'inline';
  const seen = el => el.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const box = el => {
    // A checkbox and its label are one target.
    const parts = [el, ...(el.labels ?? [])].map(part => part.getBoundingClientRect());
    const lefts = parts.map(r => r.left), rights = parts.map(r => r.right);
    const tops = parts.map(r => r.top), bottoms = parts.map(r => r.bottom);
    return [Math.max(...rights) - Math.min(...lefts), Math.max(...bottoms) - Math.min(...tops)];
  };
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  return [...document.querySelectorAll(controls)]
    .filter(el => seen(el) && !inSentence(el) && !el.closest('.usa-skipnav'))
    .filter(el => box(el).some(side => side < least - 0.5))
    .map(el => `${el.outerHTML.slice(0, 120)} ${box(el).map(Math.round).join('x')}`);
}"""

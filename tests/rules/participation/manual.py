"""Print the worked examples as a page of the manual: `python -m tests.rules.participation.manual`.

The page is written from the very table that is tested, reasons included, so that it cannot say
anything else than the rule does.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.rules.participation.examples import EXAMPLES as FAMILIES
from tests.rules.participation.examples_of_rates import EXAMPLES as RATES
from tests.rules.participation.worked import Example, Shown

EXAMPLES: list[Example] = [*FAMILIES, *RATES]
"""Every table of examples, in order of number."""

PAGE = Path(__file__).parents[3] / "docs" / "manual" / "participation.md"

HEAD = """\
# How participation is counted: worked examples

<!-- Written by `python -m tests.rules.participation.manual` from the examples that are tested.
     Change those, not this page. -->

Each example says what is given, what must come out, what does, and why: the sentences are the
ones that the page of a case shows, with the paragraph each rests on.

Hours are hours a week, averaged over the month, unless said otherwise. The month is March 2026,
with four weeks from Saturday to Friday: 28 February to 27 March. **SP** is a single parent of an
eight-year-old, **SP6** of a three-year-old, **2P** are two parents of one child. The state is one
that has made no choices of its own.

| Short | Activity | Core | Federal item |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD + "\n".join(_activities())]
    parts += ["\n".join(_section(example)) for example in EXAMPLES]
    return "\n\n".join(parts) + "\n"


def _activities() -> Iterator[str]:
    from caseway.rules.participation.activities import KINDS

    for activity, kind in KINDS.items():
        core = "yes" if kind.core else "no"
        yield f"| {activity.name} | {kind.label} | {core} | {kind.item} |"


def _section(example: Example) -> Iterator[str]:
    yield f"## {example.number}. {_capital(example.given)}"
    yield ""
    yield f"Expected: {example.expected}."
    for case in example.cases:
        shown = case.shown()
        yield ""
        yield from _case(shown)


def _case(shown: Shown) -> Iterator[str]:
    if shown.name:
        yield f"**{_capital(shown.name)}**"
        yield ""
    found = "; ".join(f"{label} **{_plain(value)}**" for label, value in shown.got.items())
    yield f"Comes out: {found}."
    yield ""
    for whom, reasons in shown.told:
        if whom and reasons:
            yield f"- {whom}:"
        indent = "  " if whom else ""
        for reason in reasons:
            yield f"{indent}- {reason.text}. *{reason.source}*"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")

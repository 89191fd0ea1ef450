"""Every string marked for translation, found in Python files and templates.

Babel reads the Python. A template is first turned into something that reads like Python by
Django's own `templatize`, so that what is found is exactly what the page will ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages import Catalog
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

# What each function is handed: (position, "c") is the context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENTS = ("Translators:",)
PYTHON = frozenset({".py"})
TEMPLATES = frozenset({".html", ".txt"})
LEFT_OUT = frozenset({"migrations", "static"})
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def collect(root: Path) -> Catalog:
    """All strings under `root`, each with the files it stands in and its notes for translators.

    Files are named relative to `root`'s parent and without line numbers, so that a moved
    paragraph does not touch the catalog.
    """
    catalog = Catalog(charset="utf-8")
    for path in sorted(sources(root)):
        name = path.relative_to(root.parent).as_posix()
        for text, notes, context in strings(path):
            catalog.add(text, locations=[(name, 0)], auto_comments=notes, context=context)
    return catalog


def sources(root: Path) -> Iterator[Path]:
    """Python files and templates; static files and migrations say nothing to people."""
    for path in root.rglob("*"):
        inside = path.relative_to(root).parts
        if LEFT_OUT.intersection(inside):
            continue
        if path.suffix in PYTHON or (path.suffix in TEMPLATES and "templates" in inside):
            yield path


Found = tuple[str | tuple[str, str], list[str], str | None]


def strings(path: Path) -> Iterator[Found]:
    """The strings of one file, each as (text or (one, many), notes, context)."""
    source = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # Only its calls matter, and Python would stumble over a template's indentation.
        source = _INDENT.sub("", templatize(source, origin=str(path)))
    # Babel's own annotation is that of another function of its.
    found = cast(
        Iterable[tuple[int, str, str | tuple[str | None, ...], list[str]]],
        extract_python(BytesIO(source.encode()), KEYWORDS, COMMENTS, {}),
    )
    for _line, function, arguments, notes in found:
        given = (arguments,) if isinstance(arguments, str) else tuple(arguments or ())
        if read := _read(KEYWORDS[function], given):
            text, context = read
            yield text, notes, context


def _read(
    places: tuple[int | tuple[int, str], ...], given: tuple[str | None, ...]
) -> tuple[str | tuple[str, str], str | None] | None:
    """Texts and context among a call's arguments; None when they are not written out there."""
    context, texts = None, []
    for place in places:
        at = place if isinstance(place, int) else place[0]
        value = given[at - 1] if len(given) >= at else None
        if not value:
            return None
        if isinstance(place, int):
            texts.append(value)
        else:
            context = value
    return (texts[0] if len(texts) == 1 else (texts[0], texts[1])), context

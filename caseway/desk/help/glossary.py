"""The glossary of docs/glossary.md, read for the page “Words we use”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Headings of the glossary that people read here.
HEADINGS: dict[str, Promise] = {
    "People and cases": _("People and cases"),
    "Who works on a case": _("Who works on a case"),
    "Where, and who may do what": _("Where, and who may do what"),
    "Contact": _("Contact"),
    "Today": _("Today"),
    "Participation": _("Participation"),
    "The month ahead": _("The month ahead"),
    "Activities and proof": _("Activities and proof"),
    "Plans": _("Plans"),
    "Files in": _("Files in"),
    "Intake": _("Intake"),
    "The directory": _("The directory"),
    "A job coach’s month": _("A job coach’s month"),
    "Trust": _("Trust"),
}
_ROW = re.compile(r"^\| (?!Word \||---)(.+?) \| (.+?) \| (.+?) \|$")


@dataclass(frozen=True)
class Entry:
    """A word, what it means (in English) and the Spanish word for it."""

    word: str
    meaning: str
    spanish: str


@dataclass(frozen=True)
class Section:
    title: str | Promise
    entries: tuple[Entry, ...]


def read(text: str) -> tuple[Section, ...]:
    """The sections of a glossary: a heading of the second level and a table below it."""
    sections: list[tuple[str, list[Entry]]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            sections.append((line[3:].strip(), []))
        elif sections and (row := _ROW.match(line)):
            sections[-1][1].append(Entry(*row.groups()))
    return tuple(Section(HEADINGS.get(title, title), tuple(rows)) for title, rows in sections)


@cache
def glossary() -> tuple[Section, ...]:
    """The house's own; read once, since it comes with the program."""
    path = Path(settings.PROJECT_DIR) / "docs" / "glossary.md"
    return read(path.read_text(encoding="utf-8"))

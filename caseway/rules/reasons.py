"""A reason: the code, the facts and the sentence behind an answer.

Rules know nothing of languages. A rule names a `Sentence` (English, with named
places) and the facts that fill it; `Reason.say` renders it in any language when
the caller hands in its own translation functions:

    reason.text                                  # English, complete
    reason.say(gettext, ngettext, show=localise) # in the reader's language

`_` and `ngettext` below only mark sentences for message extraction, under the
names that extraction tools look for. Nothing is translated here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from caseway.rules.dates import Month


class Term(str):
    """A word of the house inside a sentence ("public agency"), to be translated with it."""

    __slots__ = ()


Value = str | int | date | Month | None


class Sentence(NamedTuple):
    """What can be said under one code. `many` and `count_by` serve plurals."""

    code: str
    one: str
    many: str = ""
    count_by: str = ""


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence and its plural for translation."""
    return one, many


def english(one: str, many: str, count: int) -> str:
    """The English plural."""
    return one if count == 1 else many


def long_date(day: date) -> str:
    """Write a date as the house does: Mon, Nov 23, 2026."""
    return f"{day:%a, %b} {day.day}, {day.year}"


def plain(value: Value) -> str:
    """Write one fact in English."""
    if isinstance(value, Month):
        return f"{value.first:%B %Y}"
    return long_date(value) if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: `code` for programs, `text` for people, `values` for translators.

    `source` cites the section or the decision it rests on, if any.
    """

    code: str
    template: str
    values: Mapping[str, Value] = field(default_factory=dict)
    source: str | None = None
    many: str = ""
    count_by: str = ""

    @property
    def text(self) -> str:
        """The English sentence, complete."""
        return self.say()

    def __hash__(self) -> int:
        return hash((self.code, self.template, self.source))

    def __str__(self) -> str:
        return self.text

    def say(
        self,
        gettext: Callable[[str], str] = _,
        plural: Callable[[str, str, int], str] = english,
        show: Callable[[Value], str] = plain,
    ) -> str:
        """Render the sentence with the caller's translations and formats."""
        if self.many:
            count = self.values[self.count_by]
            if not isinstance(count, int):
                raise ValueError(f"{self.code}: {self.count_by} must be a whole number")
            template = plural(self.template, self.many, count)
        else:
            template = gettext(self.template)
        if not self.values:
            return template
        shown = {
            name: gettext(str(value)) if isinstance(value, Term) else show(value)
            for name, value in self.values.items()
        }
        return template % shown


def because(sentence: Sentence, source: str | None = None, **values: Value) -> Reason:
    """Give a reason: a sentence, filled with the facts at hand."""
    return Reason(sentence.code, sentence.one, values, source, sentence.many, sentence.count_by)

"""Why an hour, a person or a family counts or does not, in a form cheap enough for millions.

A note is a tuple: a code, then the facts in the order in which its sentence names them, all
whole numbers or short texts, so that it can be stored as it is. `explain` makes it a `Reason`
with its paragraph, to be said in any language. What a fact is shows in the name of its place:
`..._time` are minutes, shown as hours; `..._on` is an ordinal day; `..._money` are cents;
`..._month` is a month's number; `activity` and `instead` are activities; the rest are shown
as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

from caseway.rules.dates import Month
from caseway.rules.participation import said_of_families, said_of_hours, said_of_people
from caseway.rules.participation.activities import term
from caseway.rules.participation.grounds import GROUNDS
from caseway.rules.reasons import Reason, Value

SAID = (said_of_people, said_of_hours, said_of_families)
"""The modules that hold the sentences; reading them fills `GROUNDS`."""

Note: TypeAlias = tuple[str | int, ...]
"""A code, then the facts of its sentence."""


def explain(note: Sequence[str | int]) -> Reason:
    """The sentence of a note, filled, with its paragraph. Raises KeyError for an unknown code."""
    sentence, source, names = GROUNDS[str(note[0])]
    facts = {name: _shown(name, fact) for name, fact in zip(names, note[1:], strict=True)}
    return Reason(sentence.code, sentence.one, facts, source)


def explain_all(notes: Iterable[Note]) -> tuple[Reason, ...]:
    """The sentences of several notes."""
    return tuple(explain(note) for note in notes)


def hours_text(minutes: int) -> str:
    """Minutes as hours, exact to a hundredth: 960 is "16", 450 is "7.5"."""
    whole, rest = divmod((minutes * 10 + 3) // 6, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def _shown(name: str, fact: str | int) -> Value:
    if not isinstance(fact, int):
        return fact
    if name in ("activity", "instead"):
        return term(fact)
    kind = name.rpartition("_")[2]
    if kind == "time":
        return hours_text(fact)
    if kind == "on":
        return date.fromordinal(fact)
    if kind == "money":
        return f"${fact // 100:,}.{fact % 100:02}"
    if kind == "month":
        return Month(*divmod(fact, 100))
    return fact

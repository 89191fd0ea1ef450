"""The list that pasted names and numbers are held against."""

from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from caseway.attendance.models import ActivityKind
from caseway.attendance.queries.grid import Choice
from caseway.attendance.queries.markable import markable, running
from caseway.attendance.reading.people import Listed, Roll, name_key
from caseway.kernel.models import User

NEAREST = 8
# Of a hundred. Two names with a word in common come to more, two of different people to less.
ALIKE = 60


def roll_of(user: User, first: date, last: date, choice: Choice | None = None) -> Roll:
    """Everybody whom the person may mark in these days, at a provider if one is chosen."""
    rows = running(markable(user), first, last)
    if choice and choice.provider:
        rows = rows.filter(provider=choice.provider)
    if choice and choice.activity:
        rows = rows.filter(activity=choice.activity)
    rows = rows.order_by("person__sort_name", "person", "case", "starts_on", "pk")
    named = rows.values_list(
        "pk", "person_id", "person__name_used", "case__number", "title", "activity",
        "provider__name",
    )  # fmt: skip
    return Roll.of(
        Listed(pk, person, name, number, title, str(ActivityKind(kind).label), place or "")
        for pk, person, name, number, title, kind, place in named
    )


def nearest(roll: Roll, said: str) -> list[Listed]:
    """Who may be meant by words that nobody answers to: the likest, and nobody unlike."""
    names = {one.enrolment: name_key(one.name) for one in roll.listed.values()}
    found = process.extract(name_key(said), names, scorer=_alike, limit=NEAREST, score_cutoff=ALIKE)
    return [roll.listed[pk] for _name, _score, pk in found]


def _alike(one: str, other: str, **_asked: Any) -> float:
    """How far two names are alike, of a hundred: as a whole, or one of their words."""
    words = [fuzz.ratio(mine, yours) for mine in one.split() for yours in other.split()]
    return max(fuzz.token_sort_ratio(one, other), 0.9 * max(words, default=0.0))

"""The list that pasted names and numbers are held against."""

from datetime import date

from rapidfuzz import fuzz, process

from caseway.attendance.queries.grid import Choice
from caseway.attendance.queries.markable import markable, running
from caseway.attendance.reading.people import Listed, Roll, name_key
from caseway.kernel.models import User

MOST_OFFERED = 60
NEAREST = 12


def roll_of(user: User, first: date, last: date, choice: Choice | None = None) -> Roll:
    """Everybody whom the person may mark in these days, at a provider if one is chosen."""
    rows = running(markable(user), first, last)
    if choice and choice.provider:
        rows = rows.filter(provider=choice.provider)
    if choice and choice.activity:
        rows = rows.filter(activity=choice.activity)
    rows = rows.order_by("person__sort_name", "person", "case", "starts_on", "pk")
    named = rows.values_list("pk", "person_id", "person__name_used", "case__number", "title")
    return Roll.of(Listed(*one) for one in named)


def nearest(roll: Roll, said: str) -> list[Listed]:
    """Who may be meant by words that nobody answers to: all of a short list, else the likest."""
    everybody = list(roll.listed.values())
    if len(everybody) <= MOST_OFFERED:
        return everybody
    names = {one.enrolment: name_key(one.name) for one in everybody}
    found = process.extract(name_key(said), names, scorer=fuzz.token_sort_ratio, limit=NEAREST)
    return [roll.listed[pk] for _name, _score, pk in found]

"""Find: one box for people, case numbers, phones, birth dates and actions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import models

from caseway.cases.models import Case, LastLook, Person
from caseway.cases.queries.finding import named_from, named_like, named_within, people_by_phone
from caseway.cases.queries.leading_to import (
    CaseLine,
    Whom,
    best_for_each,
    cases_of_people,
    visible_lines,
)
from caseway.kernel.models import User
from caseway.kernel.prepared import Asked, Prepared
from caseway.rules.records.matching import LONE_EXACT

LIMIT = 8
RECENT = 6
# Fewer digits than this fit half the county.
DIGITS = 4
_BIRTH_FORMATS = ("%m/%d/%Y", "%Y-%m-%d", "%m-%d-%Y", "%m/%d/%y")


class Fit(NamedTuple):
    """A person whom the text may mean, and why: her name, a number, her birthday."""

    person: int
    why: str


@dataclass(frozen=True)
class Hit:
    """A person to open, why she was found, and the case that tells of her."""

    whom: Whom
    case: CaseLine
    why: str


@dataclass(frozen=True)
class Finds:
    """Whom the text may mean, surest first, and the cases she looked at last, latest first."""

    hits: list[Hit]
    recent: list[CaseLine]


def find(user: User, text: str) -> Finds:
    """Whom the text may mean, each once. A fixed number of queries, for nothing asked as well."""
    fits: dict[int, Fit] = {}
    for fit in _fits(user, text):
        fits.setdefault(fit.person, fit)
    whom = cases_of_people(fits) if fits else []
    looked = [pk for (pk,) in _LOOKED.rows(user=user.pk)]
    lines = visible_lines(user, {*looked, *(one.case for one in whom)})
    best = best_for_each(whom, lines)
    hits = [Hit(*best[pk], fit.why) for pk, fit in fits.items() if pk in best]
    return Finds(hits[: LIMIT * 2], [lines[pk] for pk in looked if pk in lines][:RECENT])


_LOOKED = Prepared(
    lambda: (
        LastLook.objects.filter(user=Asked("user", models.BigIntegerField()))
        .order_by("-looked_at", "-id")
        .values_list("case_id")[: RECENT * 2]
    )
)


def birth_date(text: str) -> date | None:
    """The day that the text writes, in the ways people here write days."""
    for form in _BIRTH_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def _fits(user: User, text: str) -> list[Fit]:
    """People visible to her, surest first, some of them more than once."""
    found = [*_by_number(user, text), *_by_phone(user, text), *_by_birth(user, text)]
    if any(sign.isalpha() for sign in text) and len(text) > 1:
        found += [Fit(pk, "name") for pk in _by_name(user, text)]
    return found


def _by_name(user: User, text: str) -> list[int]:
    """What was typed letter by letter comes before what only sounds or looks like it."""
    named = named_like(user, text, LIMIT)
    sure = [pk for pk, match in named if match.score >= LONE_EXACT]
    found = [*sure, *named_from(user, text, LIMIT), *(pk for pk, _match in named)]
    if found or " " in text:
        return found
    return named_within(user, text, LIMIT)


def _by_number(user: User, text: str) -> Iterable[Fit]:
    wanted = text.strip().upper()
    digits = re.sub(r"\D", "", wanted)
    if len(digits) < DIGITS or not re.fullmatch(r"[A-Z]{0,4}[- ]?[\d-]+", wanted):
        return []
    cases = Case.objects.visible_to(user).filter(number__in=_spellings(user, wanted, digits))
    rows = cases.order_by("number", "id").values_list("participant_id", flat=True)[:LIMIT]
    return [Fit(person, "number") for person in rows]


def _spellings(user: User, wanted: str, digits: str) -> set[str]:
    """The number as typed, and behind the letters that numbers here begin with."""
    sample = Case.objects.visible_to(user).order_by("id").values_list("number", flat=True)[:1]
    prefixes = {re.sub(r"\d.*$", "", number) for number in sample}
    return {wanted, digits, *(prefix + digits for prefix in prefixes)}


def _by_phone(user: User, text: str) -> list[Fit]:
    digits = re.sub(r"\D", "", text)
    if len(digits) < DIGITS or any(sign.isalpha() for sign in text):
        return []
    people = people_by_phone(user, digits, LIMIT)
    return [Fit(pk, "phone") for pk in people.values_list("pk", flat=True)]


def _by_birth(user: User, text: str) -> list[Fit]:
    day = birth_date(text)
    if day is None:
        return []
    people = Person.objects.visible_to(user).filter(birth_on=day, merged_into=None)
    ids = people.order_by("sort_name", "pk").values_list("pk", flat=True)[:LIMIT]
    return [Fit(pk, "birth") for pk in ids]

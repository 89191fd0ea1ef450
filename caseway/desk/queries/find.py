"""Find: one box for people, case numbers, phones, birth dates and actions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from caseway.cases.models import Case, LastLook, Person
from caseway.cases.queries.finding import find_people, newest_cases, people_by_phone
from caseway.kernel.models import User
from caseway.rules.records.matching import LONE_EXACT

LIMIT = 8
RECENT = 6
# Fewer digits than this fit half the county.
DIGITS = 4
_BIRTH_FORMATS = ("%m/%d/%Y", "%Y-%m-%d", "%m-%d-%Y", "%m/%d/%y")


@dataclass(frozen=True)
class Hit:
    """A person to open, and why she was found: her name, a number, her birthday.

    `score` (0 to 100) is how well the name fits, where names were compared.
    """

    person: Person
    case: Case
    why: str
    score: int = 0


def find(user: User, text: str) -> list[Hit]:
    """People whom the text may mean, surest first, each once. A fixed number of queries."""
    found: dict[int, Hit] = {}
    for hits in (_by_number(user, text), _by_phone(user, text), _by_birth(user, text)):
        for hit in hits:
            found.setdefault(hit.person.pk, hit)
    if any(sign.isalpha() for sign in text) and len(text) > 1:
        named = _by_name(user, text)
        sure = [hit for hit in named if hit.score >= LONE_EXACT]
        # What was typed letter by letter comes before what only sounds or looks like it.
        for hit in (*sure, *_by_beginning(user, text), *named):
            found.setdefault(hit.person.pk, hit)
    return list(found.values())[: LIMIT * 2]


def recent(user: User) -> list[Case]:
    """The cases she looked at last that she may still see, latest first. Two queries at most."""
    looks = LastLook.objects.filter(user=user).order_by("-looked_at", "-id")
    ids = list(looks.values_list("case_id", flat=True)[: RECENT * 2])
    cases = Case.objects.visible_to(user).select_related("participant", "program").in_bulk(ids)
    return [cases[pk] for pk in ids if pk in cases][:RECENT]


def birth_date(text: str) -> date | None:
    """The day that the text writes, in the ways people here write days."""
    for form in _BIRTH_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def _by_name(user: User, text: str) -> list[Hit]:
    found = find_people(user, text, LIMIT)
    own = {one.person.pk: one.case for one in found if one.case}
    rest = _household_cases(user, [one.person.pk for one in found if one.case is None])
    cases = {**rest, **own}
    return [
        Hit(one.person, cases[one.person.pk], "name", one.match.score)
        for one in found
        if one.person.pk in cases
    ]


def _by_beginning(user: User, text: str) -> list[Hit]:
    """People one of whose names begins as typed: half a name is how people search."""
    begins = Q(name_used__istartswith=text) | Q(name_used__icontains=f" {text}")
    people = Person.objects.visible_to(user).filter(begins, merged_into=None)
    return _with_cases(user, list(people.order_by("sort_name", "pk")[:LIMIT]), "name")


def _by_number(user: User, text: str) -> Iterable[Hit]:
    wanted = text.strip().upper()
    digits = re.sub(r"\D", "", wanted)
    if len(digits) < DIGITS or not re.fullmatch(r"[A-Z]{0,4}[- ]?[\d-]+", wanted):
        return []
    cases = Case.objects.visible_to(user).filter(number__in=_spellings(user, wanted, digits))
    rows = cases.select_related("participant", "program").order_by("number", "id")[:LIMIT]
    return [Hit(case.participant, case, "number") for case in rows]


def _spellings(user: User, wanted: str, digits: str) -> set[str]:
    """The number as typed, and behind the letters that numbers here begin with."""
    sample = Case.objects.visible_to(user).order_by("id").values_list("number", flat=True)[:1]
    prefixes = {re.sub(r"\d.*$", "", number) for number in sample}
    return {wanted, digits, *(prefix + digits for prefix in prefixes)}


def _by_phone(user: User, text: str) -> list[Hit]:
    digits = re.sub(r"\D", "", text)
    if len(digits) < DIGITS or any(sign.isalpha() for sign in text):
        return []
    people = list(people_by_phone(user, digits, LIMIT))
    return _with_cases(user, people, "phone")


def _by_birth(user: User, text: str) -> list[Hit]:
    day = birth_date(text)
    if day is None:
        return []
    people = Person.objects.visible_to(user).filter(birth_on=day, merged_into=None)
    return _with_cases(user, list(people.order_by("sort_name", "pk")[:LIMIT]), "birth")


def _with_cases(user: User, people: list[Person], why: str) -> list[Hit]:
    ids = [person.pk for person in people]
    cases = {**_household_cases(user, ids), **newest_cases(user, ids)}
    return [Hit(person, cases[person.pk], why) for person in people if person.pk in cases]


def _household_cases(user: User, person_ids: list[int]) -> dict[int, Case]:
    """A visible case of the household in which each person lives. One query, or none."""
    if not person_ids:
        return {}
    rows = (
        Case.objects.visible_to(user)
        .filter(household__members__person__in=person_ids, household__members__ends_on=None)
        .annotate(member=F("household__members__person"))
        .select_related("participant", "program")
        .order_by("closed_on", "-opened_on", "-pk")
    )
    found: dict[int, Case] = {}
    for case in rows:
        found.setdefault(case.member, case)
    return found

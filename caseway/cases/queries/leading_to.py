"""From people to the case that tells of them: their own, or their household's."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Value

from caseway.agencies.prepared import PreparedFor
from caseway.agencies.standing import standing_of
from caseway.cases.models import Case, HouseholdMember
from caseway.kernel.models import User
from caseway.kernel.prepared import OneOf, Prepared


class Whom(NamedTuple):
    """A person, and a case in which she takes part (`is_own`) or with whose household she lives."""

    person: int
    name: str
    birth_on: date | None
    case: int
    is_own: bool


class CaseLine(NamedTuple):
    """A case as a line of a short list names it."""

    id: int
    number: str
    stage: str
    participant: int
    name: str
    opened_on: date
    closed_on: date | None


def cases_of_people(person_ids: Collection[int]) -> list[Whom]:
    """Every case that tells of these people, seen or not: `visible_lines` says which. One query."""
    return [Whom._make(row) for row in _CASES.rows(people=person_ids)]


def visible_lines(user: User | AnonymousUser, case_ids: Collection[int]) -> dict[int, CaseLine]:
    """Those of the cases that the person may know of. One query."""
    rows = _LINES.rows(standing_of(user), cases=case_ids)
    return {row[0]: CaseLine._make(row) for row in rows}


_LINES = PreparedFor(
    lambda her: (
        Case.objects.visible_to(her)
        .filter(OneOf("pk", "cases"))
        .order_by("pk")
        .values_list(
            *("pk", "number", "stage", "participant_id", "participant__name_used"),
            *("opened_on", "closed_on"),
        )
    )
)


def best_for_each(
    whom: Collection[Whom], lines: Mapping[int, CaseLine]
) -> dict[int, tuple[Whom, CaseLine]]:
    """For each person with a visible case: her own before her household's, open ones, newest."""
    offered: dict[int, list[tuple[Whom, CaseLine]]] = defaultdict(list)
    for one in whom:
        if one.case in lines:
            offered[one.person].append((one, lines[one.case]))
    return {person: min(pairs, key=_nearest) for person, pairs in offered.items()}


def _nearest(pair: tuple[Whom, CaseLine]) -> tuple[bool, bool, int, int]:
    one, line = pair
    return (not one.is_own, line.closed_on is not None, -line.opened_on.toordinal(), -line.id)


def _own_and_households() -> "models.QuerySet[Any]":
    # Without the site in it, the only way to these few rows is by the people.
    own = Case.objects.filter(OneOf("participant_id", "people")).order_by()
    lives = HouseholdMember.objects.filter(
        OneOf("person_id", "people"), ends_on=None, household__cases__isnull=False
    ).order_by()
    flag = models.BooleanField()
    return own.values_list(
        *("participant_id", "participant__name_used", "participant__birth_on", "pk"),
        Value(True, flag),
    ).union(
        lives.values_list(
            *("person_id", "person__name_used", "person__birth_on", "household__cases__pk"),
            Value(False, flag),
        ),
        all=True,
    )


_CASES = Prepared(_own_and_households)

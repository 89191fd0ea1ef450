"""Finding people: by any name they have, however it is spelled, and before a new record is made."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from caseway.agencies.prepared import PreparedFor
from caseway.agencies.standing import Reader, Standing, standing_of
from caseway.cases.identities import by_name, identities
from caseway.cases.models import Case, ContactPoint, Identifier, NameKey, Person
from caseway.kernel.beginnings import Begins
from caseway.kernel.models import User
from caseway.kernel.models.sealing import blind_index_of, equal_to
from caseway.kernel.prepared import Asked, OneOf, Prepared
from caseway.rules.records.identity import Identity
from caseway.rules.records.matching import Match, best
from caseway.rules.records.names import name_keys, search_keys

# How many people the index may offer before the rules compare them one by one.
MOST_CANDIDATES = 300


@dataclass(frozen=True)
class Found:
    """A person who may be meant, how well she fits and why, and her newest case if any."""

    person: Person
    match: Match
    case: Case | None


@dataclass(frozen=True)
class Sought:
    """What is known of the person looked for. `ssn` is nine digits or empty; it is not kept."""

    names: tuple[str, ...] = ()
    birth_on: date | None = None
    phones: tuple[str, ...] = ()
    ssn: str = ""


def find_people(user: User | AnonymousUser, text: str, limit: int = 20) -> list[Found]:
    """People visible to `user` whose name resembles `text`, best first. At most seven queries."""
    matches = named_like(user, text, limit)
    people = Person.objects.in_bulk([pk for pk, _match in matches])
    cases = newest_cases(user, people)
    return [Found(people[pk], match, cases.get(pk)) for pk, match in matches]


def named_like(user: User | AnonymousUser, text: str, limit: int = 20) -> list[tuple[int, Match]]:
    """Ids of people visible to `user` whose name resembles `text`, best first. 3 or 4 queries."""
    known = by_name(_by_keys(user, name_keys(text), search_keys(text)))
    matches = best(sorted(known.items()), Identity.of([text]), len(known))
    # Asked last: of those whose names fit, and not of all whom the index offered.
    offered = [pk for pk, _match in matches]
    seen = {pk for (pk,) in _SEEN.rows(standing_of(user), people=offered)}
    return [(pk, match) for pk, match in matches if pk in seen][:limit]


def named_from(user: User | AnonymousUser, text: str, limit: int) -> list[int]:
    """Ids of people visible to `user` whose name, or surname, begins as typed. One query.

    A second name or surname that is only half typed is looked for where nobody else
    fits, and by `named_within`: that reads every name.
    """
    query = _beginning(limit)
    found = query.rows(standing_of(user), text=text, folded=text.casefold())
    return [pk for (pk,) in found]


@lru_cache(maxsize=8)
def _beginning(limit: int) -> PreparedFor:
    text = models.TextField()

    def build(her: Standing) -> "QuerySet[Person, Any]":
        here = Person.objects.filter(OneOf("site_id", "sites")).order_by()
        given = here.filter(Begins(Lower("name_used"), Lower(Asked("text", text))))
        family = here.filter(Begins(F("sort_name"), Asked("folded", text)))
        begins = given.values("pk").union(family.values("pk"))
        return _first(_alive(her).filter(pk__in=begins), limit)

    return PreparedFor(build)


def named_within(user: User | AnonymousUser, text: str, limit: int) -> list[int]:
    """Ids of people visible to `user` with a word in their name that begins so. One slow query."""
    rows = _first(_alive(user).filter(name_used__icontains=f" {text}"), limit)
    return [pk for (pk,) in rows]


def _first(people: "QuerySet[Person]", limit: int) -> "QuerySet[Person, Any]":
    return people.order_by("sort_name", "pk").values_list("pk")[:limit]


def search_before_create(
    user: User | AnonymousUser, sought: Sought, limit: int = 10
) -> list[Found]:
    """People visible to `user` who may already be the one about to be recorded, best first."""
    keys = frozenset().union(*(name_keys(name) for name in sought.names))
    ids = {*_by_keys(user, keys)} | _by_points(user, sought.phones) | _by_ssn(user, sought.ssn)
    index = blind_index_of(Identifier, "number", sought.ssn) if sought.ssn else ""
    query = Identity.of(
        sought.names, sought.birth_on, sought.phones, index, sought.ssn[-4:] if sought.ssn else ""
    )
    return _ranked(user, ids, query, limit)


def people_by_phone(user: User | AnonymousUser, digits: str, limit: int = 20) -> QuerySet[Person]:
    """People visible to `user` with a number that ends in these digits."""
    sites = standing_of(user).site_ids
    points = ContactPoint.objects.filter(site__in=sites, normal__endswith=digits)
    return (
        _alive(user).filter(pk__in=points.values("person_id")).order_by("sort_name", "pk")[:limit]
    )


def _ranked(
    user: User | AnonymousUser, ids: Collection[int], query: Identity, limit: int
) -> list[Found]:
    seen = set(_alive(user).filter(pk__in=ids).values_list("pk", flat=True))
    known = identities(seen)
    matches = best(sorted(known.items()), query, limit)
    people = Person.objects.in_bulk([pk for pk, _match in matches])
    cases = newest_cases(user, people)
    return [Found(people[pk], match, cases.get(pk)) for pk, match in matches]


def newest_cases(user: User | AnonymousUser, person_ids: Iterable[int]) -> dict[int, Case]:
    """The newest visible case in which each person takes part, open ones first. One query."""
    rows = Case.objects.visible_to(user).filter(participant__in=list(person_ids))
    newest: dict[int, Case] = {}
    latest_first = (F("closed_on").desc(nulls_first=True), "-opened_on", "-pk")
    for case in rows.select_related("program").order_by(*latest_first):
        newest.setdefault(case.participant_id, case)
    return newest


def _by_keys(
    user: User | AnonymousUser, keys: Collection[str], near: Collection[str] = ()
) -> list[int]:
    """People with these keys first, then those with keys near them. One query, rarely two."""
    sites = standing_of(user).site_ids
    found = _KEYED.rows(sites=sites, own=keys, every={*keys, *near})
    if len(found) == MOST_CANDIDATES and found[0][1] == found[-1][1]:
        # A name so common that the list was cut among equals: whom she may see comes first.
        return _visible_by_keys(user, keys)
    return [person for person, _own, _hits in found]


def _visible_by_keys(user: User | AnonymousUser, keys: Collection[str]) -> list[int]:
    found = _VISIBLE_KEYED.rows(standing_of(user), keys=keys)
    return [person for person, _hits in found]


def _visible_keyed(her: Standing) -> "QuerySet[NameKey, Any]":
    rows = NameKey.objects.filter(
        Exists(_alive(her).filter(pk=OuterRef("person"))),
        OneOf("site_id", "sites"),
        OneOf("key", "keys", "text"),
    )
    hits = rows.order_by().values_list("person").annotate(hits=Count("key"))
    return hits.order_by("-hits", "person")[:MOST_CANDIDATES]


_VISIBLE_KEYED = PreparedFor(_visible_keyed)


def _keyed() -> "QuerySet[NameKey, Any]":
    every = NameKey.objects.filter(OneOf("site_id", "sites"), OneOf("key", "every", "text"))
    own = Count("key", filter=Q(OneOf("key", "own", "text")))
    hits = every.order_by().values_list("person_id").annotate(own=own, hits=Count("key"))
    return hits.order_by("-own", "-hits", "person_id")[:MOST_CANDIDATES]


_KEYED = Prepared(_keyed)


def _by_points(user: User | AnonymousUser, normals: Collection[str]) -> set[int]:
    rows = ContactPoint.objects.filter(site__in=standing_of(user).site_ids, normal__in=normals)
    return set(rows.values_list("person_id", flat=True)[:MOST_CANDIDATES])


def _by_ssn(user: User | AnonymousUser, ssn: str) -> set[int]:
    if not ssn:
        return set()
    rows = Identifier.objects.filter(
        equal_to(Identifier, "number", ssn), site__in=standing_of(user).site_ids
    )
    return set(rows.values_list("person_id", flat=True))


def _alive(who: Reader) -> "QuerySet[Person]":
    return Person.objects.visible_to(who).filter(merged_into=None)


_SEEN = PreparedFor(lambda her: _alive(her).filter(OneOf("pk", "people")).values_list("pk"))

"""Finding people: by any name they have, however it is spelled, and before a new record is made."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from caseway.agencies.standing import standing_of
from caseway.cases.identities import identities
from caseway.cases.models import Case, ContactPoint, Identifier, NameKey, Person
from caseway.kernel.models import User
from caseway.kernel.models.sealing import blind_index_of, equal_to
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
    """People visible to `user` whose name resembles `text`, best first. At most eight queries."""
    ids = _by_keys(user, name_keys(text), search_keys(text))
    return _ranked(user, ids, Identity.of([text]), limit)


def search_before_create(
    user: User | AnonymousUser, sought: Sought, limit: int = 10
) -> list[Found]:
    """People visible to `user` who may already be the one about to be recorded, best first."""
    keys = frozenset().union(*(name_keys(name) for name in sought.names))
    ids = _by_keys(user, keys) | _by_points(user, sought.phones) | _by_ssn(user, sought.ssn)
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
    for case in rows.select_related("program").order_by("-closed_on", "opened_on", "pk"):
        kept = newest.get(case.participant_id)
        if kept is None or kept.closed_on is not None or case.closed_on is None:
            newest[case.participant_id] = case
    return newest


def _by_keys(
    user: User | AnonymousUser, keys: Collection[str], near: Collection[str] = ()
) -> set[int]:
    """People with these keys first, then those with keys near them. One query."""
    every = {*keys, *near}
    rows = NameKey.objects.filter(site__in=standing_of(user).site_ids, key__in=every)
    own = Count("key", filter=Q(key__in=keys))
    hits = rows.values("person").annotate(own=own, hits=Count("key"))
    hits = hits.order_by("-own", "-hits", "person")
    return {row["person"] for row in hits[:MOST_CANDIDATES]}


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


def _alive(user: User | AnonymousUser) -> QuerySet[Person]:
    return Person.objects.visible_to(user).filter(merged_into=None)

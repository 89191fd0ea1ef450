"""Two records that may be one person: found by what they share, then compared by the rules.

Comparing everybody with everybody would take the square of a site. Records are compared only
when they share something: a social security number, a phone, a birth date together with a
name key, or a whole name. Every block is cut off at a size no real person reaches.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet

from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import standing_of
from caseway.cases.identities import identities
from caseway.cases.models import ContactPoint, Identifier, Merge, NameKey, Person
from caseway.kernel.models import User
from caseway.rules.records.matching import Match, Verdict, score

# A block shared by more is a common name or the phone of an office: it tells nothing.
LARGEST_BLOCK = 6
MOST_BLOCKS = 800
MOST_PAIRS = 1500


@dataclass(frozen=True)
class Twins:
    """Two records and how alike they are; the older record first."""

    one: Person
    other: Person
    match: Match


def likely_twins(user: User, limit: int = 200) -> list[Twins]:
    """Pairs visible to the reader that are likely the same person, likeliest first.

    At most thirteen queries, however many people. Pairs that somebody merged and
    took apart again are left out: they were looked at.
    """
    sites = sites_to_merge(user)
    if not sites:
        return []
    wanted = sorted(_pairs(sites) - _taken_apart(sites))[:MOST_PAIRS]
    ids = {pk for pair in wanted for pk in pair}
    seen = set(visible(user).filter(pk__in=ids).values_list("pk", flat=True))
    known = identities(seen)
    found = [
        (one, other, score(known[one], known[other]))
        for one, other in wanted
        if one in known and other in known
    ]
    likely = [row for row in found if row[2].verdict in (Verdict.SAME, Verdict.LIKELY)]
    likely.sort(key=lambda row: (-row[2].score, row[0], row[1]))
    people = Person.objects.in_bulk(
        [pk for one, other, _m in likely[:limit] for pk in (one, other)]
    )
    return [Twins(people[one], people[other], match) for one, other, match in likely[:limit]]


def visible(user: User) -> QuerySet[Person]:
    """People whom the reader sees and who were not merged into another record."""
    return Person.objects.visible_to(user).filter(merged_into=None)


def sites_to_merge(user: User) -> frozenset[int]:
    """The sites where a post of the reader lets her merge records."""
    roles = RULES[Act.MERGE_PEOPLE].roles
    return frozenset(post.site_id for post in standing_of(user).posts if post.role in roles)


def past_merges(user: User) -> QuerySet[Merge]:
    """Merges of records that the reader sees, newest first, undone ones included."""
    seen = Person.objects.visible_to(user).values("pk")
    rows = Merge.objects.filter(site__in=sites_to_merge(user), kept__in=seen)
    return rows.select_related("kept", "gone", "by", "undone_by").order_by("-at", "-pk")


def _pairs(sites: frozenset[int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for block in _blocks(sites):
        found.update(combinations(sorted(block), 2))
    return found


def _blocks(sites: frozenset[int]) -> Iterator[set[int]]:
    alive = {"site__in": sites, "person__merged_into": None}
    numbers = Identifier.objects.filter(**alive)
    yield from _shared(numbers, "number_index")
    phones = ContactPoint.objects.filter(**alive, ends_on=None)
    yield from _shared(phones, "normal")
    keys = NameKey.objects.filter(**alive)
    yield from _shared(keys.exclude(person__birth_on=None), "key", "person__birth_on")
    people = Person.objects.filter(site__in=sites, merged_into=None)
    yield from _shared(people, "sort_name", person="pk")


def _shared(rows: QuerySet, *by: str, person: str = "person_id") -> Iterator[set[int]]:  # type: ignore[type-arg]
    """Sets of people who share the same values of `by`. Two queries."""
    counted = rows.order_by().values("site_id", *by).annotate(many=Count(person, distinct=True))
    groups = list(
        counted.filter(many__gt=1, many__lte=LARGEST_BLOCK).order_by("site_id", *by)[:MOST_BLOCKS]
    )
    if not groups:
        return
    wanted = {tuple(group[name] for name in ("site_id", *by)) for group in groups}
    near = {f"{name}__in": {group[name] for group in groups} for name in by}
    blocks: dict[tuple[object, ...], set[int]] = {}
    for *values, person_id in rows.filter(**near).order_by().values_list("site_id", *by, person):
        if tuple(values) in wanted:
            blocks.setdefault(tuple(values), set()).add(person_id)
    yield from blocks.values()


def _taken_apart(sites: Iterable[int]) -> set[tuple[int, int]]:
    rows = Merge.objects.filter(site__in=sites).exclude(undone_at=None)
    return {
        (min(kept, gone), max(kept, gone)) for kept, gone in rows.values_list("kept_id", "gone_id")
    }

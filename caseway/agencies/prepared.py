"""Queries that ask what a person may see, prepared once for each kind of standing.

What a person may know of depends on her posts, and so does the SQL that asks for it. But
people with posts of one kind (a public worker of a region, a contractor's coach) ask the
same SQL with other ids. See docs/adr/0052-prepared-queries.md.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.agencies.standing import Post, Standing
from caseway.kernel.prepared import Asked, Prepared
from caseway.rules.functions import EmployerKind


class _Kind(NamedTuple):
    """All that shapes a question in one post: everything but its ids."""

    employer_kind: EmployerKind
    of_a_region: bool
    role: Role
    specialty: str
    safety_trained: bool


class PreparedFor:
    """A query that `build` begins at `visible_to(her)`, ending in `values_list`.

    `her` is a standing in which every id, the day and the moment are `Asked`. Her "sites"
    and "agencies", and the "hands" that she acts for, are there for `OneOf` to ask by.
    """

    def __init__(self, build: "Callable[[Standing], QuerySet[Any, Any]]") -> None:
        self._of_kind = lru_cache(maxsize=128)(
            lambda kinds: Prepared(lambda: build(_anybody(kinds)))
        )

    def rows(self, her: Standing, **asked: Any) -> list[Any]:
        """The rows for this person, as `values_list` would give them. One query."""
        if not her.case_posts:
            return []
        query = self._of_kind(tuple(map(_kind, her.posts)))
        return query.rows(**_values(her), **asked)


def _kind(post: Post) -> _Kind:
    of_a_region = post.region_id is not None
    return _Kind(post.employer_kind, of_a_region, post.role, post.specialty, post.safety_trained)


def _anybody(kinds: tuple[_Kind, ...]) -> Standing:
    """The standing of whoever has posts of these kinds."""
    posts = tuple(
        Post(
            agency_id=_id(f"agency_{nth}"),
            employer_kind=kind.employer_kind,
            site_id=_id(f"site_{nth}"),
            region_id=_id(f"region_{nth}") if kind.of_a_region else None,
            role=kind.role,
            specialty=kind.specialty,
            safety_trained=kind.safety_trained,
        )
        for nth, kind in enumerate(kinds)
    )
    on: Any = Asked("on", models.DateField())
    at: Any = Asked("at", models.DateTimeField())
    return Standing(_id("user"), on, posts, frozenset(), at)


def _id(name: str) -> Any:
    return Asked(name, models.BigIntegerField())


def _values(her: Standing) -> dict[str, Any]:
    values: dict[str, Any] = {
        "user": her.user_id,
        "on": her.on,
        "at": her.at or timezone.now(),
        "sites": her.site_ids,
        "agencies": her.agency_ids,
        "hands": her.hands,
    }
    for nth, post in enumerate(her.posts):
        values[f"agency_{nth}"] = post.agency_id
        values[f"site_{nth}"] = post.site_id
        values[f"region_{nth}"] = post.region_id
    return values

"""The contact log of a case: who may read what, filtered, newest first, paged."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Q

from caseway.agencies.models import Membership
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Contact
from caseway.kernel.models import User
from caseway.kernel.prepared import Asked, Prepared

PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """Which entries to show. `words` are searched for in the text; never kept in an address."""

    kind: str = ""
    mine: bool = False
    words: str = ""
    page: int = 1

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.mine or self.words)


def readable_by(user: User, entries: "models.QuerySet[Contact]") -> "models.QuerySet[Contact]":
    """Without the private entries of others; a supervisor reads those of her people."""
    return entries.filter(_readable(user, standing_of(user).on))


def _readable(user: Any, on: Any) -> Q:
    team = Membership.objects.filter(open_on(on), supervisor=user).values("user_id")
    return Q(is_private=False) | Q(by=user) | Q(by__in=team)


def entries(user: User, case_id: int, wanted: Wanted) -> list[dict[str, Any]]:
    """One page of entries and one more, which says whether there is another page. One query.

    An entry that was corrected is not listed: the one in its place names it.
    """
    query = _listed(bool(wanted.kind), wanted.mine, bool(wanted.words), wanted.page)
    found = query.rows(
        case=case_id,
        reader=user.pk,
        on=standing_of(user).on,
        kind=wanted.kind,
        words=wanted.words,
    )
    return [dict(zip(_COLUMNS, row, strict=True)) for row in found]


_COLUMNS = (
    "id",
    "kind",
    "mode",
    "place",
    "at",
    "minutes",
    "text",
    "by_id",
    "by__name",
    "agency__name",
    "is_private",
    "needs_reply",
    "corrects_id",
    "recorded_at",
    "person_id",
    "person__name_used",
)


@lru_cache(maxsize=64)
def _listed(kind: bool, mine: bool, words: bool, page: int) -> Prepared:
    """The query of one page under these filters."""
    key, text = models.BigIntegerField(), models.TextField()
    reader = Asked("reader", key)
    filters = [_readable(reader, Asked("on", models.DateField()))]
    filters += [Q(kind=Asked("kind", text))] if kind else []
    filters += [Q(by=reader)] if mine else []
    filters += [Q(text__icontains=Asked("words", text))] if words else []
    first = (page - 1) * PAGE
    return Prepared(
        lambda: (
            Contact.objects.filter(*filters, case_id=Asked("case", key), corrected_by=None)
            .order_by("-at", "-id")
            .values_list(*_COLUMNS)[first : first + PAGE + 1]
        )
    )

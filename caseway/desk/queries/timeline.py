"""The contact log of a case: who may read what, filtered, newest first, paged."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from caseway.agencies.models import Membership
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Contact
from caseway.kernel.models import User

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
    on = standing_of(user).on
    team = Membership.objects.filter(open_on(on), supervisor=user).values("user_id")
    return entries.filter(Q(is_private=False) | Q(by=user) | Q(by__in=team))


def entries(user: User, case_id: int, wanted: Wanted) -> list[dict[str, Any]]:
    """One page of entries and one more, which says whether there is another page. One query.

    An entry that was corrected is not listed: the one in its place names it.
    """
    rows = readable_by(user, Contact.objects.filter(case_id=case_id, corrected_by=None))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.mine:
        rows = rows.filter(by=user)
    if wanted.words:
        rows = rows.filter(text__icontains=wanted.words)
    first = (wanted.page - 1) * PAGE
    found = rows.order_by("-at", "-id").values(
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
    return [dict(row) for row in found[first : first + PAGE + 1]]

"""Whose cases a list shows: her own, or all that she may see."""

from typing import Any

from django.db.models import QuerySet

from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Assignment, Case
from caseway.kernel.models import User

MINE, ALL = "mine", "all"


def cases_in(user: User, scope: str) -> "QuerySet[Case, Any]":
    """The ids of the cases of a scope, as a subquery. None that she may not see."""
    seen: QuerySet[Case, Any] = Case.objects.visible_to(user)
    if scope == MINE:
        standing = standing_of(user)
        held = Assignment.objects.filter(open_on(standing.on), staff__in=standing.hands)
        seen = seen.filter(pk__in=held.values("case"))
    return seen.order_by().values("pk")


def first_scope(user: User) -> str:
    """Her own where she holds any part, else all."""
    standing = standing_of(user)
    held = Assignment.objects.filter(open_on(standing.on), staff__in=standing.hands)
    return MINE if held.exists() else ALL

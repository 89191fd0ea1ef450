"""Who sees which case. Every lookup starts here: what is not visible does not exist."""

from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from caseway.agencies.standing import Post, Standing, standing_of
from caseway.kernel.models import User
from caseway.rules.functions import EmployerKind


class CaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser, on: date | None = None) -> Self:
        """The cases this person may know of.

        A public agency sees every case of its site (or of the one region of
        the post); a contractor sees the cases on which it holds a part today.
        """
        standing = standing_of(user, on)
        if not standing.posts:
            return self.none()
        seen = Q()
        for post in standing.posts:
            seen |= _seen_by(post, standing)
        return self.filter(seen)

    def open(self) -> Self:
        return self.filter(closed_on=None)


class PersonQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser, on: date | None = None) -> Self:
        """People who take part in a visible case, or live in its household."""
        from caseway.cases.models.case import Case

        seen = Case.objects.visible_to(user, on)
        return self.filter(
            Q(pk__in=seen.values("participant_id"))
            | Q(households__household__in=seen.values("household_id"))
        ).distinct()


class OfVisibleCases(models.QuerySet[Any]):
    """For rows that carry `case`: visible when their case is."""

    def visible_to(self, user: User | AnonymousUser, on: date | None = None) -> Self:
        from caseway.cases.models.case import Case

        return self.filter(case__in=Case.objects.visible_to(user, on).values("pk"))


def _seen_by(post: Post, standing: Standing) -> Q:
    from caseway.cases.models.assignments import Assignment

    here = Q(site_id=post.site_id)
    if post.region_id is not None:
        here &= Q(region_id=post.region_id)
    if post.employer_kind == EmployerKind.PUBLIC:
        return here
    held = Assignment.objects.filter(agency_id=post.agency_id, starts_on__lte=standing.on).filter(
        Q(ends_on=None) | Q(ends_on__gt=standing.on)
    )
    return here & Q(pk__in=held.values("case_id"))

"""Who sees which enrolment: the case's own people, and its provider's staff."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from caseway.agencies.models import Role
from caseway.agencies.standing import standing_of
from caseway.cases.models import Case
from caseway.kernel.models import User


class EnrolmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Enrolments of visible cases, and for provider staff those at their own agency."""
        return self.filter(Q(case__in=Case.objects.visible_to(user).values("pk")) | _hosted(user))

    def hosted_by(self, user: User | AnonymousUser) -> Self:
        """Those at a provider whose own staff this person is."""
        return self.filter(_hosted(user))


class OfVisibleEnrolments(models.QuerySet[Any]):
    """For rows that carry `enrolment`: visible when that is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.attendance.models.enrolments import ActivityEnrolment

        seen = ActivityEnrolment.objects.visible_to(user)
        return self.filter(enrolment__in=seen.values("pk"))


def _hosted(user: User | AnonymousUser) -> Q:
    posts = [post for post in standing_of(user).posts if post.role == Role.PROVIDER]
    hosted = Q(pk__in=[])
    for post in posts:
        hosted |= Q(provider__agency_id=post.agency_id, site_id=post.site_id)
    return hosted

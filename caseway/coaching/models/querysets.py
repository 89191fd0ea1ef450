"""Who sees which row of coaching: whoever sees its case; a coach's own rows, her team besides."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from caseway.agencies.models import Role
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User

LEADERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


class OfVisibleEnrolments(models.QuerySet[Any]):
    """For rows that carry `enrolment`: visible when its case is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.coaching.models.enrolments import CoachingEnrolment

        seen = CoachingEnrolment.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("enrolment"))))


class OfCoaches(models.QuerySet[Any]):
    """For rows that carry `coach`, `site` and `agency`: the coach herself, and who leads there.

    Whoever covers for a coach on leave sees hers too.
    """

    def visible_to(self, user: User | AnonymousUser) -> Self:
        standing = standing_of(user)
        seen = Q(coach__in=standing.hands)
        for post in standing.case_posts:
            if post.role in LEADERS:
                seen |= Q(site_id=post.site_id, agency_id=post.agency_id)
        if not standing.case_posts:
            return self.none()
        return self.filter(seen)


class OfVisibleChecklists(models.QuerySet[Any]):
    """For rows that carry `checklist`: visible when its case is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.coaching.models.checklists import Checklist

        seen = Checklist.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("checklist"))))


class OfVisibleSummaries(models.QuerySet[Any]):
    """For rows that carry `summary`: visible when its case is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.coaching.models.summaries import MonthlySummary

        seen = MonthlySummary.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("summary"))))

"""Who sees which case. Every lookup starts here: what is not visible does not exist.

Asked of each row as EXISTS, not as IN a list of all that is visible: a page looks
at a few rows, and the list would be made anew for each question.
"""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from caseway.agencies.access import carries
from caseway.agencies.policy import Act
from caseway.agencies.standing import Post, Reader, Standing, open_on, standing_of
from caseway.rules.functions import EmployerKind


class CaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Reader, on: date | None = None) -> Self:
        """The cases this person may know of.

        A public agency sees every case of its site (or of the one region of
        the post); a contractor sees the cases on which it holds a part today;
        a case opened in an emergency shows to whoever opened it while that lasts.
        """
        standing = standing_of(user, on)
        if not standing.case_posts:
            return self.none()
        seen = Q()
        for post in standing.case_posts:
            seen |= _seen_by(post, standing)
        return self.filter(seen)

    def open(self) -> Self:
        return self.filter(closed_on=None)


class PersonQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Reader, on: date | None = None) -> Self:
        """People who take part in a visible case, or live in its household."""
        from caseway.cases.models.case import Case
        from caseway.cases.models.households import HouseholdMember

        seen = Case.objects.visible_to(user, on)
        lives_there = HouseholdMember.objects.filter(
            Exists(seen.filter(household=OuterRef("household"))), person=OuterRef("pk")
        )
        return self.filter(Exists(seen.filter(participant=OuterRef("pk"))) | Exists(lives_there))


class OfVisibleCases(models.QuerySet[Any]):
    """For rows that carry `case`: visible when their case is."""

    def visible_to(self, user: Reader, on: date | None = None) -> Self:
        from caseway.cases.models.case import Case

        seen = Case.objects.visible_to(user, on)
        return self.filter(Exists(seen.filter(pk=OuterRef("case"))))


class EmergencyQuerySet(models.QuerySet[Any]):
    def open_for(self, user_id: int, at: datetime | None = None) -> Self:
        """What this person opened in an emergency that has not run out at `at` (now)."""
        now = at or timezone.now()
        return self.filter(user=user_id, case__isnull=False, starts_at__lte=now, ends_at__gt=now)


def _seen_by(post: Post, standing: Standing) -> Q:
    from caseway.cases.models.assignments import Assignment

    site = Q(site_id=post.site_id)
    here = site if post.region_id is None else site & Q(region_id=post.region_id)
    if post.employer_kind == EmployerKind.PUBLIC:
        if post.region_id is None:
            return here
        return here | (site & _opened(post, standing))
    held = Assignment.objects.filter(
        open_on(standing.on), case=OuterRef("pk"), agency_id=post.agency_id
    )
    seen = here & Q(Exists(held))
    if carries(post, Act.OPEN_IN_EMERGENCY):
        seen |= site & _opened(post, standing)
    return seen


def _opened(post: Post, standing: Standing) -> Q:
    """Cases that she opened in an emergency, while her post still carries that act."""
    from caseway.cases.models.emergencies import EmergencyAccess

    if not carries(post, Act.OPEN_IN_EMERGENCY):
        return Q(pk__in=[])
    opened = EmergencyAccess.objects.open_for(standing.user_id, standing.at)
    return Q(pk__in=opened.values("case_id"))

"""Which enrolments a person may mark: those of her agency's cases, and those at her own place."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from caseway.agencies.access import anywhere, carries
from caseway.agencies.policy import Act
from caseway.agencies.standing import Standing, open_on, standing_of
from caseway.attendance.models import ActivityEnrolment
from caseway.cases.models import Assignment
from caseway.kernel.models import User


def may_mark(user: User | AnonymousUser) -> bool:
    """Whether some post of the person marks attendance at all."""
    return anywhere(user, Act.MARK_ATTENDANCE) or anywhere(user, Act.HOST_ATTENDANCE)


def markable(user: User | AnonymousUser) -> "QuerySet[ActivityEnrolment]":
    """Enrolments that the person may mark. Whatever is not among them does not exist there."""
    found: QuerySet[ActivityEnrolment] = ActivityEnrolment.objects.filter(
        _of_her_cases(standing_of(user))
        | Q(pk__in=ActivityEnrolment.objects.hosted_by(user).values("pk"))
    )
    return found


def running(rows: "QuerySet[ActivityEnrolment]", first: date, last: date) -> Any:
    """Those that run on some day from `first` to `last`."""
    still = Q(ends_on=None) | Q(ends_on__gt=first)
    return rows.filter(still, starts_on__lte=last)


def _of_her_cases(standing: Standing) -> Q:
    found = Q(pk__in=[])
    for post in standing.case_posts:
        if not carries(post, Act.MARK_ATTENDANCE):
            continue
        held = Assignment.objects.filter(open_on(standing.on), agency_id=post.agency_id)
        here = Q(case__site_id=post.site_id, case__in=held.values("case_id"))
        found |= here & Q(case__region_id=post.region_id) if post.region_id else here
    return found

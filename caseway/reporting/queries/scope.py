"""Whose families a rate is made of: the months that this person may see, narrowed as she chose."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from caseway.agencies.access import sites_for
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.attendance.models import CaseMonth
from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.rules.functions import EmployerKind


class Rate(StrEnum):
    """The two federal rates. The value is the column of `CaseMonth`."""

    OVERALL = "overall"
    TWO_PARENT = "two_parent"


class Part(StrEnum):
    """What a site's rate is broken down by. The value is the column of `CaseMonth`."""

    SITE = "site"
    REGION = "region"
    AGENCY = "agency"
    WORKER = "worker"


NOBODY = 0
"""Stands for no agency or no worker: a family whose case nobody held."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A month, and at most one value for each part. None leaves the part open."""

    period: int
    rate: Rate = Rate.OVERALL
    site: int | None = None
    region: int | None = None
    agency: int | None = None
    worker: int | None = None

    @property
    def whole(self) -> bool:
        """Whether whole sites are looked at: only there the limit on education is taken."""
        return self.region is None and self.agency is None and self.worker is None

    def narrowed(self, part: Part, value: int) -> "Choice":
        """The same, with one part set."""
        changes: dict[str, Any] = {part.value: value}
        return replace(self, **changes)


def months_seen(user: User) -> "QuerySet[CaseMonth, CaseMonth]":
    """Results of families that this person may see in a rate.

    A public agency sees its whole site; a contractor and a post for one region
    see the cases that they see anyway.
    """
    sites = sites_for(user, Act.SEE_RATE)
    whole = {
        post.site_id
        for post in standing_of(user).case_posts
        if post.site_id in sites
        and post.region_id is None
        and post.employer_kind == EmployerKind.PUBLIC
    }
    seen = Q(site__in=whole)
    if rest := sites - whole:
        seen |= Q(site__in=rest, case__in=Case.objects.visible_to(user).values("pk"))
    found: QuerySet[CaseMonth, CaseMonth] = CaseMonth.objects.filter(seen)
    return found


def sees_part_only(user: User) -> bool:
    """Whether some of a site's families are hidden from this person, so that the page says so."""
    sites = sites_for(user, Act.SEE_RATE)
    return any(
        post.region_id is not None or post.employer_kind != EmployerKind.PUBLIC
        for post in standing_of(user).case_posts
        if post.site_id in sites
    )


def chosen(user: User, choice: Choice) -> "QuerySet[CaseMonth, CaseMonth]":
    """The results of the month that were chosen."""
    return months_seen(user).filter(_narrow(choice), period=choice.period)


def over_months(user: User, choice: Choice, first: int) -> "QuerySet[CaseMonth, CaseMonth]":
    """The same families' part of each month from `first` to the chosen one."""
    return months_seen(user).filter(_narrow(choice), period__gte=first, period__lte=choice.period)


def _narrow(choice: Choice) -> Q:
    narrow = Q()
    for part in Part:
        value: Any = getattr(choice, part.value)
        if value is not None:
            narrow &= Q(**{f"{part.value}_id": value or None})
    return narrow

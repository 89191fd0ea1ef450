"""Who sees which row of a plan: whoever sees its case."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef

from caseway.kernel.models import User


class OfVisiblePlans(models.QuerySet[Any]):
    """For rows that carry `plan`: visible when its case is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.plans.models.plans import Plan

        seen = Plan.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("plan"))))

    def standing(self) -> Self:
        """What is in the plan now, without what was taken out."""
        return self.filter(left_out_on=None)


class OfVisibleVersions(models.QuerySet[Any]):
    """For rows that carry `version`: visible when its plan is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.plans.models.versions import PlanVersion

        seen = PlanVersion.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("version"))))

"""Who sees whose job: whoever sees the case it belongs to."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef

from caseway.kernel.models import User


class OfVisibleJobs(models.QuerySet[Any]):
    """For rows that carry `job`: visible when its case is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from caseway.employment.models.jobs import Job

        seen = Job.objects.visible_to(user)
        return self.filter(Exists(seen.filter(pk=OuterRef("job"))))

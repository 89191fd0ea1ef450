"""The work behind month plans. Each can be started again; arguments are ids."""

import time

from django.utils import timezone
from django_tasks import task

from caseway.coaching.actions.months import searching


@task(atomic=False)
def plan_month(*, plan: int) -> str:
    """Plan one coach's month. Returns what became of it."""
    return searching.run(plan, timezone.now, time.monotonic)

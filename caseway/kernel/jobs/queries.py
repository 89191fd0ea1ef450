"""How the work behind the pages stands, for the operations page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.kernel.models.jobs import Job, Schedule

MANY = 1000  # beyond this a queue is just long; it is not counted to its end
LATE = timedelta(minutes=2)  # by then a worker that lives has seen what is due


@dataclass(frozen=True)
class QueueHealth:
    """Counts of jobs by state, each up to MANY, and whether somebody is at work at all."""

    waiting: int  # due now
    later: int  # waiting for their time, retries among them
    at_work: int
    dead: int
    oldest_due_at: datetime | None
    late_schedules: tuple[str, ...]

    def is_worker_off(self, at: datetime) -> bool:
        """Whether what was due minutes ago has not been begun."""
        waits = self.oldest_due_at is not None and self.oldest_due_at < at - LATE
        return bool(self.late_schedules) or (waits and not self.at_work)


def dead_letters() -> QuerySet[Job]:
    """Jobs that were given up, newest first, each with its task."""
    return (
        Job.objects.filter(dead_at__isnull=False)
        .select_related("result")
        .order_by("-dead_at", "pk")
    )


def at_work() -> QuerySet[Job]:
    """Jobs that a worker holds, longest held first, each with its task."""
    return (
        Job.objects.filter(lease_until__isnull=False)
        .select_related("result")
        .order_by("result__started_at", "pk")
    )


def queue_health(*, at: datetime) -> QueueHealth:
    """How the queue stands at `at`. Six queries, however long it is."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, job__isnull=False)
    due = ready.filter(run_after__lte=at)
    late = Schedule.objects.filter(next_at__lt=at - LATE).values_list("name", flat=True)
    oldest = due.order_by("run_after", "pk").values_list("run_after", flat=True).first()
    return QueueHealth(
        waiting=_count(due),
        later=_count(ready.filter(run_after__gt=at)),
        at_work=_count(Job.objects.filter(lease_until__gte=at)),
        dead=_count(Job.objects.filter(dead_at__isnull=False)),
        oldest_due_at=oldest,
        late_schedules=tuple(late.order_by("name")),
    )


def _count(rows: QuerySet[Any]) -> int:
    return rows.order_by()[:MANY].count()


def schedules() -> QuerySet[Schedule]:
    """What recurs, by name."""
    return Schedule.objects.order_by("name")

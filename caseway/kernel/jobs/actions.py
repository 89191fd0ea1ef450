"""Ask for work, ask again, let it be."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.kernel.audit.recording import record
from caseway.kernel.models.jobs import Job
from caseway.kernel.models.users import User
from caseway.kernel.refusals import NotAllowed


def enqueue_once(task: "Task[..., Any]", *, key: str, **kwargs: Any) -> bool:
    """Enqueue `task` unless one with `key` waits already. Returns whether it was enqueued.

    One that is at work does not count: it may have read what has changed since.
    """
    enqueued: bool = task.get_backend().enqueue_once(task, key, kwargs)  # type: ignore[attr-defined]
    return enqueued


@transaction.atomic
def retry(*, job: Job, by: User, at: datetime, reason: str = "") -> Job:
    """Let a dead letter be tried again, from the first try on.

    Writes one audit entry. Raises NotAllowed when the job is not dead.
    """
    job = _dead(job)
    job.dead_at, job.attempts = None, 0
    job.save(update_fields=["dead_at", "attempts"])
    DBTaskResult.objects.filter(pk=job.pk).update(
        status=TaskResultStatus.READY, run_after=at, finished_at=None
    )
    record("job.retried", on=job, by=by, at=at, reason=reason)
    return job


@transaction.atomic
def discard(*, job: Job, by: User, at: datetime, reason: str = "") -> None:
    """Let a dead letter be, for good.

    Writes one audit entry. Raises NotAllowed when the job is not dead.
    """
    job = _dead(job)
    facts = {"task": job.result.task_path}
    record("job.discarded", on=job, by=by, at=at, facts=facts, reason=reason)
    job.result.delete()


def _dead(job: Job) -> Job:
    found = Job.objects.select_for_update().filter(pk=job.pk, dead_at__isnull=False).first()
    if found is None:
        raise NotAllowed(_("This job is not waiting for anybody: it was tried again already."))
    return found

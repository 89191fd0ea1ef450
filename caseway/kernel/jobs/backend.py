"""The database backend of Django's tasks, with a companion row for each task."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(Task[P, T]):
    """A task, and how its effect and its lateness are treated."""

    atomic: bool = True
    """Run in one transaction with the note that it is done. False for work over a second."""

    stale_after: timedelta | None = None
    """Drop it, done by nobody, when it comes later than this after it was due."""


class JobBackend(DatabaseBackend):
    """Stores a `Job` beside each task. Everything else is the maintained backend's."""

    task_class: type[Task[..., Any]] = JobTask  # type: ignore[assignment]

    def enqueue_once(self, task: Any, key: str, kwargs: dict[str, Any]) -> bool:
        """Enqueue unless a task with `key` waits already. Returns whether it was enqueued."""
        from caseway.kernel.models.jobs import Job

        if Job.objects.filter(waiting_key=key).exists():
            return False
        try:
            with transaction.atomic():
                self._store(task, (), kwargs, key)
        except IntegrityError:  # somebody else enqueued it at the same moment
            return False
        return True

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        return self._store(task, args, kwargs, "")

    async def _atask_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        return await sync_to_async(self._store)(task, args, kwargs, "")

    def _store(self, task: Any, args: Any, kwargs: Any, key: str) -> Any:
        from caseway.kernel.models.jobs import Job

        due: datetime = task.run_after or timezone.now()
        with transaction.atomic():
            # Said rather than left open, so that one index gives the next task
            # and a backlog is worked off in the order it came.
            result = super()._task_to_db_task(task.using(run_after=due), args, kwargs)
            Job.objects.create(
                result=result,
                key=key,
                waiting_key=key or None,
                stale_at=due + task.stale_after if task.stale_after else None,
            )
        return result

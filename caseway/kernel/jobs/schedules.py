"""What recurs by itself. Each app says so in its `schedules.py`:

every(timedelta(hours=1), "purge_submissions", purge_submissions)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules, import_string
from django_tasks.base import Task

from caseway.kernel.jobs.actions import enqueue_once
from caseway.kernel.models.jobs import Job, Schedule


@dataclass(frozen=True)
class _Said:
    every: timedelta
    task_path: str


_said: dict[str, _Said] = {}


def every(interval: timedelta, name: str, task: "Task[[], Any]") -> None:
    """Enqueue `task`, which takes no arguments, each `interval`. Once per name.

    Raises ValueError when `name` is taken by another task.
    """
    now = _Said(interval, task.module_path)
    if _said.setdefault(name, now) != now:
        raise ValueError(f"There are two schedules named {name}.")


def learn(*, at: datetime) -> None:
    """Bring the schedule table in line with what the apps say. Due times are kept."""
    autodiscover_modules("schedules")
    with transaction.atomic():
        Schedule.objects.exclude(name__in=_said).delete()
        for name, said in _said.items():
            Schedule.objects.update_or_create(
                name=name,
                defaults={"every": said.every, "task_path": said.task_path},
                create_defaults={
                    "every": said.every,
                    "task_path": said.task_path,
                    "next_at": at,
                },
            )


def enqueue_due(*, at: datetime) -> int:
    """Enqueue each task whose time has come. Returns how many.

    After a pause each comes once, not once for every time that was missed.
    """
    if not Schedule.objects.filter(next_at__lte=at).exists():
        return 0
    with transaction.atomic():
        due = list(
            Schedule.objects.filter(next_at__lte=at)
            .select_for_update(skip_locked=True)
            .order_by("next_at", "pk")
        )
        for schedule in due:
            _enqueue(schedule, at)
    return len(due)


def _enqueue(schedule: Schedule, at: datetime) -> None:
    key = f"schedule:{schedule.name}"
    enqueue_once(import_string(schedule.task_path), key=key)
    schedule.last_at = at
    schedule.last_job = Job.objects.get(waiting_key=key).pk
    schedule.next_at = max(schedule.next_at + schedule.every, at)
    if schedule.next_at <= at:
        schedule.next_at = at + schedule.every
    schedule.save(update_fields=["last_at", "last_job", "next_at"])

"""How whole the log is: what is sealed, what was last checked, and the head to keep elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.kernel import chores
from caseway.kernel.audit import chain
from caseway.kernel.models import AuditEntry, AuditSeal, Job


@dataclass(frozen=True)
class Status:
    """The chain of changes as it stands."""

    sealed: AuditSeal | None
    whole_until: int | None  # the last entry under which the newest check found nothing changed
    checked_at: datetime | None
    broken: bool
    newer: int  # entries that no seal covers yet
    unchecked: int  # sealed entries, by number, that came after the newest check


def status() -> Status:
    """What the newest seal covers and what the newest check found. Four queries."""
    stream = AuditEntry._meta.db_table
    sealed = AuditSeal.objects.filter(stream=stream).order_by("-number").first()
    path = chores.check_audit.module_path
    broken = Job.objects.filter(dead_at__isnull=False, result__task_path=path).exists()
    newest = (
        DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.SUCCESSFUL)
        .order_by("-finished_at", "-id")
        .first()
    )
    found = (newest.return_value or {}).get(stream) if newest else None
    newer = AuditEntry.objects.filter(pk__gt=sealed.last if sealed else 0).count()
    unchecked = max(sealed.last - found, 0) if sealed and found else 0
    checked_at = newest.finished_at if newest else None
    return Status(sealed, found, checked_at, broken, newer, unchecked)


def head_lines() -> Sequence[str]:
    """One line for each stream, as `manage.py verify_audit --head` takes them."""
    return [f"{seal.stream}:{seal.number}:{seal.digest}" for seal in chain.head()]

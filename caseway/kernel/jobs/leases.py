"""Take a job, keep it, give it back: each step one short transaction.

A worker holds a job by its lease and renews it while it works. When the worker
is killed the lease runs out and the job goes to the next one. A worker that was
only slow finds at its end that the job is no longer its own, and its effect is
rolled back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django_tasks.base import TaskResultStatus
from django_tasks.utils import get_module_path, normalize_json
from django_tasks_db.models import DBTaskResult

from caseway.kernel.models.jobs import Job, Schedule

RETRIES = 5
FIRST_DELAY = timedelta(seconds=15)  # then 1, 4, 16 and 64 minutes: a failing mail server's day
# A range and not "is not null", so that SQLite, too, uses the index.
_AT_WORK = Q(lease_until__gt=datetime(2000, 1, 1, tzinfo=UTC))
WORKER_LOST = "the worker was lost"


class LeaseLost(Exception):  # noqa: N818 - says what happened
    """The job was given to another worker, or taken away, while this one was at work."""


@dataclass(frozen=True)
class Lease:
    """One try at one job. `attempt` makes an old lease of the same worker void."""

    job_id: Any
    result: Any
    worker: str
    attempt: int
    stale: bool

    def held(self) -> Any:
        return Job.objects.filter(
            pk=self.job_id, worker=self.worker, attempts=self.attempt, lease_until__isnull=False
        )


def backoff(attempts: int) -> timedelta:
    """How long to wait after this many failed tries."""
    delay: timedelta = FIRST_DELAY * 4 ** (attempts - 1)
    return delay


def take(*, worker: str, at: datetime, lease: timedelta) -> Lease | None:
    """The next job that is due, held by `worker`; None when there is none.

    Two jobs of one key are never at work together. Any number of workers may
    ask at once on PostgreSQL.
    """
    if not _due(at)[:1]:  # a look takes no lock
        return None
    with transaction.atomic():
        result = _due(at).select_for_update(skip_locked=True, of=("self",)).first()
        if result is None:
            return None
        job = Job.objects.select_for_update().get(pk=result.pk)
        job.worker, job.lease_until, job.waiting_key = worker, at + lease, None
        job.attempts += 1
        job.save(update_fields=["worker", "lease_until", "waiting_key", "attempts"])
        result.claim(worker)
    stale = job.stale_at is not None and job.stale_at < at
    return Lease(result.pk, result, worker, job.attempts, stale)


def renew(held: Lease, *, at: datetime, lease: timedelta) -> bool:
    """Hold the job longer. False when it is no longer this worker's."""
    return bool(held.held().update(lease_until=at + lease))


def finish(held: Lease, value: Any, *, at: datetime, said: str = "done") -> None:
    """Note success. In the transaction of the effect; raises LeaseLost to roll it back."""
    with transaction.atomic():
        if not held.held().update(worker="", lease_until=None, problem=""):
            raise LeaseLost
        DBTaskResult.objects.filter(pk=held.job_id).update(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=at,
            return_value=normalize_json(value),
            exception_class_path="",
            traceback="",
        )
        _tell_schedule(held.job_id, said)


def fail(held: Lease, error: BaseException, *, at: datetime) -> str:
    """Note a failure: try again later, or give up. Returns "retry", "dead" or "lost"."""
    with transaction.atomic():
        job = held.held().select_for_update().first()
        if job is None:
            return "lost"
        return _failed(job, get_module_path(type(error)), _frames(error), at, backoff(job.attempts))


def release(held: Lease, *, at: datetime) -> None:
    """Give the job back untouched, because the worker is stopping. It does not count as a try."""
    with transaction.atomic():
        if held.held().update(worker="", lease_until=None, attempts=F("attempts") - 1):
            _waits(held.job_id, at)


def reap(*, at: datetime, everything: bool = False) -> int:
    """Give the jobs of lost workers to the next. Returns how many.

    `everything` is for a worker that knows it is alone: no lease can be alive.
    """
    lost = _AT_WORK if everything else _AT_WORK & Q(lease_until__lt=at)
    if not Job.objects.filter(lost).exists():
        return 0
    with transaction.atomic():
        jobs = list(Job.objects.filter(lost).select_for_update(skip_locked=True).order_by("pk"))
        for job in jobs:
            _failed(job, WORKER_LOST, "", at, timedelta(0))
    return len(jobs)


def _due(at: datetime) -> Any:
    # Read first: few jobs are at work, many may wait, and no index serves both.
    busy = list(Job.objects.filter(_AT_WORK).exclude(key="").values_list("key", flat=True))
    due = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, run_after__lte=at, job__isnull=False
    )
    if busy:
        due = due.exclude(job__key__in=busy)
    return due.order_by("-priority", "run_after", "enqueued_at", "id")


def _failed(job: Job, kind: str, frames: str, at: datetime, wait: timedelta) -> str:
    job.worker, job.lease_until = "", None
    place = frames.splitlines()[-1] if frames else ""
    job.problem = f"{kind} at {place}"[:255] if place else kind
    dead = job.attempts > RETRIES
    job.dead_at = at if dead else None
    job.save(update_fields=["worker", "lease_until", "problem", "dead_at"])
    if dead:
        DBTaskResult.objects.filter(pk=job.pk).update(
            status=TaskResultStatus.FAILED,
            finished_at=at,
            exception_class_path=kind if "." in kind else "builtins.RuntimeError",
            traceback=frames,
        )
    else:
        _waits(job.pk, at + wait)
    _tell_schedule(job.pk, job.problem)
    return "dead" if dead else "retry"


def _waits(job_id: Any, due: datetime) -> None:
    DBTaskResult.objects.filter(pk=job_id).update(status=TaskResultStatus.READY, run_after=due)


def _tell_schedule(job_id: Any, said: str) -> None:
    Schedule.objects.filter(last_job=job_id).update(last_result=said)


def _frames(error: BaseException) -> str:
    """Where it happened, innermost last, without the message: that may name a person."""
    return "\n".join(_places(error))


def _places(error: BaseException) -> Iterator[str]:
    for frame in extract_tb(error.__traceback__):
        path = Path(frame.filename)
        yield f"{'/'.join(path.parts[-3:])}:{frame.lineno} {frame.name}"

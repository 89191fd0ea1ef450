"""Recurring work of the kernel itself. Each can run twice without harm."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.kernel import submissions
from caseway.kernel.audit import chain

DONE_JOBS_KEPT = timedelta(days=7)
CHUNK = 500


class ChainBroken(Exception):  # noqa: N818 - what was found, not what went wrong
    """Somebody changed what was sealed."""


@task(atomic=False)
def chain_audit() -> int:
    """Seal what was written since the last time. Returns the number of new seals."""
    return chain.chain_audit(at=timezone.now())


@task(atomic=False)
def check_audit() -> dict[str, int]:
    """Recompute every seal. Returns the last entry of each stream under which nothing changed.

    Raises ChainBroken, so that the job waits among the dead letters for somebody to look.
    """
    whole = {seal.stream: seal.last for seal in chain.head()}
    if broken := chain.verify():
        raise ChainBroken("; ".join(str(each) for each in broken))
    return whole


@task()
def purge_submissions() -> int:
    """Forget form keys that nobody can send again."""
    return submissions.purge_submissions(at=timezone.now())


@task(atomic=False)
def purge_jobs() -> int:
    """Forget jobs done a week ago. Dead letters stay until somebody looks."""
    before, total = timezone.now() - DONE_JOBS_KEPT, 0
    while True:
        old = DBTaskResult.objects.filter(
            status=TaskResultStatus.SUCCESSFUL, finished_at__lt=before
        ).order_by("pk")
        ids = list(old.values_list("pk", flat=True)[:CHUNK])
        if not ids:
            return total
        DBTaskResult.objects.filter(pk__in=ids).delete()
        total += len(ids)

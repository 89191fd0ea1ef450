"""The work behind attendance. Each can be started again."""

from django_tasks import task

from caseway.kernel.jobs.actions import enqueue_once


@task(atomic=False)
def work_out_stale_months() -> int:
    """Work out anew what changed. Returns how many months."""
    return 0


def ask() -> None:
    """Ask for the stale months to be worked out, once, in the transaction that made them so."""
    enqueue_once(work_out_stale_months, key="attendance:stale months")

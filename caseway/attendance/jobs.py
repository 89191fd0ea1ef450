"""The work behind attendance. Each can be started again; arguments are ids and months."""

from django.utils import timezone
from django_tasks import task

from caseway.attendance.actions import backlog, carrying, checking, foreseeing, proving
from caseway.kernel.jobs.actions import enqueue_once

MONTHS_CHECKED = 13  # a year and the month at work: what the limits look back on


@task(atomic=False)
def work_out_stale_months() -> int:
    """Work out anew what changed. Returns how many months."""
    done = backlog.work_off(timezone.now)
    if done:
        foresee()
    return done


@task(atomic=False)
def look_ahead() -> int:
    """See anew where the present month is heading, after a change and each new day.

    Returns how many families.
    """
    return foreseeing.look_ahead(timezone.now)


@task()
def let_proof_expire() -> int:
    """Let proof run out on its day. Returns how many papers."""
    now = timezone.now()
    expired = proving.expire_due(today=timezone.localdate(now), at=now)
    if expired:
        ask()
    return expired


@task(atomic=False)
def begin_month() -> int:
    """Give every open family the facts of this month, from the last. Returns how many.

    Every day, for families that came late and for cases that changed hands.
    """
    today = timezone.localdate()
    period = today.year * 100 + today.month
    carried = carrying.carry_all(period, timezone.now)
    if carried + carrying.mark_moved(period, timezone.now):
        ask()
    return carried


@task(atomic=False)
def check_months() -> int:
    """Ask for each of the latest months to be worked out again beside its results."""
    periods = checking.periods_to_check(MONTHS_CHECKED)
    for period in periods:
        enqueue_once(check_month, key=f"attendance:check {period}", period=period)
    return len(periods)


@task(atomic=False)
def check_month(*, period: int) -> int:
    """Work one month out again. Returns how many results differ; each is an alarm."""
    return checking.check_month(period, timezone.now())


def ask() -> None:
    """Ask for the stale months to be worked out, once, in the transaction that made them so."""
    enqueue_once(work_out_stale_months, key="attendance:stale months")


def foresee() -> None:
    """Ask to see ahead anew for whoever changed, once, in the transaction that changed them."""
    enqueue_once(look_ahead, key="attendance:look ahead")

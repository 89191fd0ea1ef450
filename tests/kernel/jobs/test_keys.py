"""One job of a key waits; what comes too late is dropped."""

import pytest
from django_tasks.base import TaskResultStatus

from caseway.kernel.jobs import actions, leases
from tests.kernel.jobs.effects import effects, state
from tests.kernel.sample import tasks

pytestmark = pytest.mark.django_db


def recompute(case):
    return actions.enqueue_once(tasks.recompute, key=f"case:{case}", case=case)


def test_of_one_key_only_one_waits(worker):
    assert [recompute(7), recompute(7), recompute(8)] == [True, False, True]

    worker.drain()

    assert effects() == ["case 7", "case 8"]


def test_a_job_at_work_does_not_keep_its_key_from_being_asked_for_again(worker, other, clock):
    recompute(7)
    leases.take(worker="w1", at=clock.now, lease=worker.lease)

    assert recompute(7) is True
    assert recompute(7) is False


def test_two_jobs_of_one_key_are_never_at_work_together(worker, other, clock):
    recompute(7)
    held = leases.take(worker="w1", at=clock.now, lease=worker.lease)
    recompute(7)
    assert other.drain() == 0

    leases.finish(held, None, at=clock.now)

    assert other.drain() == 1


def test_a_key_is_free_again_when_its_job_is_done(worker):
    recompute(7)
    worker.drain()

    assert recompute(7) is True


def test_work_that_comes_too_late_is_dropped_and_says_so(worker, clock):
    tasks.remind.enqueue(key="a")
    clock.tick(hours=4, minutes=1)

    assert worker.drain() == 1
    assert (effects(), state()) == ([], TaskResultStatus.SUCCESSFUL)


def test_work_that_comes_just_in_time_is_done(worker, clock):
    tasks.remind.enqueue(key="a")
    clock.tick(hours=3, minutes=59)
    worker.drain()

    assert effects() == ["a"]

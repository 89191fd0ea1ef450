"""A job belongs to one worker for a while, and to another when that one is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from caseway.kernel.jobs import leases, queries
from caseway.kernel.jobs.worker import Worker
from caseway.kernel.models import Job, Schedule
from tests.kernel.jobs.effects import effects
from tests.kernel.sample import tasks
from tests.kernel.sample.models import Effect

pytestmark = pytest.mark.django_db


def test_a_held_job_is_nobody_elses(worker, other, clock):
    tasks.leave_effect.enqueue(key="a")
    leases.take(worker="w1", at=clock.now, lease=worker.lease)

    assert other.drain() == 0


def test_a_job_of_a_lost_worker_runs_again_when_its_lease_is_over(other, clock):
    tasks.leave_effect.enqueue(key="a")
    leases.take(worker="w1", at=clock.now, lease=timedelta(seconds=30))

    clock.tick(seconds=30)
    assert other.drain() == 0
    clock.tick(seconds=1)
    assert other.drain() == 1
    assert effects() == ["a"]


def test_a_slow_worker_whose_job_was_taken_has_no_effect(other, clock):
    tasks.leave_effect.enqueue(key="a")
    slow = leases.take(worker="w1", at=clock.now, lease=timedelta(seconds=30))
    clock.tick(seconds=31)
    other.drain()

    def end_late():
        with transaction.atomic():
            Effect.objects.create(key="late")
            leases.finish(slow, None, at=clock.now)

    with pytest.raises(leases.LeaseLost):
        end_late()

    assert effects() == ["a"]


def test_an_old_lease_of_the_same_worker_is_void(clock):
    tasks.leave_effect.enqueue(key="a")
    old = leases.take(worker="w1", at=clock.now, lease=timedelta(seconds=30))
    clock.tick(seconds=31)
    leases.reap(at=clock.now)
    leases.take(worker="w1", at=clock.now, lease=timedelta(seconds=30))

    assert leases.renew(old, at=clock.now, lease=timedelta(seconds=30)) is False
    assert leases.fail(old, ValueError(), at=clock.now) == "lost"


def test_a_renewed_lease_keeps_the_job(other, clock):
    tasks.leave_effect.enqueue(key="a")
    held = leases.take(worker="w1", at=clock.now, lease=timedelta(seconds=30))
    clock.tick(seconds=29)
    assert leases.renew(held, at=clock.now, lease=timedelta(seconds=30))
    clock.tick(seconds=29)

    assert other.drain() == 0


def test_a_job_that_kills_its_workers_ends_among_the_dead(clock):
    tasks.leave_effect.enqueue(key="a")
    for _ in range(leases.RETRIES + 1):
        assert leases.take(worker="w", at=clock.now, lease=timedelta(seconds=30))
        clock.tick(seconds=31)
        leases.reap(at=clock.now)

    assert queries.dead_letters().get().problem == leases.WORKER_LOST


def test_a_released_job_is_ready_at_once_and_the_try_does_not_count(worker, clock):
    tasks.leave_effect.enqueue(key="a")
    held = leases.take(worker="w1", at=clock.now, lease=worker.lease)

    leases.release(held, at=clock.now)

    assert Job.objects.get().attempts == 0
    assert worker.drain() == 1


def test_a_worker_that_is_alone_takes_over_at_once(clock):
    tasks.leave_effect.enqueue(key="a")
    leases.take(worker="killed", at=clock.now, lease=timedelta(hours=1))

    alone = Worker(clock=clock, alone=True)
    alone.begin()
    Schedule.objects.all().delete()

    assert alone.drain() == 1


def test_the_database_refuses_a_lease_without_a_worker(clock):
    tasks.leave_effect.enqueue(key="a")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(lease_until=clock.now)

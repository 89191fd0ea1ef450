"""How the queue stands can be asked, however long it is."""

from datetime import timedelta

import pytest

from caseway.kernel.jobs import leases, queries
from tests.kernel.sample import tasks

pytestmark = pytest.mark.django_db


def test_the_queues_health_counts_each_state(worker, clock):
    tasks.leave_effect.enqueue(key="due")
    tasks.leave_effect.enqueue(key="at work")
    leases.take(worker="w", at=clock.now, lease=timedelta(minutes=5))
    tasks.leave_effect.using(run_after=clock.now + timedelta(days=1)).enqueue(key="later")

    health = queries.queue_health(at=clock.now)

    assert (health.waiting, health.at_work, health.later, health.dead) == (1, 1, 1, 0)
    assert health.is_worker_off(clock.now) is False


def test_a_long_queue_is_not_counted_to_its_end(clock, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(queries, "MANY", 3)
    for key in "abcde":
        tasks.leave_effect.enqueue(key=key)

    with django_assert_num_queries(6):
        health = queries.queue_health(at=clock.now)

    assert health.waiting == 3


def test_a_worker_is_off_when_nobody_began_what_was_due_minutes_ago(clock):
    tasks.leave_effect.enqueue(key="a")
    clock.tick(seconds=100)
    assert queries.queue_health(at=clock.now).is_worker_off(clock.now) is False

    clock.tick(seconds=60)

    assert queries.queue_health(at=clock.now).is_worker_off(clock.now) is True


def test_looking_for_work_where_there_is_none_takes_no_lock(worker, django_assert_num_queries):
    with django_assert_num_queries(4):  # what recurs, what was lost, what is busy, what waits
        worker.step()

"""What was enqueued is done once, in order, under the right name."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import transaction

from caseway.kernel.jobs import leases
from caseway.kernel.models import AuditEntry, Job
from tests.kernel.jobs.effects import effects
from tests.kernel.sample import tasks

pytestmark = pytest.mark.django_db


def test_what_was_enqueued_is_done_once(worker):
    result = tasks.leave_effect.enqueue(key="a")

    assert worker.drain() == 1
    assert worker.drain() == 0
    assert effects() == ["a"]
    result.refresh()
    assert result.return_value == {"key": "a"}


def test_work_is_enqueued_by_the_transaction_that_asks_for_it():
    def ask_and_fail():
        with transaction.atomic():
            tasks.leave_effect.enqueue(key="a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()

    assert not Job.objects.exists()


def test_a_backlog_is_done_in_the_order_it_came(worker):
    for key in "abcd":
        tasks.leave_effect.enqueue(key=key)

    worker.drain()

    assert effects() == ["a", "b", "c", "d"]


def test_a_higher_priority_goes_first(worker):
    tasks.leave_effect.enqueue(key="later")
    tasks.leave_effect.using(priority=10).enqueue(key="first")

    worker.drain()

    assert effects() == ["first", "later"]


def test_a_task_for_later_waits_for_its_time(worker, clock):
    tasks.leave_effect.using(run_after=clock.now + timedelta(minutes=1)).enqueue(key="a")
    assert worker.drain() == 0

    clock.tick(minutes=1)

    assert worker.drain() == 1


def test_the_effect_and_the_note_that_it_is_done_are_one_transaction(worker, monkeypatch):
    tasks.leave_effect.enqueue(key="a")

    def cannot_note(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(leases, "finish", cannot_note)
        worker.drain()
    assert effects() == []

    worker.clock.tick(minutes=1)
    worker.drain()
    assert effects() == ["a"]


@pytest.mark.django_db(transaction=True)
def test_long_work_runs_outside_a_transaction_of_ours(worker):
    tasks.chunked.enqueue(key="in a transaction")
    worker.drain()

    assert effects() == ["in a transaction: False"]


def test_a_task_can_know_which_try_it_is(worker):
    tasks.count_tries.enqueue(key="a")
    worker.drain()

    assert effects() == ["a:1"]


@pytest.mark.django_db(transaction=True)
def test_a_task_enqueued_from_async_code_has_its_companion(worker):
    async_to_sync(tasks.leave_effect.aenqueue)(key="a")

    assert worker.drain() == 1
    assert effects() == ["a"]


# Under whose name


def test_a_jobs_changes_are_the_systems_with_the_task_as_reason(worker):
    tasks.leave_effect.enqueue(key="a")
    worker.drain()

    entry = AuditEntry.objects.get(table="sample_effect")
    assert (entry.actor, entry.reason) == ("system", "job leave_effect")


def test_a_job_can_act_for_the_person_who_asked(worker, ana):
    tasks.act_for.enqueue(user_id=ana.pk, key="a")
    worker.drain()

    assert AuditEntry.objects.get(table="sample_effect").actor == str(ana.pk)

"""What fails is tried again, later each time, and given up in the open."""

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.kernel.jobs import actions, leases, queries
from caseway.kernel.models import AuditEntry, Job
from caseway.kernel.refusals import NotAllowed
from tests.kernel.jobs.effects import effects, state
from tests.kernel.sample import tasks

pytestmark = pytest.mark.django_db


def test_a_failed_try_leaves_nothing_and_is_repeated_later_each_time(worker, clock):
    tasks.fail_after_effect.enqueue(key="a")
    waits = []
    for _ in range(leases.RETRIES):
        assert worker.drain() == 1
        result = DBTaskResult.objects.get()
        assert result.status == TaskResultStatus.READY
        waits.append((result.run_after - clock.now).total_seconds())
        clock.now = result.run_after

    assert effects() == []
    assert waits == [15, 60, 240, 960, 3840]


def die(worker, clock):
    tasks.fail_after_effect.enqueue(key="a")
    for _ in range(leases.RETRIES + 1):
        worker.drain()
        clock.tick(hours=2)
    return queries.dead_letters().get()


def test_after_five_retries_it_waits_for_somebody_to_look(worker, clock):
    job = die(worker, clock)

    assert (job.attempts, state()) == (6, TaskResultStatus.FAILED)
    assert worker.drain() == 0
    assert queries.queue_health(at=clock.now).dead == 1


def test_a_dead_letter_says_what_and_where_but_not_the_message(worker, clock):
    job = die(worker, clock)

    assert job.problem.startswith("builtins.ValueError at kernel/sample/tasks.py:")
    assert job.problem.endswith("fail_after_effect")
    stored = f"{job.problem} {job.result.traceback} {job.result.exception_class_path}"
    assert "Ana" not in stored
    assert "6789" not in stored
    assert job.result.task_result.errors[0].exception_class is ValueError


def test_a_dead_letter_can_be_tried_again_from_the_start(worker, clock, ana, monkeypatch):
    job = die(worker, clock)
    path = DBTaskResult.objects.filter(pk=job.pk)
    path.update(task_path="tests.kernel.sample.tasks.leave_effect")

    actions.retry(job=job, by=ana, at=clock.now)
    worker.drain()

    assert effects() == ["a"]
    assert not queries.dead_letters().exists()
    entry = AuditEntry.objects.get(action="job.retried")
    assert (entry.actor, entry.row) == (str(ana.pk), str(job.pk))


def test_a_dead_letter_can_be_let_be(worker, clock, ana):
    job = die(worker, clock)

    actions.discard(job=job, by=ana, at=clock.now)

    assert not DBTaskResult.objects.exists()
    assert AuditEntry.objects.get(action="job.discarded").after == {
        "task": "tests.kernel.sample.tasks.fail_after_effect"
    }


@pytest.mark.parametrize("act", [actions.retry, actions.discard])
def test_a_job_that_lives_can_be_neither(act, ana, clock):
    tasks.leave_effect.enqueue(key="a")

    with pytest.raises(NotAllowed, match="tried again already"):
        act(job=Job.objects.get(), by=ana, at=clock.now)


def test_a_task_whose_code_is_gone_is_a_failure_like_any_other(worker):
    tasks.leave_effect.enqueue(key="a")
    DBTaskResult.objects.update(task_path="tests.kernel.sample.tasks.gone")

    worker.drain()

    assert "ImportError" in Job.objects.get().problem

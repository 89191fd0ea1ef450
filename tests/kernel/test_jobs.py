"""What was enqueued is done once, tried again when it fails, and given up in the open."""

from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import IntegrityError, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.kernel.jobs import actions, leases, queries
from caseway.kernel.jobs import schedules as recurring
from caseway.kernel.jobs.worker import Worker
from caseway.kernel.models import AuditEntry, Job, Schedule
from caseway.kernel.refusals import NotAllowed
from tests.kernel.sample import tasks
from tests.kernel.sample.models import Effect

pytestmark = pytest.mark.django_db


class Clock:
    """Moves when told. Begins now, because enqueueing reads the real clock."""

    def __init__(self):
        self.now = datetime.now(UTC) + timedelta(seconds=1)

    def __call__(self):
        return self.now

    def tick(self, **delta):
        self.now += timedelta(**delta)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def worker(clock):
    return Worker(clock=clock, name="w1")


@pytest.fixture
def other(clock):
    return Worker(clock=clock, name="w2")


def effects():
    return list(Effect.objects.order_by("pk").values_list("key", flat=True))


def state():
    return DBTaskResult.objects.get().status


# Doing


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


# Failing


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


# Leases


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


# Keys


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


# What recurs


@pytest.fixture
def hourly(monkeypatch, clock):
    monkeypatch.setattr(recurring, "_said", {})
    monkeypatch.setattr(recurring, "autodiscover_modules", lambda name: None)
    recurring.every(timedelta(hours=1), "tick", tasks.tick)
    recurring.learn(at=clock.now)


def test_what_recurs_is_done_each_time_its_hour_comes(hourly, worker, clock):
    worker.drain()
    clock.tick(minutes=59)
    worker.drain()
    assert effects() == ["tick"]

    clock.tick(minutes=1)
    worker.drain()

    assert effects() == ["tick", "tick"]
    schedule = queries.schedules().get()
    assert (schedule.last_at, schedule.last_result) == (clock.now, "done")
    assert schedule.next_at == clock.now + timedelta(hours=1)


def test_after_a_day_off_it_comes_once_and_not_24_times(hourly, worker, clock):
    worker.drain()
    clock.tick(days=1, minutes=5)
    worker.drain()

    assert effects() == ["tick", "tick"]
    assert Schedule.objects.get().next_at == clock.now + timedelta(hours=1)


def test_a_schedule_that_fails_shows_it(hourly, worker):
    Schedule.objects.update(task_path="tests.kernel.sample.tasks.fail_after_effect")
    worker.step()

    assert "TypeError" in Schedule.objects.get().last_result


def test_a_schedule_no_longer_said_is_forgotten_and_a_changed_one_keeps_its_hour(
    hourly, monkeypatch, clock
):
    due = Schedule.objects.get().next_at
    Schedule.objects.create(name="old", task_path="x", every=timedelta(hours=1), next_at=clock.now)
    monkeypatch.setattr(recurring, "_said", {})
    recurring.every(timedelta(hours=2), "tick", tasks.tick)
    clock.tick(minutes=5)

    recurring.learn(at=clock.now)

    schedule = Schedule.objects.get()
    assert (schedule.name, schedule.every, schedule.next_at) == ("tick", timedelta(hours=2), due)


def test_two_schedules_cannot_share_a_name(hourly):
    with pytest.raises(ValueError, match="two schedules named tick"):
        recurring.every(timedelta(hours=1), "tick", tasks.leave_effect)


def test_the_kernels_own_chores_recur_and_run(worker, clock):
    recurring.learn(at=clock.now)
    worker.drain()

    results = dict(Schedule.objects.values_list("name", "last_result"))
    assert results["chain the audit"] == "done"
    assert set(results.values()) == {"done"}


# How it stands


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

"""What recurs comes each time its hour comes, once."""

from datetime import timedelta

import pytest

from caseway.kernel.jobs import queries
from caseway.kernel.jobs import schedules as recurring
from caseway.kernel.models import Schedule
from tests.kernel.jobs.effects import effects
from tests.kernel.sample import tasks

pytestmark = pytest.mark.django_db


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

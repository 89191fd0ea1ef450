"""A worker that is killed or stopped leaves nothing half done and nothing undone."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection
from django_tasks.base import TaskResultStatus

from caseway.kernel.models import Job
from tests.kernel.sample import tasks
from tests.kernel.sample.models import Effect

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LEASE = 3
ROOT = Path(__file__).parents[3]


def until(condition, seconds, what):
    """Look again and again until `condition` holds; fail when it does not within `seconds`."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what}")
        pause.wait(0.05)


@pytest.fixture
def start(tmp_path):
    """Start workers on this test's database; end those that are left."""
    started = []
    db = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite://{db['NAME']}"
    else:
        url = f"postgresql://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}/{db['NAME']}"
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "caseway.config.settings_test",
        "PYTHONUNBUFFERED": "1",
    }

    def start_worker(*options):
        command = [sys.executable, "manage.py", "work", f"--lease={LEASE}", "--poll=0.1", *options]
        with (tmp_path / f"worker-{len(started)}.log").open("w") as said:
            worker = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=said, stderr=subprocess.STDOUT
            )
        worker.log = Path(said.name)
        started.append(worker)
        return worker

    yield start_worker
    for worker in started:
        if worker.poll() is None:
            worker.kill()
        worker.wait()
    Path(f"{db['NAME']}-worker").unlink(missing_ok=True)


@pytest.fixture
def job(tmp_path):
    """A job that makes its effect and then waits until it is told to go on."""

    class Held:
        pipe = tmp_path / "pipe"
        begun = tmp_path / "pipe.begun"

        def wait_until_begun(self, worker):
            until(self.begun.exists, 30, f"the job begins\n{worker.log.read_text()}")

        def go_on(self):
            # Blocks until the worker reads, so it is said to a worker that listens.
            with self.pipe.open("w") as pipe:
                pipe.write("go on\n")

        def stored(self):
            return Job.objects.select_related("result").get(pk=enqueued.id)

        def is_done(self):
            return self.stored().result.status == TaskResultStatus.SUCCESSFUL

    held = Held()
    os.mkfifo(held.pipe)
    enqueued = tasks.effect_then_wait.enqueue(key="a", pipe=str(held.pipe))
    return held


def test_a_killed_workers_job_runs_again_in_time_with_one_effect(start, job):
    first = start()
    job.wait_until_begun(first)
    first.kill()
    first.wait()
    killed = time.monotonic()
    job.begun.unlink()
    assert (Effect.objects.count(), job.is_done()) == (0, False)

    second = start()
    job.wait_until_begun(second)
    again = time.monotonic() - killed
    job.go_on()

    until(job.is_done, 10, "the job is done")
    assert again <= LEASE + 10
    assert Effect.objects.count() == 1
    assert job.stored().attempts == 2


def test_a_job_longer_than_its_lease_stays_with_its_worker(start, job):
    if connection.vendor == "sqlite":
        pytest.skip("one worker: nobody could take it")
    first, second = start(), start()
    job.wait_until_begun(first)
    lease = job.stored().lease_until

    until(lambda: job.stored().lease_until > lease, LEASE * 2, "the lease is renewed")
    job.go_on()

    until(job.is_done, 10, "the job is done")
    assert (Effect.objects.count(), job.stored().attempts) == (1, 1)
    assert first.poll() is second.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_stop_finishes_its_job_first(start, job, number):
    worker = start()
    job.wait_until_begun(worker)

    worker.send_signal(number)
    job.go_on()

    assert worker.wait(timeout=10) == 0
    assert (job.is_done(), Effect.objects.count()) == (True, 1)


def test_a_job_that_outlasts_the_grace_is_given_back_untouched(start, job):
    worker = start("--grace=0.1")
    job.wait_until_begun(worker)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0
    given_back = job.stored()
    assert (given_back.attempts, given_back.lease_until, given_back.worker) == (0, None, "")
    assert given_back.result.status == TaskResultStatus.READY
    assert Effect.objects.count() == 0


def test_an_idle_worker_stops_at_once(start):
    worker = start("--poll=3600")
    until(lambda: "worker.started" in worker.log.read_text(), 30, "the worker starts")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0


def test_sqlite_has_one_worker(start):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has any number")
    first = start()
    until(lambda: "worker.started" in first.log.read_text(), 30, "the worker starts")

    second = start()

    assert second.wait(timeout=30) == 1
    assert "Another worker serves this database" in second.log.read_text()


def test_many_workers_do_each_job_once(start):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one worker")
    keys = [f"job {i:03}" for i in range(60)]
    for key in keys:
        tasks.leave_effect.enqueue(key=key)

    workers = [start("--until-empty") for _ in range(3)]

    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0]
    assert sorted(Effect.objects.values_list("key", flat=True)) == keys

"""The loop behind `manage.py work`.

What is due is enqueued, what a lost worker held is found, what waits is done.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Any

import structlog
from django.db import DatabaseError, close_old_connections, connection, reset_queries
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskContext

from caseway.kernel.audit.actor import acting_as
from caseway.kernel.jobs import leases, schedules
from caseway.kernel.jobs.leases import Lease, LeaseLost

log = structlog.get_logger("caseway.jobs")


class Stopped(BaseException):
    """The worker must stop now. Not an Exception, so that no task swallows it."""


@dataclass
class Worker:
    """One worker. `lease` is how long a job stays with it unless renewed; `grace` how long a
    job at work may go on after the worker was asked to stop."""

    lease: timedelta = timedelta(seconds=30)
    poll: timedelta = timedelta(seconds=1)
    grace: timedelta = timedelta(seconds=20)
    alone: bool = False
    clock: Callable[[], datetime] = timezone.now
    name: str = field(
        default_factory=lambda: f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(6)}"
    )
    _stopping: bool = False
    # Rung to end the worker's rest. A signal's handler may ring it at any moment, which an
    # Event does not allow: the handler could wait for a lock that its own thread holds.
    _bell: SimpleQueue[None] = field(default_factory=SimpleQueue)
    _at_work: bool = False

    def serve(self) -> None:
        """Work until asked to stop. A database that is away is waited for."""
        self._listen()
        log.info("worker.started", worker=self.name)
        ready = False
        while not self._stopping:
            close_old_connections()
            reset_queries()
            try:
                if not ready:
                    self.begin()
                    ready = True
                if self.step():
                    continue
            except DatabaseError as error:
                log.error("worker.database_away", worker=self.name, error=type(error).__name__)
                connection.close()
            self._rest()
        log.info("worker.stopped", worker=self.name)

    def begin(self) -> None:
        """Learn the schedules; alone on its database, take over what a killed worker held."""
        schedules.learn(at=self.clock())
        if self.alone:
            leases.reap(at=self.clock(), everything=True)

    def step(self) -> bool:
        """Do one job if there is one. Returns whether there was."""
        now = self.clock()
        schedules.enqueue_due(at=now)
        leases.reap(at=now)
        held = leases.take(worker=self.name, at=now, lease=self.lease)
        if held is not None:
            self._do(held)
        return held is not None

    def drain(self) -> int:
        """Do everything that is due now, then return how many jobs that were."""
        done = 0
        while self.step():
            done += 1
        return done

    def stop(self) -> None:
        """Ask the worker to end after the job that it is doing."""
        self._stopping = True
        self._bell.put(None)

    def _rest(self) -> None:
        with suppress(Empty):
            self._bell.get(timeout=self.poll.total_seconds())

    def _do(self, held: Lease) -> None:
        began = time.monotonic()
        outcome, error = "done", ""
        try:
            with self._interruptible(), _heartbeat(held, self.lease, self.clock):
                outcome = self._run(held)
        except LeaseLost:
            outcome = "lost"
        except (Stopped, KeyboardInterrupt):
            leases.release(held, at=self.clock())
            outcome = "released"
        except Exception as caught:
            error = type(caught).__name__
            outcome = leases.fail(held, caught, at=self.clock())
        log.info(
            "job",
            job=str(held.job_id),
            task=held.result.task_path,
            attempt=held.attempt,
            outcome=outcome,
            error=error,
            ms=round((time.monotonic() - began) * 1000),
        )

    def _run(self, held: Lease) -> str:
        if held.stale:
            leases.finish(held, None, at=self.clock(), said="dropped")
            return "dropped"
        task = held.result.task
        if getattr(task, "atomic", True):
            with acting_as(None, reason=f"job {task.name}"):
                leases.finish(held, _called(task, held), at=self.clock())
        else:
            leases.finish(held, _called(task, held), at=self.clock())
        return "done"

    # Stopping

    def _listen(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._asked_to_stop)
            signal.signal(signal.SIGALRM, self._grace_is_over)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self._stopping and self._at_work:  # asked twice: now
            raise Stopped
        self.stop()
        if self._at_work:
            signal.setitimer(signal.ITIMER_REAL, max(self.grace.total_seconds(), 0.01))

    def _grace_is_over(self, _number: int, _frame: FrameType | None) -> None:
        if self._at_work:
            raise Stopped

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        self._at_work = True
        try:
            yield
        finally:
            self._at_work = False


def _called(task: Any, held: Lease) -> Any:
    given = held.result.args_kwargs
    if task.takes_context:
        context = TaskContext(task_result=held.result.task_result)
        return task.call(context, *given["args"], **given["kwargs"])
    return task.call(*given["args"], **given["kwargs"])


@contextmanager
def _heartbeat(held: Lease, lease: timedelta, clock: Callable[[], datetime]) -> Iterator[None]:
    """Renew the lease from a thread of its own, three times as often as needed."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(lease.total_seconds() / 3):
                try:
                    if not leases.renew(held, at=clock(), lease=lease):
                        return
                except DatabaseError:  # held by a writer, or away: try at the next beat
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

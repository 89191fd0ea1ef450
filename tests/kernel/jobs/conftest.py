"""A worker whose clock the test moves."""

from datetime import UTC, datetime, timedelta

import pytest

from caseway.kernel.jobs.worker import Worker


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

"""One worker on a SQLite database: a lock that the system frees when its holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


class AnotherWorker(Exception):  # noqa: N818 - a finding for the operator
    """This database already has its one worker."""


@contextmanager
def sole_worker() -> Iterator[bool]:
    """Hold the database's worker lock. Yields whether there is such a lock: on SQLite files.

    Raises AnotherWorker when somebody holds it.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        yield False
        return
    with Path(f"{name}-worker").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherWorker from None
        yield True

"""Having the stories told by a second process, which needs no database, while this one writes."""

import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings

from caseway.demo.loader.telling import Batch, Telling

MODULE = "caseway.demo.loader.teller"


@dataclass(frozen=True)
class Spent:
    """What the second process took: the last thing it says."""

    processor_seconds: float
    peak_mb: float


class EndedEarly(Exception):  # noqa: N818 - what happened, as the message says
    """The second process ended before everything was told; its text says so."""


def told_aside(telling: Telling) -> Generator[Batch | Spent, None, None]:
    """The same batches as `telling.tell`, told by a process of their own, and what it took.

    At most one batch waits in each process: who is ahead waits for the other.
    Raises EndedEarly when the process ends or is ended before that. It is
    gone when this generator is closed, whatever the reason.
    """
    process = subprocess.Popen(  # noqa: S603 - a module of ours, under our own interpreter
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=settings.PROJECT_DIR,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with process.stdin:
            pickle.dump(telling, process.stdin, pickle.HIGHEST_PROTOCOL)
        yield from _heard(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        raise EndedEarly(_why(process)) from None
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _heard(said: IO[bytes]) -> Iterator[Batch | Spent]:
    while True:
        one = pickle.load(said)  # noqa: S301 - our own process says it
        yield one
        if isinstance(one, Spent):
            return


def _why(process: "subprocess.Popen[bytes]") -> str:
    code = process.wait()
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    return (
        f"The process that tells the stories {how} before all was told, and nothing was loaded. "
        "Free some memory and load again, or let one process do everything: --processes 1."
    )

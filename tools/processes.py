"""Starting other programs, and never leaving one behind."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any

from tools import say

Arguments = Sequence[str | Path]
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class Child:
    """A started program and the name it goes by in messages, such as "The web server"."""

    name: str
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def ending_signals_raise() -> Iterator[None]:
    """Within this block SIGTERM and SIGHUP raise KeyboardInterrupt, as Ctrl+C does."""

    def raise_it(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, raise_it) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def start(
    name: str,
    arguments: Arguments,
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    output: IO[Any] | None = None,
    user: str | None = None,
) -> Child:
    """Start a program in a session of its own, out of reach of the terminal's Ctrl+C.

    So it is this process alone that is interrupted, and it ends the others in good order.
    What the program prints goes to `output`, when given. Root may start it as `user`.
    """
    process = subprocess.Popen(
        arguments,
        cwd=cwd,
        env=environment,
        stdout=output,
        stderr=output and subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_end_with_parent(),
        **_as_user(user),
    )
    return Child(name, process)


def call(
    arguments: Arguments,
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    output: IO[Any] | None = None,
    user: str | None = None,
) -> int:
    """Run a program to its end and return its exit code; otherwise as `start`.

    If this process is interrupted meanwhile, so is the program, and it is waited for.
    """
    name = Path(arguments[0]).name
    child = start(name, arguments, cwd=cwd, environment=environment, output=output, user=user)
    try:
        return child.process.wait()
    except BaseException:
        end([child], asking=signal.SIGINT)
        raise


def end(
    children: Sequence[Child],
    *,
    asking: signal.Signals = signal.SIGTERM,
    patience_seconds: float = 15,
) -> None:
    """Ask each program to end, wait for all, and kill what outlasts the patience."""
    for child in children:
        child.process.send_signal(asking)
    deadline = time.monotonic() + patience_seconds
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say.trouble(f"{child.name} did not end in {patience_seconds:g} seconds; killing it.")
            child.process.kill()
            child.process.wait()
        _sweep(child)


def _end_with_parent() -> Callable[[], None] | None:
    """A `preexec_fn` that asks the child to end should this process be killed outright.

    Linux only; elsewhere None, and whoever kills the parent outright ends its children too.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)  # looked up before the fork, where importing is not safe
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _as_user(user: str | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _sweep(child: Child) -> None:
    """Kill what a program left behind in its session, such as a killed server's workers."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)


class Crew:
    """Programs that live and end together."""

    def __init__(self, *, cwd: Path, environment: Mapping[str, str]) -> None:
        self._cwd = cwd
        self._environment = environment
        self._children: list[Child] = []
        # A plain flag: a handler that waits for a lock its own thread holds never returns.
        self._asked = False

    def __enter__(self) -> "Crew":
        self._before = {n: signal.signal(n, self._ask) for n in ENDING_SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        try:
            end(self._children)
        finally:
            for number, handler in self._before.items():
                signal.signal(number, handler)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    @property
    def asked_to_end(self) -> bool:
        """Whether somebody pressed Ctrl+C or sent a signal to end."""
        return self._asked

    def start(self, name: str, arguments: Arguments) -> None:
        """Start a program that should run until the crew ends."""
        child = start(name, arguments, cwd=self._cwd, environment=self._environment)
        self._children.append(child)

    def stopped(self) -> Child | None:
        """The first program found to have stopped by itself, if any."""
        return next((c for c in self._children if c.process.poll() is not None), None)

    def wait(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait for a request to end, or for `until` to be true; the answer is "all is well".

        It is False, and said aloud, when a program stopped by itself.
        """
        while not until() and not self._asked:
            if child := self.stopped():
                say.trouble(f"{child.name} stopped by itself ({_how(child)}).")
                return False
            time.sleep(0.1)
        return True


def _how(child: Child) -> str:
    code = child.process.returncode
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

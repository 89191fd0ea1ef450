"""One `make run` at a time for one copy of Caseway."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.say import CannotGoOn


@contextlib.contextmanager
def alone_in(var: Path) -> Iterator[Callable[[str], None]]:
    """Hold `var` for this run; call what is given to say at which address it serves.

    Raises CannotGoOn when another run holds it. However a run ends, its hold ends with it.
    """
    with (var / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotGoOn(_already_at(file.read())) from None
        _write(file.name, "")
        yield lambda address: _write(file.name, address)


def _write(path: str, address: str) -> None:
    Path(path).write_text(address)


def _already_at(address: str) -> str:
    where = f" at {address}" if address else ", and is just starting"
    return (
        f"This copy of Caseway runs already{where}. Stop it there with Ctrl+C, "
        "or give this run a folder of its own: CASEWAY_VAR=var/second make run"
    )

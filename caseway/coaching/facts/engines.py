"""Which search plans a month here: the compiled one once it was compiled, else the plain one.

Compiling takes the better part of a minute, which nobody should wait for. `manage.py warm_planner`
does it once, into `planner` beside the other data of the installation; a note there says for which
program, Python and machine. Where the note is missing or of another one, months are planned by the
plain search.
"""

import os
import platform
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings

from caseway.rules.scheduling import solver
from caseway.rules.scheduling.solver.engines import Engine


def has_parts() -> bool:
    """Whether the optional parts are installed that compile the search."""
    return bool(_numba())


def folder() -> Path:
    """Where what was compiled is kept; the program's own folder may be read-only."""
    found: Path = settings.VAR_DIR / "planner"
    return found


def engine() -> Engine:
    """The compiled search if it need not be compiled any more, else the plain one."""
    note = folder() / "compiled"
    if not has_parts() or not note.is_file() or note.read_text(encoding="utf-8") != stamp():
        return Engine.PLAIN
    keep_here()
    return Engine.COMPILED


def keep_here() -> None:
    """Have Numba keep and find what it compiles in the folder. Before it is first imported."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder()))


def mark_compiled() -> None:
    """Note that this program was compiled on this machine."""
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / "compiled").write_text(stamp(), encoding="utf-8")


def stamp() -> str:
    """What Numba looks at before it uses what it has kept, and the machine."""
    sources = sorted((Path(solver.__file__).parent / "arrays").glob("*.py"))
    seen = [(str(one), one.stat().st_mtime_ns, one.stat().st_size) for one in sources]
    off = os.environ.get("NUMBA_DISABLE_JIT", "0")  # as in tests, where nothing is compiled
    told = (seen, _numba(), off, sys.version, platform.machine(), platform.node())
    return sha256(repr(told).encode()).hexdigest()


def _numba() -> str:
    try:
        return version("numba")
    except PackageNotFoundError:
        return ""

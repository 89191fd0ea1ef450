"""A copy of Caseway of its own, served on a free port, that a drill may break."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.drills.visitor import LOST, Visitor
from tools.ports import HOST, any_free_port
from tools.processes import Child, call, end, start
from tools.project import PYTHON, ROOT, local_settings
from tools.say import CannotGoOn

BACK_WITHIN_SECONDS = 10
_START_SECONDS = 60
# Who writes: each sees the cases of another desk. The last one also sends files.
WRITERS = (
    "marisol.vega@example.org",
    "anthony.ferraro@example.org",
    "kofi.asante.reed@example.org",
    "russell.gaskins@example.org",
)
_WEB = ("--workers", "2")
_QUIET = {"CASEWAY_LOG": "text", "CASEWAY_LOG_LEVEL": "error"}


class Served:
    """A web server and a background worker over one folder of data and one database."""

    def __init__(self, var: Path, *, database: str = "", web: tuple[str, ...] = _WEB) -> None:
        self.var, self.web, self.port = var, web, any_free_port()
        self.address = f"http://{HOST}:{self.port}"
        self.environment = {**local_settings(os.environ, var), **_QUIET}
        if database:
            self.environment["DATABASE_URL"] = database
        else:
            self.environment.pop("DATABASE_URL", None)
        self._children: list[Child] = []
        self._log = var / "drill.log"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.var / "caseway.sqlite3"

    def prepare(self, cases: int) -> None:
        """Keys, tables and a demonstration county."""
        arguments = [str(PYTHON), "-m", "tools.prepare", "--cases", str(cases)]
        with self._log.open("ab") as log:
            if call(arguments, cwd=ROOT, environment=self.environment, output=log):
                raise CannotGoOn(f"The drill's copy could not be prepared; see {self._log}.")

    def start(self) -> None:
        """Start both programs; they may not answer yet."""
        server = [str(PYTHON), "-m", "gunicorn", "caseway.config.wsgi:application"]
        server += ["--bind", f"{HOST}:{self.port}", *self.web, "--timeout", "60"]
        server += ["--log-level", "critical", "--no-control-socket"]
        worker = [str(PYTHON), "manage.py", "work", "--grace", "5"]
        with self._log.open("ab") as log:
            self._children = [
                start(name, arguments, cwd=ROOT, environment=self.environment, output=log)
                for name, arguments in (("The server", server), ("The worker", worker))
            ]

    def kill(self) -> None:
        """`kill -9` everything at once: master, workers, background worker."""
        for child in self._children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
        for child in self._children:
            child.process.wait()
        self._children = []

    def stop(self) -> None:
        end(self._children)
        self._children = []

    def pids(self) -> list[int]:
        """The processes of both programs and their children."""
        groups = {child.process.pid for child in self._children}
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[2]) in groups:
                    found.append(int(stat.parent.name))
        return found

    def wait(self, visitor: Visitor | None = None) -> float:
        """Seconds until the first page comes, a signed-in one if `visitor` is given."""
        began, asker = time.monotonic(), visitor or Visitor(self.address, "", "")
        while time.monotonic() - began < _START_SECONDS:
            with contextlib.suppress(*LOST):
                if asker.get("/" if visitor else "/sign-in/").status == 200:
                    return time.monotonic() - began
            time.sleep(0.05)
        raise CannotGoOn(f"The drill's server does not answer; see {self._log}.")

    def manage(self, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> str:
        """What a management command printed. Raises CannotGoOn when it failed."""
        done = subprocess.run(
            [str(PYTHON), "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            start_new_session=True,
        )
        if done.returncode:
            raise CannotGoOn(f"`{arguments[0]}` failed: {done.stderr.strip() or done.stdout}")
        return done.stdout

    def visitors(self) -> list[Visitor]:
        """The writers, signed in."""
        password = (self.var / "demo-sign-ins.txt").read_text(encoding="utf-8").strip()
        found = [Visitor(self.address, email, password) for email in WRITERS]
        for one in found:
            if not one.sign_in():
                raise CannotGoOn(f"{one.email} could not sign in to the drill's copy.")
        return found


@contextlib.contextmanager
def serving(served: Served) -> Iterator[list[Visitor]]:
    """Serve, with everybody signed in; stopped afterwards whatever happened."""
    served.start()
    try:
        served.wait()
        yield served.visitors()
    finally:
        served.stop()

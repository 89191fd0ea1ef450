"""A scratch PostgreSQL server: made for one run of the tests, and gone after it."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.ports import HOST, any_free_port
from tools.processes import Child, call, end, start
from tools.say import CannotGoOn

_DEBIAN = Path("/usr/lib/postgresql")
_READY_SECONDS = 30
# Speed over safety: the data are worth nothing once the tests are done.
_SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server's programs, or None when none is installed."""
    found = [
        *sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: -_version(path)),
        *(Path(path).resolve() for path in [shutil.which("initdb")] if path),
    ]
    whole = (path.parent for path in found if (path.parent / "postgres").exists())
    return next(whole, None)


def _version(initdb: Path) -> float:
    try:
        return float(initdb.parent.parent.name)
    except ValueError:
        return 0.0


@contextlib.contextmanager
def scratch_server() -> Iterator[str]:
    """Start a server on a free port and give its DATABASE_URL; stop it and remove its data after.

    Only this machine can reach it, and only with a password made for the occasion.
    Raises CannotGoOn if it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="caseway-postgres-"))
    try:
        with _running(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(folder: Path) -> Iterator[str]:
    bin_dir, user = programs(), _user()
    if bin_dir is None:
        raise CannotGoOn("PostgreSQL is not installed.")
    password = secrets.token_urlsafe(24)
    _make_cluster(bin_dir, folder, user, password)
    port = any_free_port()
    with (folder / "server.log").open("w+") as log:
        server = start(
            "PostgreSQL", _command(bin_dir, folder, port), cwd=folder, output=log, user=user
        )
        try:
            _wait_until_ready(bin_dir, port, server, folder / "server.log")
            yield f"postgresql://caseway:{password}@{HOST}:{port}/postgres"
        finally:
            # SIGINT is its "fast" stop: open connections are cut, not waited for.
            end([server], asking=signal.SIGINT)


def _user() -> str | None:
    """Whom to run the server as: it refuses root, so then somebody without rights."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _make_cluster(bin_dir: Path, folder: Path, user: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if user is not None:
        for path in (folder, secret):
            shutil.chown(path, user)
    with (folder / "initdb.log").open("w+") as log:
        arguments: list[str | Path] = [
            *(bin_dir / "initdb", "--pgdata", folder / "data", "--username", "caseway"),
            *("--auth", "scram-sha-256", "--pwfile", secret, "--no-sync"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
        ]
        if call(arguments, cwd=folder, output=log, user=user):
            raise CannotGoOn(f"PostgreSQL could not be set up:\n{_read(folder / 'initdb.log')}")


def _command(bin_dir: Path, folder: Path, port: int) -> list[str | Path]:
    settings = [f"--{key}={value}" for key, value in _SETTINGS.items()]
    return [bin_dir / "postgres", "-D", folder / "data", f"--port={port}", *settings]


def _wait_until_ready(bin_dir: Path, port: int, server: Child, log: Path) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    question: list[str | Path] = [
        bin_dir / "pg_isready",
        "--quiet",
        f"--host={HOST}",
        f"--port={port}",
    ]
    while subprocess.run(question).returncode:
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise CannotGoOn(f"PostgreSQL did not start:\n{_read(log)}")
        time.sleep(0.1)


def _read(log: Path) -> str:
    return log.read_text(errors="replace").strip()

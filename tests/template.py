"""The migrated test database, made once for a run: the first worker makes it, the others copy it.

`make test` makes the one for SQLite while it checks the style; CASEWAY_MIGRATED names it to both of
its runs on SQLite:

    DJANGO_SETTINGS_MODULE=caseway.config.settings_test python -m tests.template FILE

Nothing is kept for the next run.
"""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from unittest import mock

import django
from django.conf import settings
from django.db import connection


class Template:
    """The database right after its migrations, shared by the workers of one run."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "migrated.sqlite3"
        self._lock = folder / "migrated.lock"
        self._workers = folder / "migrated.workers"

    @contextlib.contextmanager
    def in_use(self):
        """A test database made meanwhile is migrated if it is the first, else copied from it."""
        kind = type(connection.creation)
        migrate = kind.create_test_db

        def create(creation, *args, serialize=True, **options):
            with self._alone():
                first = self._count(+1) == 1
                if first and connection.vendor == "sqlite":
                    self._take_what_is_made()
                if first and not self._file.exists():
                    migrate(creation, *args, serialize=False, **options)
                    self._keep(creation)
                else:
                    self._copy(creation)
            connection.ensure_connection()
            if serialize:
                connection._test_serialized_contents = creation.serialize_db_to_string()
            return creation._get_test_db_name()

        with mock.patch.object(kind, "create_test_db", create):
            yield

    def leave(self) -> None:
        """The last worker removes it."""
        with self._alone():
            if self._count(-1) == 0 and connection.vendor == "postgresql":
                _on_server(connection.creation, "DROP DATABASE IF EXISTS {}", _NAME)

    @contextlib.contextmanager
    def _alone(self):
        with self._lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _take_what_is_made(self) -> None:
        made = os.environ.get("CASEWAY_MIGRATED")
        if made and Path(made).exists():
            shutil.copyfile(made, self._file)

    def _count(self, more: int) -> int:
        workers = (int(self._workers.read_text()) if self._workers.exists() else 0) + more
        self._workers.write_text(str(workers))
        return workers

    def _keep(self, creation) -> None:
        if connection.vendor == "sqlite":
            _write(self._file)
            return
        connection.close()
        _on_server(creation, "DROP DATABASE IF EXISTS {}", _NAME)
        _on_server(creation, "CREATE DATABASE {} TEMPLATE {}", _NAME, creation._get_test_db_name())

    def _copy(self, creation) -> None:
        name = creation._get_test_db_name()
        connection.close()
        if connection.vendor == "sqlite":
            for old in (f"{name}-wal", f"{name}-shm"):
                Path(old).unlink(missing_ok=True)
            shutil.copyfile(self._file, name)
        else:
            _on_server(creation, "DROP DATABASE IF EXISTS {}", name)
            _on_server(creation, "CREATE DATABASE {} TEMPLATE {}", name, _NAME)
        settings.DATABASES[connection.alias]["NAME"] = name
        connection.settings_dict["NAME"] = name


_NAME = "caseway_test_migrated"


def _on_server(creation, sql: str, *names: str) -> None:
    with creation._nodb_cursor() as cursor:
        cursor.execute(sql.format(*map(connection.ops.quote_name, names)))


def _write(file: Path) -> None:
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)


def make(file: Path) -> None:
    """Write a migrated test database to `file`, which is there whole or not at all."""
    before = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        partly = file.with_suffix(".partly")
        _write(partly)
        partly.rename(file)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    django.setup()
    make(Path(sys.argv[1]))

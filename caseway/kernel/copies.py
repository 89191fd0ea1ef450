"""A copy of the database made while people work, and the sums that prove two copies alike."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

# Where the time of the last copy stands, as ISO 8601, for the operations page.
BACKUP_NOTE = "last-backup.txt"


class CannotCopy(Exception):  # noqa: N818 - a sentence for the operator
    """No copy was made, or it is not whole; the message says why and what to do."""


@dataclass(frozen=True)
class Sum:
    """What a table holds: how many rows, and a digest of all their values in order of key."""

    table: str
    rows: int
    digest: str

    def __str__(self) -> str:
        return f"{self.table} {self.rows} {self.digest}"


def back_up(path: Path, *, at: datetime) -> int:
    """Copy the SQLite database to `path` as it stands at one moment. Returns its size in bytes.

    Readers and writers go on meanwhile: the copy is one long read. It appears under its
    name only when it is whole and on the disk, readable by its owner alone. Raises
    CannotCopy when it exists, is not whole, or the database is no SQLite file.
    """
    if connection.vendor != "sqlite":
        raise CannotCopy(
            "This database is PostgreSQL: copy it with pg_dump. See docs/operations.md."
        )
    if not path.parent.is_dir():
        raise CannotCopy(f"There is no folder {path.parent}. Make it, readable by you alone.")
    if path.exists():
        raise CannotCopy(f"{path} exists already. Give the copy a name of its own.")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    before = os.umask(0o077)
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        _prove_whole(part)
        _keep(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.umask(before)
    (settings.VAR_DIR / BACKUP_NOTE).write_text(at.isoformat(), encoding="utf-8")
    return path.stat().st_size


def _prove_whole(part: Path) -> None:
    with closing(sqlite3.connect(f"file:{part}?mode=ro", uri=True)) as copy:
        said = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        loose = copy.execute("PRAGMA foreign_key_check").fetchall()
    if said != ["ok"] or loose:
        raise CannotCopy(f"The copy is not whole: {'; '.join(said)}, {len(loose)} loose rows.")


def _keep(part: Path, path: Path) -> None:
    """Put the copy under its name, and on the disk: `VACUUM INTO` leaves that to the system."""
    with part.open("rb") as content:
        os.fsync(content.fileno())
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def checksums(kinds: Iterable[type[models.Model]] | None = None) -> Iterator[Sum]:
    """One sum a table, the same on SQLite and PostgreSQL. Ordered by table."""
    found = kinds if kinds is not None else apps.get_models(include_auto_created=True)
    by_table = {model._meta.db_table: model for model in found if model._meta.managed}
    for table in sorted(by_table):
        yield checksum(by_table[table])


def checksum(model: type[models.Model]) -> Sum:
    """The sum of one table, over all its columns."""
    columns = sorted(field.attname for field in model._meta.concrete_fields)
    return checksum_of(model._base_manager.all(), columns)


def checksum_of(found: "models.QuerySet[models.Model]", columns: Sequence[str]) -> Sum:
    """The sum of these rows, over the columns named."""
    digest, rows = hashlib.sha256(), 0
    for row in found.order_by("pk").values_list(*columns).iterator(chunk_size=2000):
        line = json.dumps(row, sort_keys=True, separators=(",", ":"), default=_plain)
        digest.update(line.encode() + b"\n")
        rows += 1
    return Sum(found.model._meta.db_table, rows, digest.hexdigest())


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)

"""A copy is whole, private and named only when it stands; sums tell two copies apart."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from caseway.agencies.models import Agency
from caseway.kernel.copies import CannotCopy, back_up, checksum, checksums

AT = datetime(2026, 11, 23, 7, 15, tzinfo=UTC)
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="copies a SQLite file")


@pytest.fixture
def var(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def agencies(transactional_db):
    return [
        Agency.objects.create(name=name, employer_kind="public") for name in ("Ñandú", "Second")
    ]


@only_sqlite
def test_a_copy_holds_every_row_and_is_its_owners_alone(agencies, var):
    path = var / "copy.sqlite3"

    size = back_up(path, at=AT)

    assert size == path.stat().st_size
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as copy:
        rows = copy.execute("SELECT name FROM agencies_agency ORDER BY id").fetchall()
        triggers = copy.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
        assert triggers.fetchone()[0] > 0
    assert rows == [("Ñandú",), ("Second",)]
    assert (var / "last-backup.txt").read_text() == "2026-11-23T07:15:00+00:00"
    assert not path.with_name("copy.sqlite3.part").exists()


@only_sqlite
def test_a_copy_never_takes_the_place_of_another(agencies, var):
    path = var / "copy.sqlite3"
    path.write_text("the copy of yesterday")

    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", path)

    assert path.read_text() == "the copy of yesterday"
    assert not (var / "last-backup.txt").exists()


@only_sqlite
def test_a_copy_that_is_not_whole_is_refused_and_leaves_nothing(agencies, var, monkeypatch):
    def torn(part):
        raise CannotCopy("The copy is not whole: page 7")

    monkeypatch.setattr("caseway.kernel.copies._prove_whole", torn)

    with pytest.raises(CommandError, match="not whole"):
        call_command("backup", var / "copy.sqlite3")

    assert list(var.iterdir()) == []


@only_sqlite
def test_a_folder_that_is_not_there_is_said_in_a_sentence(agencies, var):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", var / "nowhere" / "copy.sqlite3")


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="says what to use on PostgreSQL")
def test_on_postgresql_the_operator_is_told_what_to_use(db, var):
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("backup", var / "copy")


def test_sums_are_the_same_on_every_database_and_tell_a_changed_letter(db):
    Agency.objects.create(pk=7, name="Ñandú", employer_kind="public")

    before = checksum(Agency)

    line = b'["public",7,"\\u00d1and\\u00fa",""]\n'
    assert str(before) == f"agencies_agency 1 {sha256(line).hexdigest()}"
    Agency.objects.update(name="Nandú")
    assert checksum(Agency).digest != before.digest
    assert checksum(Agency).rows == 1


def test_every_table_has_its_line(db):
    out = StringIO()

    call_command("checksums", stdout=out)

    lines = [line.split() for line in out.getvalue().splitlines()]
    assert [table for table, _rows, _digest in lines] == sorted({one.table for one in checksums()})
    assert {"cases_case", "kernel_auditentry", "kernel_user_groups", "django_session"} <= {
        line[0] for line in lines
    }

"""An error that will pass is told from a bug, on both databases."""

import sqlite3

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

from caseway.kernel.outages import Outage, outage_of


def sqlite_error(name: str) -> OperationalError:
    cause = sqlite3.OperationalError("said")
    cause.sqlite_errorname = name
    error = OperationalError("said")
    error.__cause__ = cause
    return error


def postgres_error(kind: type[psycopg.Error]) -> OperationalError:
    error = OperationalError("said")
    error.__cause__ = kind("said")
    return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (sqlite_error("SQLITE_FULL"), Outage.FULL),
        (sqlite_error("SQLITE_IOERR_WRITE"), Outage.FULL),
        (sqlite_error("SQLITE_IOERR_READ"), Outage.AWAY),
        (sqlite_error("SQLITE_BUSY"), Outage.HELD),
        (sqlite_error("SQLITE_CANTOPEN"), Outage.AWAY),
        (sqlite_error("SQLITE_ERROR"), None),  # such as: no such table
        (postgres_error(psycopg.errors.DiskFull), Outage.FULL),
        (postgres_error(psycopg.errors.LockNotAvailable), Outage.HELD),
        (postgres_error(psycopg.errors.AdminShutdown), Outage.AWAY),
        (postgres_error(psycopg.errors.TooManyConnections), Outage.AWAY),
        (postgres_error(psycopg.OperationalError), Outage.AWAY),  # nobody listens
        (InterfaceError("connection already closed"), Outage.AWAY),
        (IntegrityError("a bug"), None),
        (ValueError("a bug"), None),
        (None, None),
    ],
)
def test_what_will_pass_is_told_from_a_bug(error, outage):
    assert outage_of(error) is outage

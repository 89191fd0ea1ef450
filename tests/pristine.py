"""SQLite: the database as its migrations left it, put back after a test of whole transactions."""

import sqlite3

from django.db import connection

_kept = sqlite3.connect(":memory:", check_same_thread=False)


def remember() -> None:
    """Keep what stands in the test database now."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.backup(_kept)


def put_back() -> bool:
    """Make the test database what it was, keys and triggers included; False if not on SQLite."""
    if connection.vendor != "sqlite":
        return False
    connection.ensure_connection()
    _kept.backup(connection.connection)
    return True

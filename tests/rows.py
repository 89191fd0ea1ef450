"""Rows that the tests of a module or a folder share: made once, seen by all, then gone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept_for_all(blocker) -> Iterator[None]:
    """What is written inside is there for every test of a fixture's scope, and taken back after.

    A test's own changes are undone after it, as ever: its transaction stands inside this one.
    `blocker` is pytest-django's, which else keeps a fixture of such a scope from the database.
    """
    with blocker.unblock():
        undo = transaction.atomic()
        undo.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            undo.__exit__(None, None, None)

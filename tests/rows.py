"""Rows that the tests of a module share: made once, looked at by all, gone after the last."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept_for_a_module(blocker) -> Iterator[None]:
    """What is written inside is there for each test of a module, and taken back at its end.

    A test's own changes are undone after it, as ever: its transaction stands inside this one.
    `blocker` is pytest-django's, which else keeps a fixture of a module from the database.
    """
    with blocker.unblock():
        undo = transaction.atomic()
        undo.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            undo.__exit__(None, None, None)

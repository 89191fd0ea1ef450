"""Who acts now, as the triggers will write it down. See docs/adr/0010-audit-actor.md.

The name lives in a ContextVar: it belongs to one request or task and dies with
it. SQLite's triggers ask for it through a function of the connection;
PostgreSQL's read a setting that lasts as long as the transaction. Neither is a
row or a session setting that could be left behind for the next user.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from caseway.kernel.models.audit import SYSTEM


@dataclass(frozen=True)
class Acting:
    actor: str = SYSTEM
    reason: str = ""
    suspended: bool = False


_NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("caseway_acting", default=_NOBODY)


def acting() -> Acting:
    """Who acts in this request or task; the system when nobody was named."""
    return _acting.get()


@contextmanager
def acting_as(user_id: int | None, reason: str | None = None) -> Iterator[None]:
    """A transaction whose changes are recorded as made by this user, for this reason.

    None stands for the system. What is done inside and its audit entries
    commit or roll back together. Inside another `acting_as`, the inner name
    holds until the inner block ends; the outer one then holds again. Where the
    triggers are silent, they stay so.
    """
    actor = SYSTEM if user_id is None else str(user_id)
    with _as(Acting(actor, (reason or "")[:255], acting().suspended)):
        yield


@contextmanager
def suspended(reason: str) -> Iterator[None]:
    """As `acting_as`, with triggers silent. Only `suspension.suspended_audit` may call this."""
    with _as(replace(acting(), reason=reason[:255], suspended=True)):
        yield


@contextmanager
def _as(now: Acting) -> Iterator[None]:
    with transaction.atomic():
        before = _acting.get()
        token = _acting.set(now)
        try:
            _tell_postgres(now)
            yield
            # After an error the rollback undoes the setting; the transaction
            # could not run this anyway.
            if not connection.needs_rollback:
                _tell_postgres(before)
        finally:
            _acting.reset(token)


def _tell_postgres(now: Acting) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('caseway.actor', %s, true),"
            " set_config('caseway.reason', %s, true),"
            " set_config('caseway.suspended', %s, true)",
            [now.actor, now.reason, "on" if now.suspended else ""],
        )


def prepare_connection(sender: Any, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new SQLite connection the functions that the triggers call."""
    if connection.vendor != "sqlite":
        return
    raw: Connection = connection.connection
    raw.create_function("caseway_actor", 0, lambda: _acting.get().actor)
    raw.create_function("caseway_reason", 0, lambda: _acting.get().reason)
    raw.create_function("caseway_suspended", 0, lambda: int(_acting.get().suspended))
    # REPLACE deletes rows; with this it runs their delete triggers too, so that
    # it neither escapes the audit nor rewrites it.
    raw.execute("PRAGMA recursive_triggers=ON")

"""Put the triggers in place after each migration, and refuse to serve without them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from caseway.kernel.audit.registry import (
    AuditedTable,
    append_only_models,
    audited_models,
    described,
)
from caseway.kernel.audit.triggers import Trigger, postgresql, sqlite

AUDIT_TABLE = "kernel_auditentry"

_PRESENT = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND pg_table_is_visible(c.oid)"
    ),
}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """Every trigger that the models ask for, by name, whether or not it is there."""
    return {each.name: each for each in _generated(connection.vendor, _all_tables())}


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Our triggers that are in the database and switched on: table by trigger name."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return {name: table for name, table in cursor.fetchall() if name.startswith("cw_")}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be there and are not, in order."""
    return sorted(set(wanted(connection)) - set(present(connection)))


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of every table there is, and drop those no longer asked for."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if AUDIT_TABLE not in tables:  # migrated back to before there was an audit
        return
    described_tables = [
        _as_in_database(connection, each) for each in _all_tables() if each.table in tables
    ]
    target = {each.name: each for each in _generated(connection.vendor, described_tables)}
    have = present(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and set(target) - set(have):
            for function in postgresql.FUNCTIONS:
                cursor.execute(function)
        for name in set(have) - set(target):
            cursor.execute(_drop(connection, name, have[name]))
        for name in sorted(set(target) - set(have)):
            cursor.execute(target[name].sql)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger. What serves afterwards would serve unaudited: see `refuse_unaudited`."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, table in present(connection).items():
            cursor.execute(_drop(connection, name, table))


def before_migrate(*, using: str, plan: list[Any], **_: Any) -> None:
    """SQLite changes a table by rebuilding it, which its own triggers stand in the way of."""
    if plan and connections[using].vendor == "sqlite":
        remove(connections[using])


def after_migrate(*, using: str, **_: Any) -> None:
    install(connections[using])


def refuse_unaudited(alias: str = "default") -> None:
    """Raise ImproperlyConfigured when a change could be made that nothing records."""
    if lost := missing(connections[alias]):
        raise ImproperlyConfigured(
            f"{len(lost)} audit triggers are missing ({lost[0]} first). Caseway does not serve"
            " without them. Run `manage.py migrate`, which puts them back."
        )


def check_triggers(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """For `manage.py check --database default`. A warning: migrate, which repairs, checks first."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        with connection.cursor() as cursor:
            empty = AUDIT_TABLE not in connection.introspection.table_names(cursor)
        if not empty and (lost := missing(connection)):
            text = f"{len(lost)} audit triggers are missing in database {alias!r}."
            found.append(Warning(text, hint="Run manage.py migrate.", id="caseway.W001"))
    return found


def _all_tables() -> list[AuditedTable]:
    """Audited tables, and those only added to: the latter without columns."""
    audited = [described(model) for model in audited_models()]
    kept = [
        AuditedTable(model._meta.db_table, "", (), frozenset()) for model in append_only_models()
    ]
    return audited + kept


def _generated(vendor: str, tables: list[AuditedTable]) -> Iterator[Trigger]:
    words = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    for each in tables:
        if each.columns:
            yield from words.audit_triggers(each)
        else:
            yield from words.append_only_triggers(each.table)


def _as_in_database(connection: BaseDatabaseWrapper, table: AuditedTable) -> AuditedTable:
    """Only the columns that are there, when the database stands before the newest migration."""
    if not table.columns:
        return table
    with connection.cursor() as cursor:
        there = {
            column.name
            for column in connection.introspection.get_table_description(cursor, table.table)
        }
    return replace(table, columns=tuple(pair for pair in table.columns if pair[0] in there))


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> str:
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER "{name}"{on_table}'

"""The audit triggers in SQLite's words.

The acting user comes from `caseway_actor()`, a function that the product gives
each of its connections. A program without it cannot write to an audited table
at all, which is the safe side of the choice.
"""

from collections.abc import Iterator

from caseway.kernel.audit.registry import AuditedTable
from caseway.kernel.audit.triggers import Trigger, named

WITHHELD = "'\"(withheld)\"'"

_ENTRY = """\
CREATE TRIGGER "{name}" AFTER %(event)s ON "%(table)s" WHEN %(when)s BEGIN
  INSERT INTO "kernel_auditentry"
    ("at", "actor", "reason", "action", "table", "row", "before", "after")
  VALUES (
    strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now'), caseway_actor(), caseway_reason(),
    '%(action)s', '%(table)s', CAST(%(row)s AS TEXT), %(before)s, %(after)s
  );
END"""


def audit_triggers(audited: AuditedTable) -> Iterator[Trigger]:
    """The insert, update and delete triggers of one table."""
    table, key = audited.table, audited.key
    awake = "NOT caseway_suspended()"
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name, _ in audited.columns)
    parts = {
        "insert": (awake, f'NEW."{key}"', "NULL", _whole(audited, "NEW")),
        "update": (
            f"({changed}) AND {awake}",
            f'OLD."{key}"',
            _changed(audited, "OLD"),
            _changed(audited, "NEW"),
        ),
        "delete": (awake, f'OLD."{key}"', _whole(audited, "OLD"), "NULL"),
    }
    for action, (when, row, before, after) in parts.items():
        sql = _ENTRY % {
            "event": action.upper(),
            "table": table,
            "when": when,
            "action": action,
            "row": row,
            "before": before,
            "after": after,
        }
        yield named(action, table, sql)


def append_only_triggers(table: str) -> Iterator[Trigger]:
    """What refuses to change or delete the rows of `table`."""
    for action in ("update", "delete"):
        sql = (
            f'CREATE TRIGGER "{{name}}" BEFORE {action.upper()} ON "{table}" BEGIN'
            f" SELECT RAISE(ABORT, '{table} is only added to'); END"
        )
        yield named(f"refuse_{action}", table, sql)


def _whole(audited: AuditedTable, side: str) -> str:
    """An expression for all columns as JSON text."""
    pairs = [
        f"""'{"," if place else ""}"{name}":' || {_value(audited, name, how, side)}"""
        for place, (name, how) in enumerate(audited.columns)
    ]
    return "'{' || " + " || ".join(pairs) + " || '}'"


def _changed(audited: AuditedTable, side: str) -> str:
    """An expression for the columns that differ, as JSON text."""
    pairs = [
        f'CASE WHEN OLD."{name}" IS NOT NEW."{name}"'
        f" THEN ',\"{name}\":' || {_value(audited, name, how, side)} ELSE '' END"
        for name, how in audited.columns
    ]
    return "'{' || substr(" + " || ".join(pairs) + ", 2) || '}'"


def _value(audited: AuditedTable, name: str, how: str, side: str) -> str:
    column = f'{side}."{name}"'
    if name in audited.withheld:
        return WITHHELD
    if how == "boolean":
        return f"CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
    if how == "json":
        return f"coalesce({column}, 'null')"
    return f"json_quote({column})"

# ruff: noqa: S608 - names come from the models, never from outside
"""The audit triggers in PostgreSQL's words: four functions, shared by all tables.

Inserts and deletes are recorded once a statement, from its transition table:
a bulk insert costs one more INSERT ... SELECT and not a call per row.
"""

from collections.abc import Iterator

from caseway.kernel.audit.registry import AuditedTable
from caseway.kernel.audit.triggers import Trigger, named

_COLUMNS = '"at", "actor", "reason", "action", "table", "row", "before", "after"'
_WHO = (
    "clock_timestamp(),"
    " coalesce(nullif(current_setting('caseway.actor', true), ''), 'system'),"
    " coalesce(current_setting('caseway.reason', true), '')"
)
_AWAKE = "IF current_setting('caseway.suspended', true) = 'on' THEN RETURN NULL; END IF;"


def _statement_function(action: str, rows: str, before: str, after: str) -> str:
    return f"""\
CREATE OR REPLACE FUNCTION caseway_audit_{action}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {_AWAKE}
  INSERT INTO "kernel_auditentry" ({_COLUMNS})
  SELECT {_WHO}, '{action}', TG_TABLE_NAME, one.whole ->> TG_ARGV[0], {before}, {after}
  FROM (SELECT caseway_withhold(to_jsonb(each), TG_ARGV[1]) AS whole FROM {rows} each) one;
  RETURN NULL;
END $$"""


FUNCTIONS = (
    """\
CREATE OR REPLACE FUNCTION caseway_withhold(whole jsonb, names text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN names = '' OR whole IS NULL THEN whole ELSE whole || coalesce((
    SELECT jsonb_object_agg(name, '(withheld)')
    FROM unnest(string_to_array(names, ',')) name WHERE whole ? name), '{}') END
$$""",
    _statement_function("insert", "added", "NULL", "one.whole"),
    _statement_function("delete", "removed", "one.whole", "NULL"),
    f"""\
CREATE OR REPLACE FUNCTION caseway_audit_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  now_is jsonb := to_jsonb(NEW);
  was_part jsonb;
  now_part jsonb;
BEGIN
  {_AWAKE}
  SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, now_is -> o.key)
  INTO was_part, now_part
  FROM jsonb_each(was) o WHERE o.value IS DISTINCT FROM now_is -> o.key;
  INSERT INTO "kernel_auditentry" ({_COLUMNS})
  VALUES ({_WHO}, 'update', TG_TABLE_NAME, was ->> TG_ARGV[0],
    caseway_withhold(was_part, TG_ARGV[1]), caseway_withhold(now_part, TG_ARGV[1]));
  RETURN NULL;
END $$""",
    """\
CREATE OR REPLACE FUNCTION caseway_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$""",
)
_TEXT = "\n".join(FUNCTIONS)

_EVENTS = {
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS added FOR EACH STATEMENT",
    "update": ("AFTER UPDATE ON {table} FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)"),
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS removed FOR EACH STATEMENT",
}


def audit_triggers(audited: AuditedTable) -> Iterator[Trigger]:
    """The insert, update and delete triggers of one table."""
    withheld = ",".join(sorted(audited.withheld))
    for action, event in _EVENTS.items():
        sql = (
            'CREATE TRIGGER "{name}" '
            + event.replace("{table}", f'"{audited.table}"')
            + f" EXECUTE FUNCTION caseway_audit_{action}('{audited.key}', '{withheld}')"
        )
        yield named(action, audited.table, sql, _TEXT)


def append_only_triggers(table: str) -> Iterator[Trigger]:
    """What refuses to change, delete or empty the rows of `table`."""
    for kind, event in (
        ("refuse_change", f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW'),
        ("refuse_truncate", f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT'),
    ):
        sql = f'CREATE TRIGGER "{{name}}" {event} EXECUTE FUNCTION caseway_refuse()'
        yield named(kind, table, sql, _TEXT)

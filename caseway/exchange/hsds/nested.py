"""JSON to rows by table, and back."""

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from caseway.exchange.hsds.tables import MAIN, NUMBERS, TABLES, Row, Tables
from caseway.network.needs import NAMESPACE


def flatten(said: object) -> tuple[Tables, int]:
    """Rows by table of a list of organizations or services, and how many entries were neither.

    What stands in several places, such as an organization inside each of its services, becomes
    one row with everything that was said of it anywhere.
    """
    flat = _Flat()
    strange = 0
    for entry in _entries(said):
        table = _table_of(entry)
        if table is None:
            strange += 1
        else:
            assert isinstance(entry, dict)
            flat.take(table, entry)
    return {name: list(rows.values()) for name, rows in flat.rows.items()}, strange


def _entries(said: object) -> list[object]:
    """The list itself, the pages of an API, or a single record."""
    if isinstance(said, list):
        return said
    if isinstance(said, dict) and "id" not in said:
        for key in ("contents", "organizations", "services"):
            if isinstance(said.get(key), list):
                return list(said[key])
    return [said]


def _table_of(entry: object) -> str | None:
    if not isinstance(entry, dict):
        return None
    if "location_type" in entry:
        return "location"
    if "location" in entry or "location_id" in entry:
        return "service_at_location"
    if "status" in entry or "organization" in entry or "organization_id" in entry:
        return "service"
    return "organization" if "name" in entry or "id" in entry else None


class _Flat:
    """Rows as they come, by table and identifier."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Row]] = {}

    def take(
        self, table: str, said: Mapping[str, Any], link: Mapping[str, str] | None = None
    ) -> str:
        """Keep an object and all that is nested in it. Returns its identifier."""
        shape = TABLES[table]
        row: Row = {name: _text(said[name]) for name in shape.columns if _said(said.get(name))}
        row |= link or {}
        key = row["id"] = row.get("id") or _named(table, said, link)
        key = row["id"] = self._own(table, key, link)
        for name, nested in shape.nested.items():
            if nested.single and isinstance(said.get(name), dict):
                row[nested.holds] = self.take(nested.table, said[name])
        known = self.rows.setdefault(table, {}).setdefault(key, {"id": key})
        known |= {column: text for column, text in row.items() if column not in known}
        for name, nested in shape.nested.items():
            if not nested.single:
                self._many(table, key, name, said.get(name))
        return key

    def _many(self, table: str, key: str, name: str, listed: object) -> None:
        nested = TABLES[table].nested[name]
        for inner in listed if isinstance(listed, list) else ():
            if isinstance(inner, dict):
                link = {nested.link: key}
                if nested.table == "attribute":
                    link["link_entity"] = table
                if nested.table == "metadata":
                    link["resource_type"] = table
                self.take(nested.table, inner, link)

    def _own(self, table: str, key: str, link: Mapping[str, str] | None) -> str:
        """A part that stands under a second owner is another row, with an identifier of its own."""
        known = self.rows.get(table, {}).get(key)
        if table in MAIN or not link or known is None:
            return key
        if all(known.get(column) == owner for column, owner in link.items()):
            return key
        return str(uuid.uuid5(NAMESPACE, f"{table}:{key}:{sorted(link.items())}"))


def _named(table: str, said: Mapping[str, Any], link: Mapping[str, str] | None) -> str:
    """An identifier for an object that brought none: the same for the same words."""
    if table in MAIN:
        return ""
    words = json.dumps([table, said, dict(link or {})], sort_keys=True, default=str)
    return str(uuid.uuid5(NAMESPACE, words))


def _said(value: object) -> bool:
    return value not in (None, "") and not isinstance(value, dict | list)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def nest(
    tables: Tables, table: str, *, inside: Iterable[str] = (), without: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """The rows of `table` as JSON objects with what belongs to them, by identifier.

    `inside` are the tables around, which are not repeated further in; keys `without` are left out.
    """
    return Nesting(tables).all(table, frozenset(inside), without)


class Nesting:
    """Rows found by what they hang on, once for any number of objects."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._by_id = {name: {row["id"]: row for row in rows} for name, rows in tables.items()}
        self._by_link: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def all(
        self, table: str, around: frozenset[str], without: frozenset[str]
    ) -> list[dict[str, Any]]:
        rows = sorted(self.tables.get(table, []), key=lambda row: row["id"])
        return [self.one(table, row, around, without) for row in rows]

    def one(
        self,
        table: str,
        row: Row,
        around: frozenset[str] = frozenset(),
        without: frozenset[str] = frozenset(),
    ) -> dict[str, Any]:
        """One row with all that belongs to it."""
        shape, inner = TABLES[table], around | {table}
        found: dict[str, Any] = {
            name: _value(row[name], kind) for name, kind in shape.columns.items() if name in row
        }
        for name, nested in shape.nested.items():
            if nested.table in inner or f"{table}.{name}" in without:
                continue
            if nested.single:
                held = self._by_id.get(nested.table, {}).get(row.get(nested.holds, ""))
                if held is not None:
                    found[name] = self.one(nested.table, held, inner, without)
            elif rows := self._linked(nested.table, nested.link).get(row["id"]):
                found[name] = [self.one(nested.table, each, inner, without) for each in rows]
        return found

    def _linked(self, table: str, link: str) -> dict[str, list[Row]]:
        kept = self._by_link.get((table, link))
        if kept is None:
            kept = self._by_link[table, link] = {}
            for row in sorted(self.tables.get(table, []), key=lambda row: row["id"]):
                if link in row:
                    kept.setdefault(row[link], []).append(row)
        return kept


def _value(text: str, kind: str) -> object:
    if kind not in NUMBERS:
        return text
    number = float(text)
    return int(number) if number.is_integer() else number

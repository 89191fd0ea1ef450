"""The cells of a row read one by one: what a column holds, and what it could not hold."""

from collections.abc import Callable
from typing import Any

from caseway.exchange.hsds import values
from caseway.exchange.hsds.columns import FIELDS, MODELS, longest
from caseway.exchange.hsds.records import LINKS
from caseway.exchange.hsds.tables import TABLES, Row

_SPECIAL: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("service", "status"): values.status,
    ("location", "location_type"): values.place_kind,
    ("address", "address_type"): values.place_kind,
    ("address", "country"): values.country,
    ("schedule", "freq"): lambda text: (
        text.upper() if text.upper() in ("WEEKLY", "MONTHLY") else None
    ),
    ("schedule", "wkst"): lambda text: text.upper()[:2] or None,
    ("schedule", "interval"): values.every_so_many,
    ("schedule", "byday"): lambda text: text.upper().replace(" ", "") or None,
}
_START = {"service": {"status": "active"}, "location": {"location_type": "physical"}}
_AGES = ("minimum_age", "maximum_age")
_ANY_LENGTH = 1_000_000


def _clean(table: str, name: str, text: str) -> str | None:
    special = _SPECIAL.get((table, name))
    return special(text) if special else values.cleaned(TABLES[table].columns[name], text)


def fields_of(kind: str, row: Row) -> tuple[Row, dict[str, Any]]:
    """The columns that can be read; beside them, in `kept`, those that cannot or are not known."""
    fields, unread = dict(_START.get(kind, {})), Row()
    for name, text in row.items():
        known = name in FIELDS[kind]
        if not known:
            if name not in {"id", "organization_name", "program_id", *LINKS[kind]}:
                unread[name] = text
            continue
        value = _clean(kind, name, text)
        if value and len(value) <= _longest(kind, name):
            fields[name] = value
        else:
            unread[name] = text
    _check_numbers(kind, fields, unread)
    return fields, ({"unread": unread} if unread else {})


def _longest(kind: str, column: str) -> int:
    """How many characters our field holds. A long name is held instead: see `_mends`."""
    name = FIELDS[kind].get(column)
    if name is None or column == "name":
        return _ANY_LENGTH
    return longest(MODELS[kind], name) or _ANY_LENGTH


def _check_numbers(kind: str, fields: Row, unread: Row) -> None:
    """Numbers that no column holds: an age that is none, a point off the earth."""
    for name in _AGES if kind == "service" else ():
        if name in fields and not 0 <= float(fields[name]) <= 200:
            unread[name] = fields.pop(name)
    if all(name in fields for name in _AGES) and float(fields[_AGES[0]]) > float(fields[_AGES[1]]):
        unread |= {name: fields.pop(name) for name in _AGES}
    point = [name for name in ("latitude", "longitude") if name in fields]
    if kind == "location" and point and not _on_earth(fields):
        unread |= {name: fields.pop(name) for name in point}
    if "year_incorporated" in fields and not 1000 <= int(fields["year_incorporated"]) <= 9999:
        unread["year_incorporated"] = fields.pop("year_incorporated")


def _on_earth(fields: Row) -> bool:
    if "latitude" not in fields or "longitude" not in fields:
        return False
    return abs(float(fields["latitude"])) <= 90 and abs(float(fields["longitude"])) <= 180


def cleaned_part(table: str, row: Row) -> Row:
    """The columns of a part that can be read. An address keeps the words that could not be cut."""
    found: Row = {}
    for name, text in row.items():
        columns = TABLES[table].columns
        if name == "address_words":
            found[name] = text
        elif name in columns and columns[name] != "uuid" and (value := _clean(table, name, text)):
            found[name] = value
    if table == "address":
        found = {"address_type": "physical"} | found
        if "country" not in found and "country" not in row and "address_words" not in found:
            found["country"] = "US"
    return found

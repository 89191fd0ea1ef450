"""Anybody's own columns, through a map that is saved once and used for every later file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from caseway.exchange.hsds.tables import Row, Tables

# What a column may hold, as "table.column"; "need" and "codes" are lists in one cell.
COLUMNS: tuple[str, ...] = (
    "organization.id",
    "organization.name",
    "organization.alternate_name",
    "organization.description",
    "organization.email",
    "organization.website",
    "organization.tax_id",
    "organization.tax_status",
    "organization.legal_status",
    "organization.year_incorporated",
    "service.id",
    "service.organization_id",
    "service.organization_name",
    "service.name",
    "service.alternate_name",
    "service.description",
    "service.url",
    "service.email",
    "service.status",
    "service.alert",
    "service.application_process",
    "service.fees_description",
    "service.eligibility_description",
    "service.minimum_age",
    "service.maximum_age",
    "service.languages",
    "service.needs",
    "service.areas",
    "service.phones",
    "location.id",
    "location.organization_id",
    "location.organization_name",
    "location.name",
    "location.description",
    "location.url",
    "location.address",
    "location.phones",
    "location.latitude",
    "location.longitude",
)
_LISTS = {"languages": ("language", "name"), "areas": ("service_area", "name")}
_STATES = re.compile(r"^[A-Z]{2}$")
_ADDRESS = re.compile(
    r"^(?P<rest>.*?),?\s*(?P<state>[A-Z]{2})\.?\s+(?P<zip>\d{5}(?:-\d{4})?)\s*$", re.DOTALL
)
_CALLED = re.compile(r"^(?P<kind>[A-Za-z ]{1,20}):\s*(?P<number>.+)$")


@dataclass(frozen=True)
class Sheet:
    """One file: its name without ending, its heading, and its cells."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> str:
        """What a saved map is found by: the file's name and its heading."""
        return f"{self.name}|{'|'.join(name.casefold() for name in self.header)}"

    def as_rows(self) -> list[Row]:
        return [
            {name: cell for name, cell in zip(self.header, cells, strict=False) if cell}
            for cells in self.rows
        ]


def apply_map(sheet: Sheet, columns: Mapping[str, str], tables: Tables) -> None:
    """Add the rows of a sheet to `tables`. A column that the map leaves out is kept as words."""
    kinds = {what.partition(".")[0] for what in columns.values() if what}
    for said in sheet.as_rows():
        for table in sorted(kinds):
            row = _row(said, columns, table)
            if row is not None:
                _add(table, row, tables)


def _row(said: Row, columns: Mapping[str, str], table: str) -> Row | None:
    """What one line says of one kind of record, with what has no place of its own beside it."""
    row: Row = {}
    besides = []
    for heading, text in said.items():
        what = columns.get(heading, "")
        if what.startswith(f"{table}."):
            row[what.partition(".")[2]] = text
        elif not what:
            besides.append(f"{heading}: {text}")
    if not row:
        return None
    if besides:
        row["besides"] = "\n".join(besides)
    return row


def _add(table: str, row: Row, tables: Tables) -> None:
    lists: Row = {
        name: row.pop(name)
        for name in ("languages", "areas", "needs", "phones", "address")
        if name in row
    }
    tables.setdefault(table, []).append(row)
    row.setdefault("id", _name_key(table, row))
    link = f"{table}_id"
    for name, (part, column) in _LISTS.items():
        for text in _split(lists.get(name, "")):
            tables.setdefault(part, []).append({link: row["id"], column: text})
    for text in _split(lists.get("needs", "")):
        tables.setdefault("term_words", []).append({"service_id": row["id"], "name": text})
    for text in _split(lists.get("phones", "")):
        tables.setdefault("phone", []).append({link: row["id"], **_phone(text)})
    if lists.get("address"):
        tables.setdefault("address", []).append({link: row["id"], **_address(lists["address"])})


def _name_key(table: str, row: Row) -> str:
    """A list without identifiers: the name stands for one, within its organization."""
    owner = row.get("organization_id") or row.get("organization_name", "")
    return f"{owner}/{row['name']}" if owner and row.get("name") else row.get("name", "")


def _split(cell: str) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in cell.split(";") if text.strip()))


def _phone(text: str) -> Row:
    """ "main: 305-285-5922" is a number with the words before it."""
    found = _CALLED.match(text)
    if found is None:
        return {"number": text}
    return {"number": found["number"].strip(), "description": found["kind"].strip()}


def _address(text: str) -> Row:
    """One cell cut into its parts, as far as they are certain; the rest is for somebody to mend."""
    found = _ADDRESS.match(" ".join(text.split()))
    if found is None:
        return {"address_words": text}
    *street, city = [part.strip() for part in found["rest"].rstrip(", ").split(",")]
    if not street:
        return {"address_words": text}
    return {
        "address_1": ", ".join(street),
        "city": city,
        "state_province": found["state"],
        "postal_code": found["zip"],
        "country": "US",
        "address_type": "physical",
    }

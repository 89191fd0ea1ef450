"""Rows by table made into records, each with what belongs to it."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from caseway.exchange.hsds import values
from caseway.exchange.hsds.cells import cleaned_part, fields_of
from caseway.exchange.hsds.records import LINKS, PARTS, Record, mends_of
from caseway.exchange.hsds.tables import MAIN, TABLES, Row, Tables
from caseway.network.needs import NAMESPACE, TAXONOMY, Need, need_named, term_id

KEPT: dict[str, tuple[str, ...]] = {
    "organization": ("url", "funding", "program", "contact", "organization_identifier"),
    "service": ("url", "funding", "cost_option", "required_document", "contact"),
    "location": ("contact",),
    "service_at_location": ("contact",),
}
# An owner is looked for in this order; a phone of both a service and its organization is two.
_OWNERS = ("service_at_location", "location", "service", "organization")
_NEEDS_BY_TERM = {str(term_id(need)): need for need in Need}


@dataclass(frozen=True)
class Made:
    """Records by kind in the order they are loaded, and what was no record.

    `refused` counts rows without any identity and rows that came twice; `left_out`, by
    table, rows that belong to nothing that came.
    """

    records: tuple[Record, ...]
    refused: int
    left_out: Mapping[str, int]


def make_records(tables: Tables, source: str) -> Made:
    """Records of a directory that came from `source`."""
    return _Maker(tables, source).make()


class _Maker:
    def __init__(self, tables: Tables, source: str) -> None:
        self.tables, self.source = tables, source
        self.refused = 0
        self.given: set[tuple[str, str]] = set()
        self.used: dict[str, int] = {}
        self.units = {row.get("id", ""): row for row in tables.get("unit", [])}
        self.terms = {row.get("id", ""): row for row in tables.get("taxonomy_term", [])}
        self.vocabularies = {row.get("id", ""): row for row in tables.get("taxonomy", [])}
        self.programs = {row.get("id", ""): row for row in tables.get("program", [])}
        self.owned = self._owned()

    def make(self) -> Made:
        found: list[Record] = []
        for kind in MAIN:
            seen: set[str] = set()
            for row in self.tables.get(kind, []):
                record = self._record(kind, row)
                if record is None or record.uuid in seen:
                    self.refused += 1
                    continue
                seen.add(record.uuid)
                found.append(record)
        return Made(tuple(_placed(found)), self.refused, self._left_out())

    def _owned(self) -> dict[tuple[str, str, str], list[Row]]:
        """Rows of every part by its kind, and by the kind and the identifier of its owner."""
        found: dict[tuple[str, str, str], list[Row]] = {}
        known = {kind: {row.get("id", "") for row in self.tables.get(kind, [])} for kind in MAIN}
        for table in {*_all(PARTS), *_all(KEPT), "term_words"}:
            for row in self.tables.get(table, []):
                owners = [o for o in _OWNERS if row.get(f"{o}_id", "") in known[o] - {""}]
                for place, owner in enumerate(owners):
                    found.setdefault((table, owner, row[f"{owner}_id"]), []).append(
                        row if place == 0 else _twin(row, owner)
                    )
                self.used[table] = self.used.get(table, 0) + bool(owners)
        for row in self.tables.get("attribute", []):
            owner, key = row.get("link_entity", ""), row.get("link_id", "")
            if owner in known and key in known[owner]:
                found.setdefault(("attribute", owner, key), []).append(row)
                self.used["attribute"] = self.used.get("attribute", 0) + 1
        return found

    def _left_out(self) -> dict[str, int]:
        """Rows that hang on nothing that came, by table; vocabularies and units are no records."""
        extras = {"unit", "taxonomy", "taxonomy_term", "meta_table_description", *MAIN}
        found = {}
        for table, rows in self.tables.items():
            used = self.used.get(table, 0)
            if table not in extras and len(rows) > used + self._of_parts(table):
                found[table] = len(rows) - used - self._of_parts(table)
        return found

    def _of_parts(self, table: str) -> int:
        """Rows that hang on a part: languages of a phone, phones of a contact."""
        link, owner = {"language": ("phone_id", "phone"), "phone": ("contact_id", "contact")}.get(
            table, ("", "")
        )
        if not link:
            return 0
        ids = {row.get("id", "") for row in self.tables.get(owner, [])} - {""}
        others = [f"{each}_id" for each in _OWNERS]
        return sum(
            1
            for row in self.tables.get(table, [])
            if row.get(link) in ids and not any(row.get(other) for other in others)
        )

    def _record(self, kind: str, row: Row) -> Record | None:
        key = row.get("id", "")
        if not key:
            return None
        fields, kept = fields_of(kind, row)
        links = {
            link: values.identity(self.source, owner, row[link])
            for link, owner in LINKS[kind].items()
            if row.get(link)
        }
        if program := self.programs.get(row.get("program_id", "")):
            kept["rows"] = {"program": [self._ids("program", program)]}
        elif row.get("program_id"):
            kept.setdefault("unread", {})["program_id"] = row["program_id"]
        parts = {}
        for table in PARTS[kind]:
            rows = [part for each in self._of(table, kind, key) for part in self._part(table, each)]
            if rows:
                parts[table] = sorted(rows, key=lambda one: one["id"])
        for table in KEPT[kind]:
            if rows := self._of(table, kind, key):
                kept.setdefault("rows", {})[table] = [self._ids(table, each) for each in rows]
        needs, codes = self._terms(kind, key)
        record = Record(
            kind=kind,
            uuid=values.identity(self.source, kind, key),
            source_id=key[:255],
            fields=fields,
            links=links,
            parts=parts,
            needs=needs,
            codes=codes,
            kept=kept,
            owner_name=row.get("organization_name", ""),
        )
        return replace(record, mends=mends_of(record))

    def _of(self, table: str, kind: str, key: str) -> list[Row]:
        return self.owned.get((table, kind, key), [])

    def _part(self, table: str, row: Row) -> Iterator[Row]:
        """A part in the standard's form, with an identifier; without the columns of its owners."""
        if table == "language":
            for said in values.languages_in(row.get("name", "")) if not row.get("code") else [""]:
                yield self._language(row, said)
            return
        found = cleaned_part(table, row)
        found["id"] = self._part_id(table, row)
        if table == "service_capacity":
            unit = self.units.get(row.get("unit_id", ""), {})
            found["unit"] = unit.get("name") or row.get("unit_id", "") or "places"
            found["unit_id"] = values.identity(self.source, "unit", row.get("unit_id", "places"))
        if table == "phone":
            spoken = [
                self._language(each, "")
                for each in self.tables.get("language", [])
                if row.get("id") and each.get("phone_id") == row["id"]
            ]
            if spoken:
                found["languages"] = json.dumps(sorted(spoken, key=lambda one: one["id"]))
        if table == "phone" and not found.get("number"):
            return
        yield found

    def _language(self, row: Row, said: str) -> Row:
        name = said or row.get("name", "")
        code = values.language_code(row.get("code", "")) or values.language_code(name)
        key = self._part_id(
            "language",
            row if not said or said == row.get("name") else row | {"id": "", "name": said},
        )
        found = {"id": key, "name": name, "code": code, "note": row.get("note", "")}
        return {column: text for column, text in found.items() if text}

    def _part_id(self, table: str, row: Row) -> str:
        """Its identifier; one that another row of the file has already becomes another one."""
        if row.get("id"):
            found = values.identity(self.source, table, row["id"])
        else:
            words = json.dumps(row, sort_keys=True)
            found = str(uuid.uuid5(NAMESPACE, f"{self.source}:{table}:{words}"))
        while (table, found) in self.given:
            found = str(uuid.uuid5(NAMESPACE, f"again:{found}"))
        self.given.add((table, found))
        return found

    def _ids(self, table: str, row: Row) -> Row:
        """A row kept as it came, its identifiers in our form and without those of its owner."""
        columns = TABLES[table].columns
        found = {"id": self._part_id(table, row)}
        for name, text in row.items():
            kind = columns.get(name)
            if (
                kind is None
                or name == "id"
                or name.removesuffix("_id") in MAIN
                or name == "resource_id"
            ):
                continue
            value = values.cleaned(kind, text) if kind != "uuid" else text
            if value:
                found[name] = value
        if table == "contact":
            phones = [
                one
                for phone in self.tables.get("phone", [])
                if row.get("id") and phone.get("contact_id") == row["id"]
                for one in self._part("phone", phone)
            ]
            if phones:
                found["phones"] = json.dumps(sorted(phones, key=lambda one: one["id"]))
        return found

    def _terms(self, kind: str, key: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
        """Needs of ours, and codes of others; both are a service's."""
        needs, codes = set[str](), list[Row]()
        for row in self._of("attribute", kind, key):
            term = self.terms.get(row.get("taxonomy_term_id", ""), {})
            taxonomy = term.get("taxonomy_id", "")
            ours = _NEEDS_BY_TERM.get(row.get("taxonomy_term_id", ""))
            if ours and taxonomy in ("", str(TAXONOMY)):
                needs.add(ours)
                continue
            vocabulary = self.vocabularies.get(taxonomy, {}).get("name") or term.get("taxonomy", "")
            words = term.get("name") or row.get("label", "") or row.get("value", "")
            codes.append(self._code(row, vocabulary, term.get("code", ""), words))
        for row in self._of("term_words", kind, key):
            codes.append(
                self._code(row, row.get("vocabulary", ""), row.get("code", ""), row.get("name", ""))
            )
        needs |= {need for code in codes if (need := need_named(code.get("name", "")))}
        return tuple(sorted(needs)), tuple(sorted(codes, key=lambda code: code["id"]))

    def _code(self, row: Row, vocabulary: str, code: str, name: str) -> Row:
        found = {"vocabulary": vocabulary[:255], "code": code[:255], "name": name}
        given = {column: text for column, text in found.items() if text}
        return {"id": self._part_id("attribute", row)} | given


def _placed(found: list[Record]) -> Iterator[Record]:
    """A location without organization is its service's, when it is one organization's alone."""
    service = {r.uuid: r.links.get("organization_id", "") for r in found if r.kind == "service"}
    owners: dict[str, set[str]] = {}
    for record in found:
        if record.kind == "service_at_location":
            owner = service.get(record.links.get("service_id", ""), "")
            owners.setdefault(record.links.get("location_id", ""), set()).add(owner)
    for record in found:
        those = owners.get(record.uuid, set()) - {""}
        if record.kind == "location" and not record.links and len(those) == 1:
            record = replace(record, links={"organization_id": next(iter(those))})
            record = replace(record, mends=mends_of(record))
        yield record


def _all(groups: Mapping[str, Iterable[str]]) -> set[str]:
    return {table for tables in groups.values() for table in tables}


def _twin(row: Row, owner: str) -> Row:
    """The same part under another owner, with an identifier of its own."""
    return row | {
        "id": str(uuid.uuid5(NAMESPACE, f"{row.get('id', '')}:{owner}:{row[f'{owner}_id']}"))
    }

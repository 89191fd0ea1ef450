"""Records as rows by table and as files: only what is published, and never what is confidential."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from caseway.agencies.models import Site
from caseway.exchange.hsds.archive import write_zip
from caseway.exchange.hsds.nested import nest
from caseway.exchange.hsds.records import Record
from caseway.exchange.hsds.stored import records_of
from caseway.exchange.hsds.tables import TABLES, Row, Tables
from caseway.network.models import Place, Provider, Service, ServiceAtPlace
from caseway.network.needs import NAMESPACE, TAXONOMY, Need, published_name, term_id

# Of what came and has no field of its own, this goes out again. Named staff never do.
PUBLIC_KEPT = ("url", "funding", "cost_option", "required_document", "organization_identifier")


def published_tables(site: Site | None = None) -> Tables:
    """The published directory of a site, or of all sites."""
    return tables_of(
        [
            *records_of("organization", _at(Provider.objects.published(), site, "site")),
            *records_of("location", _at(Place.objects.published(), site, "provider__site")),
            *records_of("service", _at(Service.objects.published(), site, "provider__site")),
            *records_of(
                "service_at_location",
                _at(ServiceAtPlace.objects.published(), site, "service__provider__site"),
            ),
        ]
    )


def _at(rows: Any, site: Site | None, path: str) -> Any:
    return rows if site is None else rows.filter(**{path: site})


def tables_of(records: Iterable[Record]) -> Tables:
    """Records in the standard's tables, every row with each column that says something."""
    tables: Tables = {}
    for record in records:
        row = {"id": record.uuid} | record.fields | record.links
        if record.kind == "organization":
            row = {"description": ""} | row
        tables.setdefault(record.kind, []).append(row)
        for table, rows in record.parts.items():
            for part in rows:
                _add_part(tables, record, table, part)
        _add_kept(tables, record)
        for need in record.needs:
            _add_need(tables, record, need)
    if "attribute" in tables:
        tables["taxonomy"] = [taxonomy_row()]
    return {name: sorted(rows, key=lambda row: row["id"]) for name, rows in tables.items()}


def _add_part(tables: Tables, record: Record, table: str, part: Row) -> None:
    row = {name: text for name, text in part.items() if name in TABLES[table].columns}
    row[f"{record.kind}_id"] = record.uuid
    if table == "service_capacity":
        unit = {"id": part["unit_id"], "name": part["unit"]}
        units = tables.setdefault("unit", [])
        if all(known["id"] != unit["id"] for known in units):
            units.append(unit)
    for spoken in json.loads(part.get("languages", "[]")):
        tables.setdefault("language", []).append({**spoken, "phone_id": row["id"]})
    tables.setdefault(table, []).append(row)


def _add_kept(tables: Tables, record: Record) -> None:
    kept = record.kept.get("rows", {})
    for table in PUBLIC_KEPT:
        for said in kept.get(table, []):
            tables.setdefault(table, []).append({**said, f"{record.kind}_id": record.uuid})


def _add_need(tables: Tables, record: Record, need: str) -> None:
    term = term_id(need)
    tables.setdefault("attribute", []).append(
        {
            "id": str(uuid.uuid5(NAMESPACE, f"attribute:{record.uuid}:{need}")),
            "link_id": record.uuid,
            "taxonomy_term_id": str(term),
            "link_type": "need",
            "link_entity": record.kind,
        }
    )
    terms = tables.setdefault("taxonomy_term", [])
    if all(known["id"] != str(term) for known in terms):
        terms.append(term_row(need))


def taxonomy_row() -> Row:
    """Our own vocabulary; nobody else's is published."""
    return {
        "id": str(TAXONOMY),
        "name": "Caseway needs",
        "description": "What families need on their way to work, and services answer.",
        "version": "1",
    }


def term_row(need: str) -> Row:
    name = published_name(Need(need))
    return {
        "id": str(term_id(need)),
        "code": str(need),
        "name": name,
        "description": name,
        "taxonomy": "Caseway needs",
        "language": "en",
        "taxonomy_id": str(TAXONOMY),
    }


# A service and a place stand once in the file, under their organization.
_ONCE = frozenset({"service_at_location.location", "service_at_location.service"})


def json_file(tables: Tables) -> bytes:
    """Organizations with their places and services, as JSON. The same in, the same out."""
    said = nest(tables, "organization", without=_ONCE)
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def zip_file(tables: Tables) -> bytes:
    """The same as a zip of CSV files."""
    return write_zip(tables)

"""The tables as a zip of CSV files with a datapackage.json, and such a zip read back."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from caseway.exchange.hsds.tables import TABLES, Table, Tables

# One moment for every file, so that the same tables give the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_KINDS = {"uuid": ("string", "uuid"), "uri": ("string", "uri"), "email": ("string", "email")}
_KINDS |= {"text": ("string", ""), "integer": ("integer", ""), "number": ("number", "")}
_KINDS |= {"date": ("date", ""), "time": ("time", ""), "datetime": ("datetime", "")}


def write_zip(tables: Tables) -> bytes:
    """Every table in a file of its own, empty ones too. The same in, the same out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", json.dumps(_package(), indent=1, ensure_ascii=False))
        for name, table in TABLES.items():
            _add(archive, table.file, _csv(table, tables.get(name, [])))
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    part = zipfile.ZipInfo(name, _MOMENT)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o644 << 16
    archive.writestr(part, text.encode())


def _csv(table: Table, rows: list[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(table.columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["id"]))
    return text.getvalue()


def _package() -> dict[str, Any]:
    """What each file holds, and which of its columns point to which other file."""
    return {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        "title": "Provider directory (HSDS 3.1.1)",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": table.file,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(table),
            }
            for name, table in TABLES.items()
        ],
    }


def _schema(table: Table) -> dict[str, Any]:
    fields = []
    for name, kind in table.columns.items():
        said: dict[str, Any] = {"name": name, "type": _KINDS[kind][0]}
        if _KINDS[kind][1]:
            said["format"] = _KINDS[kind][1]
        if name in table.required:
            said["constraints"] = {"required": True}
        fields.append(said)
    return {"fields": fields, "primaryKey": "id", "foreignKeys": list(_foreign_keys(table))}


def _foreign_keys(table: Table) -> Iterator[dict[str, Any]]:
    for column, kind in table.columns.items():
        owner = column.removesuffix("_id")
        if kind == "uuid" and column != "id" and owner in TABLES:
            reference = {"resource": owner, "fields": "id"}
            yield {"fields": column, "reference": reference}

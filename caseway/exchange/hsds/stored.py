"""The directory as it stands here, as records: what imports are held against and exports say."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from caseway.exchange.hsds.columns import FIELDS, LINKED, MODELS, OWNER, PART_MODELS, row_of
from caseway.exchange.hsds.records import PARTS, Record
from caseway.exchange.hsds.tables import Row
from caseway.network.models import Language, ServiceCode, ServiceNeed

AT_ONCE = 500  # ids in one question; SQLite takes no more than some thousands


def records_of(kind: str, rows: "models.QuerySet[Any]") -> list[Record]:
    """Records of `rows`, ordered by identifier. The same number of queries, however many."""
    links = LINKED[kind]
    held = list(rows.select_related(*links.values()).order_by("uuid"))
    ids = [row.pk for row in held]
    parts = {table: _parts(table, kind, ids) for table in PARTS[kind]}
    needs = _needs(ids) if kind == "service" else {}
    codes = _codes(ids) if kind == "service" else {}
    found = []
    for row in held:
        mine = {
            table: sorted(those[row.pk], key=lambda one: one["id"])
            for table, those in parts.items()
            if row.pk in those
        }
        kept = dict(row.kept)
        if kind == "organization" and row.legal_ids:
            kept["rows"] = {**kept.get("rows", {}), "organization_identifier": row.legal_ids}
        found.append(
            Record(
                kind=kind,
                uuid=str(row.uuid),
                source_id=row.source_id,
                fields=row_of(kind, FIELDS[kind], row),
                links={link: str(getattr(row, name).uuid) for link, name in links.items()},
                parts=mine,
                needs=tuple(sorted(needs.get(row.pk, ()))),
                codes=tuple(codes.get(row.pk, ())),
                kept=kept,
            )
        )
    return found


def rows_by_uuid(kind: str, uuids: Collection[str]) -> dict[str, Any]:
    """Rows of ours by identifier, with those they belong to."""
    links = [*LINKED[kind].values()]
    if kind == "service_at_location":
        links.append("service__provider")
    found: dict[str, Any] = {}
    for some in _some(sorted(uuids)):
        rows = MODELS[kind]._default_manager.filter(uuid__in=some).select_related(*links)
        found |= {str(row.uuid): row for row in rows}  # type: ignore[attr-defined]
    return found


def _some(ids: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(ids)
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))


def _parts(table: str, kind: str, ids: list[int]) -> dict[int, list[Row]]:
    """Rows of a part by their owner."""
    shape, owner = PART_MODELS[table], OWNER[kind]
    found: dict[int, list[Row]] = defaultdict(list)
    for some in _some(ids):
        held = shape.model._default_manager.filter(**{f"{owner}__in": some}).order_by("uuid")
        rows: list[Any] = list(held)
        spoken = _spoken(rows) if table == "phone" else {}
        for row in rows:
            said = {"id": str(row.uuid)} | row_of(table, shape.fields, row)
            if row.pk in spoken:
                said["languages"] = json.dumps(spoken[row.pk])
            found[getattr(row, f"{owner}_id")].append(said)
    return found


def _spoken(phones: list[Any]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    fields = PART_MODELS["language"].fields
    for row in Language.objects.filter(phone__in=[p.pk for p in phones]).order_by("uuid"):
        assert row.phone_id is not None
        found[row.phone_id].append({"id": str(row.uuid)} | row_of("language", fields, row))
    return found


def _needs(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for some in _some(ids):
        pairs = ServiceNeed.objects.filter(service__in=some).order_by("pk")
        for service, need in pairs.values_list("service_id", "need"):
            found[service].append(need)
    return found


def _codes(ids: list[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for some in _some(ids):
        for row in ServiceCode.objects.filter(service__in=some).order_by("uuid"):
            said = {"vocabulary": row.vocabulary, "code": row.code, "name": row.name}
            given = {name: text for name, text in said.items() if text}
            found[row.service_id].append({"id": str(row.uuid)} | given)
    return found

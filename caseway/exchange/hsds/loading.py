"""Records into rows, in bulk. Whether something is published is never decided by a file."""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from caseway.agencies.models import Site
from caseway.exchange.hsds.columns import (
    FIELDS,
    LINKED,
    MODELS,
    OWNER,
    PART_MODELS,
    longest,
    value_of,
)
from caseway.exchange.hsds.judging import Fate, Judged
from caseway.exchange.hsds.records import PARTS, Record
from caseway.exchange.hsds.stored import records_of, rows_by_uuid
from caseway.exchange.hsds.tables import MAIN, Row
from caseway.network.models import Capacity, Language, ServiceCode, ServiceNeed
from caseway.network.needs import Need
from caseway.network.wording import search_text

AT_ONCE = 500
Made = dict[str, Any]  # what became of one row: kind, uuid, version, was


def load(judged: Sequence[Judged], *, site: Site, source: str, at: datetime) -> list[Made]:
    """Write what is new and what changed. Returns what was done, for taking it back."""
    done: list[Made] = []
    for kind in MAIN:
        those = [one for one in judged if one.record.kind == kind]
        new = [one for one in those if one.fate == Fate.NEW]
        changed = [one for one in those if one.fate == Fate.CHANGED]
        before = snapshots(kind, [one.row for one in changed])
        rows = _write(kind, new, changed, site, source, at)
        done += [
            {
                "kind": kind,
                "uuid": str(row.uuid),
                "version": row.version,
                "was": before.get(str(row.uuid)),
            }
            for row in rows
        ]
    return done


def snapshots(kind: str, rows: Sequence[Any]) -> dict[str, Made]:
    """All that rows say, with what a file left on them, as JSON by identifier."""
    if not rows:
        return {}
    held = MODELS[kind]._default_manager.filter(pk__in=[row.pk for row in rows])
    by_uuid = {str(row.uuid): row for row in rows}
    return {
        record.uuid: {
            "record": record.as_json(),
            "digest": by_uuid[record.uuid].digest,
            "source": by_uuid[record.uuid].source,
        }
        for record in records_of(kind, held)
    }


def restore(kind: str, row: Any, was: Made, *, at: datetime) -> None:
    """Put a row back as it was before a file."""
    record = Record.from_json(was["record"])
    judged = Judged(record, Fate.CHANGED, row)
    _write(kind, [], [judged], None, was["source"], at)
    row.digest = was["digest"]
    row.save(update_fields=["digest"])


def _write(
    kind: str,
    new: Sequence[Judged],
    changed: Sequence[Judged],
    site: Site | None,
    source: str,
    at: datetime,
) -> list[Any]:
    model: Any = MODELS[kind]
    owners = _owners(kind, [*new, *changed])
    made = []
    for one in new:
        row = model(uuid=uuid.UUID(one.record.uuid))
        if kind == "organization":
            row.site = site
        _fill(row, one.record, owners, source, at)
        made.append(row)
    model.objects.bulk_create(made, batch_size=AT_ONCE)
    for one in changed:
        _fill(one.row, one.record, owners, source, at)
        one.row.version += 1
        one.row.save()
    rows = [*made, *(one.row for one in changed)]
    if changed:
        _clear_parts(kind, [one.row for one in changed], [one.record for one in changed])
    _add_parts(kind, list(zip(rows, [one.record for one in (*new, *changed)], strict=True)))
    return rows


def _owners(kind: str, judged: Iterable[Judged]) -> dict[tuple[str, str], Any]:
    """The rows that records belong to, by the column that names them and the identifier."""
    found: dict[tuple[str, str], Any] = {}
    for link in LINKED[kind]:
        ids = {one.record.links[link] for one in judged if link in one.record.links}
        for key, row in rows_by_uuid(link.removesuffix("_id"), ids).items():
            found[link, key] = row
    return found


def _fill(
    row: Any, record: Record, owners: dict[tuple[str, str], Any], source: str, at: datetime
) -> None:
    for link, name in LINKED[record.kind].items():
        setattr(row, name, owners[link, record.links[link]])
    row.modified_at = at
    _fill_fields(row, record)
    kept = {**record.kept, "rows": dict(record.kept.get("rows", {}))}
    if record.kind == "organization":
        row.legal_ids = kept["rows"].pop("organization_identifier", [])
    if not kept["rows"]:
        del kept["rows"]
    row.kept = kept
    row.source, row.source_id = source, record.source_id
    row.digest, row.edited_here = record.digest, False
    if record.kind == "service":
        row.search_text = search_text(row, row.provider, [c.get("name", "") for c in record.codes])


def _fill_fields(row: Any, record: Record) -> None:
    checked = row.last_checked_on
    for column, name in FIELDS[record.kind].items():
        text = record.fields.get(column)
        if text is not None:
            value = value_of(record.kind, column, text)
            setattr(
                row, name, value[: longest(type(row), name)] if isinstance(value, str) else value
            )
        elif name != "modified_at":
            setattr(row, name, row._meta.get_field(name).get_default())
    if checked and (row.last_checked_on is None or row.last_checked_on < checked):
        row.last_checked_on = checked  # somebody here looked later than they did


def _clear_parts(kind: str, rows: Sequence[Any], records: Sequence[Record]) -> None:
    """Parts go and come anew under the same identifiers; free places told here later stay."""
    ids = [row.pk for row in rows]
    for table in PARTS[kind]:
        model: Any = PART_MODELS[table].model
        gone = model.objects.filter(**{f"{OWNER[kind]}__in": ids})
        if table == "service_capacity":
            gone = gone.exclude(pk__in=_told_later(rows, records))
        gone.delete()
    if kind == "service":
        ServiceNeed.objects.filter(service__in=ids).delete()
        ServiceCode.objects.filter(service__in=ids).delete()


def _told_later(rows: Sequence[Any], records: Sequence[Record]) -> list[int]:
    said = {
        part["id"]: part["updated"]
        for record in records
        for part in record.parts.get("service_capacity", [])
        if "updated" in part
    }
    ours = Capacity.objects.filter(service__in=[row.pk for row in rows], updated_by__isnull=False)
    return [
        one.pk
        for one in ours
        if str(one.uuid) in said and one.updated_at > datetime.fromisoformat(said[str(one.uuid)])
    ]


def _add_parts(kind: str, pairs: Sequence[tuple[Any, Record]]) -> None:
    for table in PARTS[kind]:
        model: Any = PART_MODELS[table].model
        parts = [(row, part) for row, record in pairs for part in record.parts.get(table, [])]
        parts = [pair for pair in parts if _is_whole(table, pair[1])]
        if not parts:
            continue
        ids = [part["id"] for _row, part in parts]
        stay = set()
        for at in range(0, len(ids), AT_ONCE):
            there = model.objects.filter(uuid__in=ids[at : at + AT_ONCE])
            if table == "service_capacity":
                stay |= {str(key) for key in there.values_list("uuid", flat=True)}
            else:
                there.delete()  # a part that moved to another owner
        made = [_part(table, kind, row, part) for row, part in parts if part["id"] not in stay]
        model.objects.bulk_create(made, batch_size=AT_ONCE)
        if table == "phone":
            _add_spoken(made, [part for _row, part in parts])
    if kind == "service":
        _add_terms(pairs)


def _is_whole(table: str, part: Row) -> bool:
    """What a row of ours cannot be without."""
    if table == "service_capacity":
        return "available" in part and "updated" in part
    return True


def _part(table: str, kind: str, row: Any, part: Row) -> Any:
    shape = PART_MODELS[table]
    made: Any = shape.model(uuid=uuid.UUID(part["id"]), **{OWNER[kind]: row})
    for column, name in shape.fields.items():
        if column in part:
            value = value_of(table, column, part[column])
            setattr(
                made, name, value[: longest(type(made), name)] if isinstance(value, str) else value
            )
    if table == "service_capacity" and made.maximum is not None:
        made.maximum = max(made.maximum, made.available)
    return made


def _add_spoken(phones: Sequence[Any], parts: Sequence[Row]) -> None:
    by_uuid = {str(phone.uuid): phone for phone in phones}
    made = [
        Language(
            uuid=uuid.UUID(said["id"]),
            phone=by_uuid[part["id"]],
            code=said.get("code", ""),
            name=said.get("name", "")[:255],
            note=said.get("note", ""),
        )
        for part in parts
        for said in json.loads(part.get("languages", "[]"))
    ]
    Language.objects.filter(uuid__in=[one.uuid for one in made[:AT_ONCE]]).delete()
    Language.objects.bulk_create(made, batch_size=AT_ONCE)


def _add_terms(pairs: Sequence[tuple[Any, Record]]) -> None:
    needs = [
        ServiceNeed(service=row, need=Need(need)) for row, record in pairs for need in record.needs
    ]
    ServiceNeed.objects.bulk_create(needs, batch_size=AT_ONCE)
    codes = [
        ServiceCode(
            service=row,
            uuid=uuid.UUID(said["id"]),
            vocabulary=said.get("vocabulary", ""),
            code=said.get("code", ""),
            name=said.get("name", ""),
        )
        for row, record in pairs
        for said in record.codes
    ]
    ServiceCode.objects.bulk_create(codes, batch_size=AT_ONCE)

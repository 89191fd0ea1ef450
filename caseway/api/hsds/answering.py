"""Rows of the published directory as the objects of the standard, for one page at a time."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from caseway.api.hsds.asking import Question
from caseway.exchange.hsds.nested import Nesting
from caseway.exchange.hsds.records import Record
from caseway.exchange.hsds.stored import records_of
from caseway.exchange.hsds.tables import Row
from caseway.exchange.hsds.values import moment_text
from caseway.exchange.hsds.writing import tables_of, taxonomy_row, term_row
from caseway.network.models import (
    Place,
    PlaceAddress,
    Provider,
    Service,
    ServiceAtPlace,
    ServiceNeed,
)
from caseway.network.needs import TAXONOMY, Need, plain, term_id
from caseway.network.points import point_of, zip_points
from caseway.rules.directory import Point, miles_between

METERS_PER_MILE = 1609.344
Said = dict[str, Any]


def services(asked: Question) -> "QuerySet[Service]":
    """Published services that fit, by identifier."""
    rows: QuerySet[Service] = Service.objects.published()
    for word in plain(asked.search).split():
        rows = rows.filter(search_text__contains=word)
    if asked.organization:
        rows = rows.filter(provider__uuid=asked.organization)
    if asked.modified_after:
        rows = rows.filter(modified_at__gte=asked.modified_after)
    rows = _about(rows, asked)
    return rows.order_by("uuid") if not asked.nothing else rows.none()


def _about(rows: "QuerySet[Service]", asked: Question) -> "QuerySet[Service]":
    """Those that answer a need: of one term, or of our own taxonomy at all."""
    if asked.term:
        need = next((need for need in Need if term_id(need) == asked.term), "")
        rows = rows.filter(Exists(ServiceNeed.objects.filter(service=OuterRef("pk"), need=need)))
    if asked.taxonomy == TAXONOMY:
        rows = rows.filter(Exists(ServiceNeed.objects.filter(service=OuterRef("pk"))))
    return rows.none() if asked.taxonomy not in (None, TAXONOMY) else rows


def organizations(asked: Question) -> "QuerySet[Provider]":
    rows: QuerySet[Provider] = Provider.objects.published()
    if asked.search:
        for word in asked.search.split():
            rows = rows.filter(name__icontains=word)
    if asked.term or asked.taxonomy:
        fitting = _about(Service.objects.published(), asked)
        rows = rows.filter(Exists(fitting.filter(provider=OuterRef("pk"))))
    return rows.order_by("uuid") if not asked.nothing else rows.none()


def at_locations(asked: Question) -> "QuerySet[ServiceAtPlace]":
    rows: QuerySet[ServiceAtPlace] = _links()
    if asked.search or asked.term or asked.taxonomy or asked.organization:
        rows = rows.filter(service__in=services(_without_moment(asked)).order_by())
    if asked.modified_after:
        rows = rows.filter(modified_at__gte=asked.modified_after)
    if asked.postcode:
        rows = rows.filter(place__in=_near(asked))
    return rows.order_by("uuid") if not asked.nothing else rows.none()


def _without_moment(asked: Question) -> Question:
    return Question(
        search=asked.search,
        term=asked.term,
        taxonomy=asked.taxonomy,
        organization=asked.organization,
    )


def _links() -> Any:
    """Services at places where both and the link itself are published."""
    return ServiceAtPlace.objects.published().filter(is_published=True, is_confidential=False)


def _near(asked: Question) -> Collection[int]:
    """Published places in a ZIP code, or within so many meters of its middle."""
    places = Place.objects.published()
    there = PlaceAddress.objects.filter(place__in=places)
    if asked.meters is None:
        inside = there.filter(postal_code__startswith=asked.postcode)
        return list(inside.values_list("place_id", flat=True))
    origin = point_of(asked.postcode)
    if origin is None:
        return []
    rows = places.order_by().values_list("pk", "latitude", "longitude")
    points = {pk: Point(north, east) for pk, north, east in rows if north is not None}
    for pk, code in there.order_by("-pk").values_list("place_id", "postal_code"):
        if pk not in points and (known := zip_points().get(code[:5])):
            points[pk] = known
    most = asked.meters / METERS_PER_MILE
    return [pk for pk, point in points.items() if miles_between(origin, point) <= most]


def minimal(rows: Sequence[Service]) -> list[Said]:
    """Only which they are and when they changed; the name and state are what the schema needs."""
    return [
        {
            "id": str(row.uuid),
            "name": row.name,
            "status": row.status,
            "last_modified": moment_text(row.modified_at),
        }
        for row in rows
    ]


def said_of_services(rows: Sequence[Service], *, full: bool) -> list[Said]:
    """Services with their organization; in full with everything that belongs to them."""
    ids = [row.pk for row in rows]
    own = records_of("service", Service.objects.filter(pk__in=ids))
    owners = records_of("organization", Provider.objects.filter(services__in=ids).distinct())
    if not full:
        return [_basic(record, "organization", _by_id(owners)) for record in own]
    links = _links().filter(service__in=ids)
    places = records_of("location", Place.objects.filter(at_services__in=links).distinct())
    tables = tables_of([*own, *_alone(owners), *records_of("service_at_location", links), *places])
    nesting = Nesting(tables)
    return [nesting.one("service", row) for row in tables.get("service", [])]


def said_of_organizations(
    rows: Sequence[Provider], *, full: bool, full_service: bool = False
) -> list[Said]:
    """Organizations; in full with their places and services."""
    ids = [row.pk for row in rows]
    own = records_of("organization", Provider.objects.filter(pk__in=ids))
    if not full and not full_service:
        return [_basic(record, "", {}) for record in own]
    of_theirs = Service.objects.published().filter(provider__in=ids)
    services = records_of("service", of_theirs)
    if not full_service:
        services = [_named_only(record) for record in services]
    places = records_of("location", Place.objects.published().filter(provider__in=ids))
    links = records_of("service_at_location", _links().filter(service__in=of_theirs))
    tables = tables_of([*own, *services, *places, *(links if full_service else [])])
    nesting = Nesting(tables)
    return [nesting.one("organization", row) for row in tables.get("organization", [])]


def said_of_links(rows: Sequence[ServiceAtPlace], *, full: bool) -> list[Said]:
    """Services at places, with the place and the service."""
    ids = [row.pk for row in rows]
    own = records_of("service_at_location", ServiceAtPlace.objects.filter(pk__in=ids))
    places = records_of("location", Place.objects.filter(at_services__in=ids).distinct())
    services = records_of("service", Service.objects.filter(at_places__in=ids).distinct())
    if full:
        tables = tables_of([*own, *places, *services])
        nesting = Nesting(tables)
        return [
            nesting.one("service_at_location", row) for row in tables.get("service_at_location", [])
        ]
    where, what = _by_id(places), _by_id(services)
    found = []
    for record in own:
        said = _basic(record, "", {})
        said["location"] = _object("location", where[record.links["location_id"]])
        said["service"] = _object("service", what[record.links["service_id"]])
        found.append(said)
    return found


def _by_id(records: Sequence[Record]) -> dict[str, Record]:
    return {record.uuid: record for record in records}


def _alone(records: Sequence[Record]) -> list[Record]:
    return [Record("organization", one.uuid, fields=one.fields) for one in records]


def _named_only(record: Record) -> Record:
    names = (name for name in ("name", "status") if name in record.fields)
    fields: Row = {name: record.fields[name] for name in names}
    return Record("service", record.uuid, fields=fields, links=record.links)


def _object(kind: str, record: Record) -> Said:
    """One row alone as an object."""
    alone = Record(kind, record.uuid, fields=record.fields, links=record.links)
    rows: list[Row] = tables_of([alone])[kind]
    return Nesting({}).one(kind, rows[0])


def _basic(record: Record, around: str, known: dict[str, Record]) -> Said:
    said = _object(record.kind, record)
    if around:
        said[around] = _object(around, known[record.links[f"{around}_id"]])
    return said


def taxonomies(asked: Question) -> list[Said]:
    """Our own vocabulary; nobody else's is published."""
    row = taxonomy_row()
    fits = plain(asked.search) in plain(row["name"])
    return [dict(row)] if fits and not asked.nothing else []


def terms(asked: Question) -> list[Said]:
    """The needs, by identifier. None of them has another above it."""
    rows = sorted((term_row(need) for need in Need), key=lambda row: row["id"])
    if asked.nothing or asked.parent or asked.taxonomy not in (None, TAXONOMY):
        return []
    return [dict(row) for row in rows if plain(asked.search) in plain(row["name"])]


def known(text: str) -> uuid.UUID | None:
    """The identifier in an address, if it is one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

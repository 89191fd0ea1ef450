"""Which field of ours holds which column of the standard, and how its text becomes a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models

from caseway.exchange.hsds.tables import TABLES, Row
from caseway.exchange.hsds.values import moment_text
from caseway.network.models import (
    Accessibility,
    Capacity,
    Language,
    Phone,
    Place,
    PlaceAddress,
    Provider,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtPlace,
)


def _same(words: str, **others: str) -> dict[str, str]:
    return {name: name for name in words.split()} | others


# HSDS column -> field, by kind of record.
MODELS: dict[str, type[models.Model]] = {
    "organization": Provider,
    "location": Place,
    "service": Service,
    "service_at_location": ServiceAtPlace,
}
FIELDS: dict[str, dict[str, str]] = {
    "organization": _same(
        "name alternate_name description website tax_id tax_status legal_status year_incorporated",
        email="public_email",
    ),
    "location": _same(
        "name alternate_name description transportation url latitude longitude "
        "external_identifier external_identifier_type",
        location_type="kind",
    ),
    "service": _same(
        "name alternate_name description url email status interpretation_services "
        "application_process fees_description wait_time accreditations licenses "
        "eligibility_description minimum_age maximum_age alert",
        assured_date="last_checked_on",
        assurer_email="checked_by_email",
        last_modified="modified_at",
    ),
    "service_at_location": _same("description"),
}
OWNER: dict[str, str] = {
    "organization": "provider",
    "location": "place",
    "service": "service",
    "service_at_location": "at_place",
}
LINKED: dict[str, dict[str, str]] = {
    "organization": {},
    "location": {"organization_id": "provider"},
    "service": {"organization_id": "provider"},
    "service_at_location": {"service_id": "service", "location_id": "place"},
}


@dataclass(frozen=True)
class PartShape:
    model: type[models.Model]
    fields: Mapping[str, str]


PART_MODELS: dict[str, PartShape] = {
    "phone": PartShape(Phone, _same("number extension description", type="kind")),
    "language": PartShape(Language, _same("code name note")),
    "schedule": PartShape(
        Schedule,
        _same(
            "valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno "
            "bymonthday byyearday description opens_at closes_at schedule_link attending_type notes"
        ),
    ),
    "service_area": PartShape(ServiceArea, _same("name description extent extent_type uri")),
    "accessibility": PartShape(Accessibility, _same("description details url")),
    "address": PartShape(
        PlaceAddress,
        _same(
            "attention address_1 address_2 city region state_province postal_code country",
            address_type="kind",
        ),
    ),
    "service_capacity": PartShape(
        Capacity,
        _same("unit available maximum description", unit_id="unit_uuid", updated="updated_at"),
    ),
}


def value_of(table: str, column: str, text: str) -> Any:
    """What a field holds for a text in the standard's form."""
    kind = TABLES[table].columns.get(column, "text")
    if kind == "integer":
        return int(text)
    if kind == "number":
        number = float(text)
        return int(number) if column in ("minimum_age", "maximum_age") else number
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind == "datetime":
        return datetime.fromisoformat(text)
    return text


def longest(model: type[models.Model], name: str) -> int | None:
    """How many characters a field holds; None for any number."""
    field = model._meta.get_field(name)
    return field.max_length if isinstance(field, models.CharField) else None


def text_of(table: str, column: str, value: Any) -> str:
    """The standard's form of what a field holds; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def row_of(table: str, fields: Mapping[str, str], held: Any) -> Row:
    """The columns of a row of ours that say something."""
    said = {column: text_of(table, column, getattr(held, name)) for column, name in fields.items()}
    return {column: text for column, text in said.items() if text}

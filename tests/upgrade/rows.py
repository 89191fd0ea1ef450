"""Rows as JSON, and back: how a release's data are kept for the tests of later ones."""

import base64
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.duration import duration_string


def written(value):
    """A column's value as JSON."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, timedelta):
        return duration_string(value)
    return str(value) if isinstance(value, UUID | Decimal) else value


def read(field, value):
    """The value that `written` wrote, as the column takes it."""
    if value is None or field.get_internal_type() == "JSONField":
        return value
    return field.to_python(value)


def columns(model):
    """The columns of a table, by the names that values_list takes."""
    return [field.attname for field in model._meta.concrete_fields]


def fill(apps, kept):
    """Write the rows of a release through the models as they were then."""
    for label, rows in kept.items():
        model = apps.get_model(label)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        model._base_manager.bulk_create(
            [
                model(**{name: read(fields[name], value) for name, value in row.items()})
                for row in rows
            ]
        )

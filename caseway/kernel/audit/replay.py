"""Rebuild a row from what the audit recorded of it."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from caseway.kernel.models.audit import AuditEntry

_ROW_ACTIONS = ("insert", "update", "delete")


def rebuilt(model: type[models.Model], pk: object) -> dict[str, Any] | None:
    """The row's values by field name, as the audit has them; None when it is gone.

    Withheld columns hold "(withheld)". Rows loaded while the audit was
    suspended have no beginning and give what was changed since.
    """
    columns: dict[str, Any] | None = None
    history = AuditEntry.objects.filter(
        table=model._meta.db_table, row=str(pk), action__in=_ROW_ACTIONS
    ).order_by("id")
    for action, after in history.values_list("action", "after"):
        columns = None if action == "delete" else {**(columns or {}), **(after or {})}
    if columns is None:
        return None
    return {
        field.attname: value_of(field, columns[field.column])
        for field in model._meta.concrete_fields
        if field.column in columns
    }


def value_of(field: "models.Field[Any, Any]", recorded: Any) -> Any:
    """What `recorded`, a value of `before` or `after`, was in Python."""
    if recorded == "(withheld)" or isinstance(field, models.JSONField):
        return recorded
    value = field.to_python(recorded)
    # SQLite writes instants in UTC without saying so.
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value

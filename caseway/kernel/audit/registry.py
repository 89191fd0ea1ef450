"""Which tables are audited: all of them, unless the model says `audited = False`."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from caseway.kernel.models.sealing import BlindIndexField, SealedField
from caseway.kernel.personal import FieldClass, field_classes, own_models


@dataclass(frozen=True)
class AuditedTable:
    """A table as its triggers see it: columns with how SQLite must write each as JSON."""

    table: str
    key: str
    columns: tuple[tuple[str, str], ...]  # (column, "plain" | "boolean" | "json")
    withheld: frozenset[str]  # columns whose change is noted and whose value is not


def audited_models() -> list[type[models.Model]]:
    """Models whose tables have audit triggers, by table name."""
    chosen = [model for model in own_models() if getattr(model, "audited", True)]
    return sorted(chosen, key=lambda model: model._meta.db_table)


def append_only_models() -> list[type[models.Model]]:
    """Models whose rows the database refuses to change or delete."""
    chosen = [model for model in own_models() if getattr(model, "append_only", False)]
    return sorted(chosen, key=lambda model: model._meta.db_table)


def described(model: type[models.Model]) -> AuditedTable:
    """What the triggers of `model` need to know.

    Withheld are files, and identifiers that stand in the table unsealed: the
    audit is kept longer than anything else and must not be where they leak.
    """
    meta = model._meta
    fields = meta.concrete_fields  # those that have a column
    return AuditedTable(
        table=meta.db_table,
        key=str(meta.pk.column),
        columns=tuple((str(field.column), _how(field)) for field in fields),
        withheld=frozenset(str(field.column) for field in fields if _withheld(model, field)),
    )


def _withheld(model: type[models.Model], field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, (SealedField, BlindIndexField)):
        return False
    identifier = field_classes(model).get(field.name) is FieldClass.IDENTIFIER
    return identifier or isinstance(field, models.BinaryField)


def _how(field: "models.Field[Any, Any]") -> str:
    if isinstance(field, models.BooleanField):
        return "boolean"
    return "json" if isinstance(field, models.JSONField) else "plain"

"""What the audit has on a row, a case or a person, for those who may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from caseway.kernel.audit.replay import value_of
from caseway.kernel.models.audit import SYSTEM, AccessEvent, AuditEntry
from caseway.kernel.models.users import User
from caseway.kernel.personal import FieldClass, field_classes, own_models


@dataclass(frozen=True)
class Change:
    """One field of one entry. Who may see `before` and `after` follows from `field_class`."""

    name: str
    label: str
    field_class: FieldClass
    before: Any
    after: Any


def history_of(rows: Iterable[models.Model]) -> QuerySet[AuditEntry]:
    """The entries on these rows, newest first."""
    by_table: dict[str, list[str]] = {}
    for row in rows:
        by_table.setdefault(row._meta.db_table, []).append(str(row.pk))
    wanted = Q(pk__in=[])
    for table, keys in by_table.items():
        wanted |= Q(table=table, row__in=keys)
    return AuditEntry.objects.filter(wanted).order_by("-id")


def entries_by(user: User | None) -> QuerySet[AuditEntry]:
    """What this person changed, newest first; None for what the system did by itself."""
    actor = SYSTEM if user is None else str(user.pk)
    return AuditEntry.objects.filter(actor=actor).order_by("-id")


def looks_at_case(case_id: int) -> QuerySet[AccessEvent]:
    """Who looked at this case, newest first."""
    return AccessEvent.objects.filter(case_id=case_id).order_by("-id")


def looks_by(user: User) -> QuerySet[AccessEvent]:
    """What this person looked at, newest first."""
    return AccessEvent.objects.filter(user_id=user.pk).order_by("-id")


def model_of(table: str) -> type[models.Model] | None:
    """The model kept in `table`; None when there is no longer one."""
    return next((model for model in own_models() if model._meta.db_table == table), None)


def changes(entry: AuditEntry) -> list[Change]:
    """What the entry changed, in the model's order, with values as Python has them.

    Columns that the model no longer has come last, classed as personal: nobody
    can say any more what they held.
    """
    before, after = entry.before or {}, entry.after or {}
    model = model_of(entry.table)
    found = [] if model is None else _known(model, before, after)
    known = {column for column, _ in found}
    rest = sorted((set(before) | set(after)) - known)
    unknown = [
        Change(name, name, FieldClass.PERSONAL, before.get(name), after.get(name)) for name in rest
    ]
    return [change for _, change in found] + unknown


def _known(
    model: type[models.Model], before: dict[str, Any], after: dict[str, Any]
) -> list[tuple[str, Change]]:
    classes = field_classes(model)
    return [
        (
            str(field.column),
            Change(
                name=field.name,
                label=str(field.verbose_name),
                field_class=classes.get(field.name, FieldClass.PERSONAL),
                before=value_of(field, before.get(field.column)),
                after=value_of(field, after.get(field.column)),
            ),
        )
        for field in model._meta.concrete_fields
        if field.column in before or field.column in after
    ]

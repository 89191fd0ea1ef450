"""Move sealed values and blind indexes to the current keys, while the product serves."""

from collections.abc import Callable, Iterable

from django.db import models
from django.db.models import Q

from caseway.kernel.audit.actor import acting_as
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import own_models
from caseway.kernel.sealed import FORMAT, index_prefix, sealed_prefix

CHUNK = 200  # rows sealed in one transaction: far below a second of writing


def sealed_models() -> list[type[Sealed]]:
    """Every model with sealed columns."""
    return [model for model in own_models() if issubclass(model, Sealed)]


def sealed_columns(model: type[models.Model]) -> list[SealedField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def rotate(
    found: Iterable[type[Sealed]] | None = None,
    *,
    chunk: int = CHUNK,
    progress: Callable[[str, int], None] = lambda _table, _rows: None,
) -> int:
    """Seal again every value that is not under the current keys. Returns the rows changed.

    Commits each chunk. Stopped at any point, the next run goes on from there,
    because what is left is exactly what does not carry the current prefix. A
    row that someone edits meanwhile is left alone and found again on the next
    pass. Raises Unreadable at the first value that does not open.
    """
    total = 0
    for model in sealed_models() if found is None else found:
        for field in sealed_columns(model):
            while changed := _rotate_chunk(model, field, chunk):
                total += changed
                progress(model._meta.db_table, total)
    return total


def waiting(model: type[Sealed], field: SealedField) -> Q:
    """The condition that a row's value of `field` is not yet under the current keys."""
    behind = ~Q(**{f"{field.name}__startswith": sealed_prefix()})
    if field.index:
        behind |= ~Q(**{f"{field.index}__startswith": index_prefix()})
        behind |= Q(**{field.index: None})
    return Q(**{f"{field.name}__isnull": False}) & behind


def values_under(key_id: str) -> int:
    """How many stored values still need `key_id`, to be read or to be found."""
    total = 0
    for model in sealed_models():
        for field in sealed_columns(model):
            needs = Q(**{f"{field.name}__startswith": f"{FORMAT}.{key_id}."})
            if field.index:
                needs |= Q(**{f"{field.index}__startswith": f"{key_id}."})
            total += model._base_manager.filter(needs).count()
    return total


def _rotate_chunk(model: type[Sealed], field: SealedField, chunk: int) -> int:
    with acting_as(None, reason="key rotation"):
        rows = list(model._base_manager.filter(waiting(model, field)).order_by("pk")[:chunk])
        for row in rows:
            _reseal(model, field, row)
    return len(rows)


def _reseal(model: type[Sealed], field: SealedField, row: Sealed) -> None:
    before = getattr(row, field.name)
    row.seal(field.name, row.unseal(field.name))
    changes = {field.name: getattr(row, field.name)}
    if field.index:
        changes[field.index] = getattr(row, field.index)
    # Only if nobody has written the value since it was read.
    model._base_manager.filter(pk=row.pk, **{field.name: before}).update(**changes)

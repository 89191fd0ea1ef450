"""Chain what is only added to, so that a row changed behind the triggers shows.

Each seal holds the digest of a run of rows and of the seal before it. Whoever
keeps the newest digest elsewhere can prove later that nothing under it changed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, models, transaction

from caseway.kernel.models.audit import AccessEvent, AuditEntry, AuditSeal, Disclosure

STREAMS: tuple[type[models.Model], ...] = (AuditEntry, AccessEvent, Disclosure)
ROWS_A_SEAL = 10_000
START = "0" * 64


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    stream: str
    number: int
    why: str

    def __str__(self) -> str:
        return f"{self.stream} seal {self.number}: {self.why}"


def chain_audit(*, at: datetime, rows_a_seal: int = ROWS_A_SEAL) -> int:
    """Seal every finished row that no seal covers yet. Returns the number of new seals."""
    return sum(1 for model in STREAMS for _ in _new_seals(model, at, rows_a_seal))


def head() -> list[AuditSeal]:
    """The newest seal of each stream, to be kept in another system."""
    newest = (
        AuditSeal.objects.filter(stream=model._meta.db_table).order_by("-number").first()
        for model in STREAMS
    )
    return [seal for seal in newest if seal is not None]


def verify() -> list[Break]:
    """Recompute every seal. An empty list means that nothing sealed has changed."""
    return [found for model in STREAMS for found in _verify_stream(model)]


def _new_seals(model: type[models.Model], at: datetime, size: int) -> Iterator[AuditSeal]:
    horizon = _horizon(model)
    while True:
        with transaction.atomic():
            seal = _next_seal(model, horizon, at, size)
        if seal is None:
            return
        yield seal


def _horizon(model: type[models.Model]) -> int:
    """The highest id below which no transaction can still add a row.

    PostgreSQL hands out ids before commit. The table lock waits, briefly, for
    the writers there are; at that moment every id up to the highest is settled.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE MODE')
        return model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0


def _next_seal(
    model: type[models.Model], horizon: int, at: datetime, size: int
) -> AuditSeal | None:
    stream = model._meta.db_table
    newest = AuditSeal.objects.filter(stream=stream).order_by("-number").first()
    first = newest.last + 1 if newest else 1
    ids = list(
        model._base_manager.filter(pk__gte=first, pk__lte=horizon)
        .order_by("pk")
        .values_list("pk", flat=True)[:size]
    )
    if not ids:
        return None
    rows, digest = _digest(model, first, ids[-1], newest.digest if newest else START)
    return AuditSeal.objects.create(
        at=at,
        stream=stream,
        number=newest.number + 1 if newest else 1,
        first=first,
        last=ids[-1],
        rows=rows,
        digest=digest,
    )


def _verify_stream(model: type[models.Model]) -> Iterator[Break]:
    stream, before, expected, number = model._meta.db_table, START, 1, 1
    for seal in AuditSeal.objects.filter(stream=stream).order_by("number").iterator():
        if (seal.number, seal.first) != (number, expected):
            yield Break(stream, seal.number, "a seal before it is missing")
        rows, digest = _digest(model, seal.first, seal.last, before)
        if rows != seal.rows:
            yield Break(stream, seal.number, f"{seal.rows} rows were sealed and {rows} are there")
        elif digest != seal.digest:
            yield Break(stream, seal.number, "a row under it was changed")
        before, expected, number = seal.digest, seal.last + 1, seal.number + 1


def _digest(model: type[models.Model], first: int, last: int, before: str) -> tuple[int, str]:
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.filter(pk__gte=first, pk__lte=last).order_by("pk")
    running, count = sha256(before.encode()), 0
    for values in rows.values_list(*names).iterator(chunk_size=2000):
        line = json.dumps(values, sort_keys=True, separators=(",", ":"), default=_plain)
        running.update(line.encode() + b"\n")
        count += 1
    return count, running.hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no place in an audit row")

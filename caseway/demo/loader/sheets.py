"""Tables filled in bulk: plain rows with ids given out beforehand.

Model instances and `bulk_create` cost three to five times as much a row, and
100,000 cases are over four million rows. Every constraint of the database holds.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

Row = tuple[Any, ...]


class Sheet:
    """The rows still to be written to one table. `first_id` is for the first of them."""

    def __init__(self, model: type[models.Model], first_id: int) -> None:
        self.model = model
        self._defaults = {field.attname: _default_of(field) for field in _fields(model)}
        self._next = first_id
        self.rows: list[Row] = []

    def add(self, **values: Any) -> int:
        """Put a row down and return its id. Columns are named as `site_id`, `name`."""
        row = self._defaults | values
        if len(row) != len(self._defaults):
            unknown = sorted(set(values) - set(self._defaults))
            raise TypeError(f"{self.model._meta.label} has no {', '.join(unknown)}.")
        given, self._next = self._next, self._next + 1
        self.rows.append((given, *row.values()))
        return given

    def take(self) -> list[Row]:
        """What was put down since the last time."""
        taken, self.rows = self.rows, []
        return taken


class Sheets:
    """One sheet per table. Putting rows down and taking them away needs no database."""

    def __init__(self, order: Sequence[type[models.Model]], first_ids: Sequence[int]) -> None:
        ids = zip(order, first_ids, strict=True)
        self._sheets = {model: Sheet(model, first_id) for model, first_id in ids}

    def __getitem__(self, model: type[models.Model]) -> Sheet:
        return self._sheets[model]

    @property
    def waiting(self) -> int:
        return sum(len(sheet.rows) for sheet in self._sheets.values())

    def take(self) -> list[list[Row]]:
        """What was put down since the last time, one list for each table, in their order."""
        return [sheet.take() for sheet in self._sheets.values()]


class Writer:
    """Writes rows to tables, in the order they were named: parents before children."""

    def __init__(self, order: Sequence[type[models.Model]]) -> None:
        self._tables = [_Table(model) for model in order]
        self.written = 0

    def write(self, rows: Sequence[list[Row]]) -> None:
        """Write the rows of each table."""
        for table, some in zip(self._tables, rows, strict=True):
            if some:
                table.insert(some)
                self.written += len(some)

    def close(self) -> None:
        """Let the database give out ids above ours from now on."""
        restart = [table.model for table in self._tables]
        statements = connection.ops.sequence_reset_sql(no_style(), restart)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


class _Table:
    """Where rows go, and what becomes of their values on the way."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        fields = _fields(model)
        pk = model._meta.pk
        self._columns = [pk.attname, *(field.attname for field in fields)]
        self._changes = [
            (place, stored)
            for place, field in enumerate(fields, start=1)
            if (stored := stored_form(field))
        ]

    def insert(self, rows: list[Row]) -> None:
        _insert(self.model._meta.db_table, self._columns, self._prepared(rows))

    def _prepared(self, rows: list[Row]) -> list[Row]:
        """The rows as the database wants them. By columns, which is thrice as fast as by rows."""
        if not self._changes:
            return rows
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, stored in self._changes:
            columns[place] = [None if value is None else stored(value) for value in columns[place]]
        return list(zip(*columns, strict=True))


def next_ids(order: Sequence[type[models.Model]]) -> list[int]:
    """The id after the last one in use, for each table."""
    last = [model._base_manager.aggregate(last=models.Max("pk"))["last"] for model in order]
    return [(one or 0) + 1 for one in last]


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def check_keys_now() -> None:
    """On PostgreSQL, check foreign keys as rows arrive: a deferred check waits in memory."""
    if connection.vendor == "postgresql" and transaction.get_connection().in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def stored_form(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How the database wants the field's values, where that differs from Python's.

    The same as the field's own preparation gives, at a tenth of its time.
    """
    if connection.vendor == "postgresql":
        return None  # the driver takes dates, instants and UUIDs as they are
    # An instant is also a day to Django: the narrower kind comes first.
    for kind, stored in _STORED_IN_SQLITE:
        if isinstance(field, kind):
            return stored
    return None


@lru_cache(maxsize=50_000)  # many rows of a day are written down at one hour
def _instant(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


_STORED_IN_SQLITE: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (models.DateTimeField, _instant),
    (models.DateField, date.isoformat),
    (models.TimeField, str),
    (models.UUIDField, lambda value: value.hex),
)


def _insert(table: str, columns: list[str], rows: list[Row]) -> None:
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {name} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {name} ({quoted}) VALUES ({marks})"  # noqa: S608 - names are ours
            cursor.executemany(statement, rows)


def _default_of(field: "models.Field[Any, Any]") -> Any:
    if not field.has_default():
        return "" if isinstance(field, models.CharField | models.TextField) else None
    return None if callable(field.default) else field.default

"""Queries that are put together once and asked often.

Putting a query together costs Python many times what the database needs to
answer it, and a page asks the same dozen at every visit. A `Prepared` query
keeps its SQL. What differs from one asking to the next stands in it as
`Asked("name")`, and a list of ids as `OneOf("column", "name")`: neither changes
the SQL, whatever is asked.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from django.db import connections, models
from django.db.models import Expression, F, QuerySet
from django.db.models.sql.compiler import SQLCompiler

_DATABASE = "default"


@dataclass(frozen=True)
class _Slot:
    """Where a parameter goes: its name, and how the database takes it."""

    name: str
    adapt: Callable[[Any, Any], Any]


class Asked(Expression):
    """A value that each asking gives anew, of the kind that `field` holds."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(  # type: ignore[override]  # a slot stands where its value comes to stand
        self, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, list[_Slot]]:
        field = self.output_field
        return "%s", [_Slot(self.name, lambda value, db: field.get_db_prep_value(value, db))]


class OneOf(Expression):
    """Whether a column holds one of the values asked for, as one parameter however many they are.

    Ids, unless `kind` says "text". An index on the column serves both ways of writing it.
    """

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, column: str, name: str, kind: Literal["bigint", "text"] = "bigint") -> None:
        super().__init__()
        self.column: Any = F(column)
        self.name = name
        self.kind = kind

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.column,) = exprs

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.column)
        slot = _Slot(self.name, _as_json)
        # What stands before IN is a column that the compiler quoted.
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, slot]  # noqa: S608

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.column)
        slot = _Slot(self.name, _as_list)
        return f"{column} = ANY(%s::{self.kind}[])", [*params, slot]


@dataclass(frozen=True)
class _Statement:
    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Any, Any], ...]  # (place, functions, expression)


class Prepared:
    """A query of rows of columns: what `build` returns must end in `values_list`."""

    def __init__(self, build: "Callable[[], QuerySet[Any, Any]]") -> None:
        self._build = build
        self._statements: dict[str, _Statement] = {}

    def rows(self, **asked: Any) -> list[Any]:
        """The rows, as `values_list` would give them. One query. KeyError for what is not given."""
        connection = connections[_DATABASE]
        kept = self._statements.get(connection.vendor)
        if kept is None:
            # Two threads may do this at once, and come to the same.
            kept = self._statements[connection.vendor] = self._compile(connection)
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, list(_filled(kept.params, asked, connection)))
            found = cursor.fetchall()
        return _converted(found, kept.converters, connection) if kept.converters else found

    def _compile(self, connection: Any) -> _Statement:
        query = self._build().query
        compiler = query.get_compiler(using=_DATABASE)
        sql, params = compiler.as_sql()
        expressions = [column[0] for column in compiler.select]
        found = compiler.get_converters(expressions)
        converters = tuple((place, *found[place]) for place in sorted(found))
        return _Statement(sql, tuple(params), converters)


class Whole:
    """An object and those that its foreign keys `beside` lead to, out of one row of columns."""

    def __init__(self, model: type[models.Model], *beside: str) -> None:
        leads_to = (model._meta.get_field(name).related_model for name in beside)
        self._models: list[Any] = [model, *leads_to]
        self._beside = beside
        self._names = [[f.attname for f in one._meta.concrete_fields] for one in self._models]
        prefixes = ["", *(f"{name}__" for name in beside)]
        #: What `values_list` is to be asked for.
        self.columns = tuple(
            f"{prefix}{name}"
            for prefix, names in zip(prefixes, self._names, strict=True)
            for name in names
        )

    def made(self, row: Iterable[Any]) -> Any:
        """The object of a row that holds `columns`."""
        values = iter(row)
        made, *beside = (
            model.from_db(_DATABASE, names, list(islice(values, len(names))))
            for model, names in zip(self._models, self._names, strict=True)
        )
        for name, one in zip(self._beside, beside, strict=True):
            setattr(made, name, None if one.pk is None else one)
        return made


def _filled(params: Iterable[Any], asked: Mapping[str, Any], connection: Any) -> "Iterable[Any]":
    # The same list of ids stands in every part of a union: it is written out once.
    made: dict[_Slot, Any] = {}
    for param in params:
        if isinstance(param, _Slot):
            if param not in made:
                made[param] = param.adapt(asked[param.name], connection)
            param = made[param]
        yield param


def _as_json(values: Iterable[Any], _connection: Any) -> str:
    return json.dumps(list(values))


def _as_list(values: Iterable[Any], _connection: Any) -> list[Any]:
    return list(values)


def _converted(
    found: list[Any], converters: tuple[tuple[int, Any, Any], ...], connection: Any
) -> list[Any]:
    rows = [list(row) for row in found]
    for place, functions, expression in converters:
        for convert in functions:
            for row in rows:
                row[place] = convert(row[place], expression, connection)
    return [tuple(row) for row in rows]

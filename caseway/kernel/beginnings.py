"""The rows whose text begins so, found by an index."""

from typing import Any

from django.db.models.lookups import Lookup


class Begins(Lookup[Any]):
    """`.filter(Begins(F("name"), Value(text)))`: begins exactly so; for any case, `Lower` both.

    LIKE says the same, but SQLite reads every row for it.
    """

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        text, given = self.process_rhs(compiler, connection)
        # Up to the last sign there is: SQLite compares text by its code points.
        beyond = f"({text}) || char(1114111)"
        return f"{column} >= ({text}) AND {column} < {beyond}", [*params, *given, *params, *given]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        text, given = self.process_rhs(compiler, connection)
        return f"starts_with({column}, {text})", [*params, *given]

"""Several small questions about the same cases, asked in one trip to the database.

A page needs open tasks, waiting messages, hand-offs and more for the cases it
shows. Each is a `Piece`: rows of one table, told in the same few columns.
`Questions` joins them with UNION ALL, so the number of queries stays one
whatever the number of questions, and each part still uses its own index.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast

from caseway.kernel.prepared import Prepared


class Row(NamedTuple):
    """One row of one piece. Columns that a piece does not fill are empty.

    `case` is the case's id, or whatever id the piece is gathered by (a person's).
    """

    piece: str
    case: int
    id: int
    code: str
    sort: str
    text: str
    name: str
    number: int | None
    person: int | None
    day: date | None
    until: date | None
    moment: datetime | None


@dataclass(frozen=True)
class Piece:
    """`rows` under a name. `case` says where a case's id stands, the rest which columns to fill."""

    name: str
    rows: "models.QuerySet[Any]"
    case: str = "case_id"
    code: str = ""
    sort: str = ""
    text: str = ""
    who: str = ""
    number: str = ""
    person: str = ""
    day: str = ""
    until: str = ""
    moment: str = ""


class Questions:
    """Pieces asked together. What changes from one asking to the next is `Asked` in them."""

    def __init__(self, pieces: Callable[[], Iterable[Piece]]) -> None:
        self._query = Prepared(lambda: _united(pieces()))

    def ask(self, **asked: Any) -> dict[str, dict[int, list[Row]]]:
        """Rows by piece and case, oldest id first. One query."""
        found: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in map(Row._make, self._query.rows(**asked)):
            found[row.piece][row.case].append(row)
        for by_case in found.values():
            for rows in by_case.values():
                rows.sort(key=_by_id)
        return found


_by_id = attrgetter("id")


def _united(pieces: Iterable[Piece]) -> "models.QuerySet[Any]":
    first, *rest = (_columns(piece) for piece in pieces)
    return first.union(*rest, all=True)


def _columns(piece: Piece) -> "models.QuerySet[Any]":
    text, number = models.TextField(), models.BigIntegerField()
    told: models.QuerySet[Any] = (
        piece.rows.order_by()
        .annotate(
            piece_=Cast(Value(piece.name), text),
            case_=F(piece.case),
            id_=F("pk"),
            code_=_column(piece.code, text),
            sort_=_column(piece.sort, text),
            text_=_column(piece.text, text),
            who_=_column(piece.who, text),
            number_=_column(piece.number, number),
            person_=_column(piece.person, number),
            day_=_column(piece.day, models.DateField()),
            until_=_column(piece.until, models.DateField()),
            moment_=_column(piece.moment, models.DateTimeField()),
        )
        .values_list(
            "piece_",
            "case_",
            "id_",
            "code_",
            "sort_",
            "text_",
            "who_",
            "number_",
            "person_",
            "day_",
            "until_",
            "moment_",
        )
    )
    return told


def _column(source: str, kind: "models.Field[Any, Any]") -> Any:
    """The column cast to one type for every part of the union; an empty one when there is none."""
    if isinstance(kind, models.TextField):
        return Cast(F(source) if source else Value(""), kind)
    if not source:
        return Cast(Value(None), kind)
    # Casting a date column would lose its converter on SQLite; the type is already right.
    return F(source) if not isinstance(kind, models.BigIntegerField) else Cast(F(source), kind)

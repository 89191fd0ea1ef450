"""What the hours of a month call for: missing, without proof, not marked, to be proven again."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from caseway.attendance.words import hours_words
from caseway.desk.facts.pieces import Row
from caseway.desk.facts.shapes import Picture
from caseway.rules.caseload.signals import Signal, SignalKind
from caseway.rules.participation.spoken import whole_hours


def hours_signals(picture: Picture) -> Iterator[Signal]:
    """Hours short, done and unproven, days nobody marked, and proof that is due again."""
    for row, day, minutes in _counted(picture.hours_short):
        yield Signal(SignalKind.HOURS_SHORT, day, ref=row.code, amount=whole_hours(minutes))
    for row, day, minutes in _counted(picture.hours_unproven):
        yield Signal(
            SignalKind.HOURS_UNPROVEN,
            day,
            ref=row.code,
            amount=whole_hours(minutes),
            about={"hours": _said(minutes, get_language())},
        )
    for row, day, days in _counted(picture.unmarked):
        yield Signal(SignalKind.UNMARKED, day, ref=row.code, amount=days)
    for row in picture.projections:
        if row.day:
            yield Signal(SignalKind.PROOF_AGAIN, row.day, ref=str(row.id), about={"what": row.text})


def _counted(rows: Iterable[Row]) -> Iterator[tuple[Row, date, int]]:
    """Rows with their day and number, where there is something to count."""
    return ((row, row.day, row.number) for row in rows if row.day and row.number)


@lru_cache(maxsize=4096)
def _said(minutes: int, _language: str | None) -> str:
    """As the page of the case says them. Kept, because a list has a hundred of them."""
    return hours_words(minutes)

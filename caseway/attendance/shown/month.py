"""A person's month as sheets: one for each activity, a line for each week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseway.attendance.queries.grid import Grid, Homework, Row
from caseway.attendance.reading.cells import show_hours
from caseway.attendance.shown.cells import CellShown
from caseway.attendance.shown.grid import RowShown

DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekShown:
    """A line of a sheet: seven cells, None where the week reaches into another month."""

    label: str
    cells: list[CellShown | None]
    total: str
    scheduled: str
    is_over: bool
    homework: list["WeekOfHomework"]


@dataclass(frozen=True, slots=True)
class WeekOfHomework:
    """A thin line below a week: homework of one kind."""

    mark: int
    title: str
    cells: list[CellShown | None]
    total: str


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One activity in the month."""

    row: RowShown
    weeks: list[WeekShown]


def sheets(grid: Grid, rows: Sequence[RowShown]) -> list[SheetShown]:
    """The rows of a month's grid, cut into weeks from Monday to Sunday."""
    return [
        SheetShown(shown, _weeks(grid.days, row, shown))
        for row, shown in zip(grid.rows, rows, strict=True)
    ]


def _weeks(days: Sequence[date], row: Row, shown: RowShown) -> list[WeekShown]:
    lead = days[0].weekday()
    places: list[int | None] = [*[None] * lead, *range(len(days))]
    places += [None] * (-len(places) % DAYS)
    weeks = []
    for start in range(0, len(places), DAYS):
        week = places[start : start + DAYS]
        held = [n for n in week if n is not None]
        weeks.append(
            WeekShown(
                _label(days[held[0]], days[held[-1]]),
                _cut(shown.cells, week),
                show_hours(attended := sum(row.squares[n].attended for n in held)),
                show_hours(scheduled := sum(row.squares[n].scheduled for n in held)),
                attended > scheduled,
                [
                    WeekOfHomework(
                        line.mark,
                        line.title,
                        _cut(line.cells, week),
                        show_hours(spent) if (spent := _spent(beside, held)) else "",
                    )
                    for beside, line in zip(row.homework, shown.homework, strict=True)
                ],
            )
        )
    return weeks


def _spent(line: Homework, held: Sequence[int]) -> int:
    return sum(line.squares[n].attended for n in held)


def _cut(cells: Sequence[CellShown], week: Sequence[int | None]) -> list[CellShown | None]:
    return [None if n is None else cells[n] for n in week]


def _label(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "MONTH_DAY_FORMAT")
    # Translators: the first and last day of a week: "Nov 16 – Nov 22".
    return _("%(first)s – %(last)s") % {
        "first": date_format(first, "MONTH_DAY_FORMAT"),
        "last": date_format(last, "MONTH_DAY_FORMAT"),
    }

"""The grid in words: squares, rows, headings and sums, ready to print."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.attendance.models import AttendanceEntry, MarkCode
from caseway.attendance.queries.grid import Grid, Homework, Row, Square
from caseway.attendance.reading.cells import REASONS, show_hours
from caseway.attendance.shown.activities import hours_a_week
from caseway.attendance.shown.cells import PROOFS, CellShown, cell_shown, cell_words, entry_text
from caseway.attendance.shown.notes import notes_of
from caseway.kernel.words import long_date

CODES: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("6", "6:30", "6.5"), gettext_lazy("hours attended")),
    (("P",), gettext_lazy("present, all that was scheduled")),
    (("L5:30",), gettext_lazy("came late, stayed 5 hours 30")),
    (("U", "4 U"), gettext_lazy("away, not excused; here 4 hours first")),
    (("H", "H8"), gettext_lazy("holiday; H8 with 8 paid hours")),
    (("Es", "4 Es"), gettext_lazy("away, excused: E and a letter for why")),
)


@dataclass(frozen=True, slots=True)
class ClashShown:
    """Two values for one cell, and what is sent to keep either."""

    name: str
    day: str
    theirs: str
    by: str
    mine: str
    version: int


@dataclass(frozen=True, slots=True)
class HomeworkShown:
    """A thin line below a row. `advised` stands on the first of them, nothing for no hours."""

    mark: int
    title: str
    advised: str
    cells: list[CellShown]
    total: str


@dataclass
class RowShown:
    """A row of the grid. `was` is what its cells held when the page was made."""

    pk: int
    person: str
    number: str
    url: str
    title: str
    place: str
    first: bool
    cells: list[CellShown]
    was: str
    total: str
    scheduled: str
    why_not: str
    is_over: bool = False
    homework: list[HomeworkShown] = field(default_factory=list)
    may_add_supervised: bool = False
    notes: list[str] = field(default_factory=list)
    clashes: list[ClashShown] = field(default_factory=list)
    waits: bool = False  # nothing is wrong with it, but it was sent with a row that needs somebody

    @property
    def is_open(self) -> bool:
        """Whether anything can be typed in it."""
        return not self.why_not and any(not cell.shut for cell in self.cells)

    @property
    def problems(self) -> list[CellShown]:
        return [cell for cell in self.every_cell if cell.problem]

    @property
    def every_cell(self) -> list[CellShown]:
        return [*self.cells, *(cell for line in self.homework for cell in line.cells)]


@dataclass(frozen=True, slots=True)
class DayShown:
    """The head of a column, and its sum."""

    iso: str
    weekday: str
    short: str
    full: str
    holiday: str
    is_today: bool
    is_open: bool
    is_later: bool
    total: str


def days_shown(grid: Grid) -> list[DayShown]:
    """The columns of the grid."""
    shown = []
    for nth, day in enumerate(grid.days):
        squares = [row.squares[nth] for row in grid.rows]
        shown.append(
            DayShown(
                day.isoformat(),
                date_format(day, "D"),
                date_format(day, "MONTH_DAY_FORMAT"),
                long_date(day),
                grid.holidays.get(day, ""),
                day == grid.today,
                any(
                    not square.why_not and square.scheduled and not row.why_not
                    for square, row in zip(squares, grid.rows, strict=True)
                ),
                day > grid.today,
                show_hours(sum(square.attended for square in squares)),
            )
        )
    return shown


def rows_shown(
    grid: Grid,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> list[RowShown]:
    """The rows of the grid; with what was typed and what is wrong with it, by cell name."""
    heads = [(date_format(day, "D"), long_date(day)) for day in grid.days]
    shown: list[RowShown] = []
    before = None
    for row in grid.rows:
        shown.append(_row(grid, row, heads, typed or {}, problems or {}))
        shown[-1].first = row.enrolment.person_id != before
        before = row.enrolment.person_id
    return shown


def _row(
    grid: Grid,
    row: Row,
    heads: Sequence[tuple[str, str]],
    typed: Mapping[str, str],
    problems: Mapping[str, str],
) -> RowShown:
    person, provider = row.enrolment.person, row.enrolment.provider
    return RowShown(
        pk=row.enrolment.pk,
        person=person.name_used,
        number=row.enrolment.case.number,
        url=f"{reverse('attendance:month', args=[person.pk])}?month={grid.month}",
        title=row.enrolment.title,
        place=provider.name if provider and not row.hosted else "",
        first=True,
        cells=[
            cell_shown(row, square, head, typed, problems)
            for square, head in zip(row.squares, heads, strict=True)
        ],
        was=was_of(row),
        total=show_hours(row.attended),
        scheduled=show_hours(row.scheduled),
        why_not=row.why_not or "",
        is_over=row.attended > row.scheduled,
        may_add_supervised=_may_add_supervised(row),
        homework=[_homework(row, line, heads, typed, problems) for line in row.homework],
        notes=notes_of(row.enrolment, grid),
    )


def _homework(
    row: Row,
    line: Homework,
    heads: Sequence[tuple[str, str]],
    typed: Mapping[str, str],
    problems: Mapping[str, str],
) -> HomeworkShown:
    minutes = row.enrolment.homework_minutes_a_week if line is row.homework[0] else 0
    advised = _("%(hours)s advised") % {"hours": hours_a_week(minutes)} if minutes else ""
    return HomeworkShown(
        mark=int(line.mark),
        title=str(line.mark.label),
        advised=advised,
        cells=[
            cell_shown(row, square, head, typed, problems, int(line.mark))
            for square, head in zip(line.squares, heads, strict=True)
        ],
        total=show_hours(line.attended) if line.attended else "",
    )


def _may_add_supervised(row: Row) -> bool:
    """Whether supervised homework is offered: its course has homework, and no such line yet."""
    kinds = {line.mark for line in row.homework}
    return bool(kinds) and MarkCode.HOMEWORK_SUPERVISED not in kinds and not row.why_not


def opens_on(grid: Grid) -> date | None:
    """The day from which these days can be marked, where none of them has come yet."""
    return grid.days[0] if grid.days and grid.days[0] > grid.today else None


def waiting_words(rows: Sequence[RowShown], cells: int) -> str:
    """What a refusal left unsaved, by name; what was saved before it stays so."""
    needs = ngettext("%(n)d cell needs you.", "%(n)d cells need you.", cells) % {"n": cells}
    if len(rows) == 1:
        return _("Not saved yet: the row of %(who)s. %(needs)s Rows saved before stay saved.") % {
            "who": rows[0].person,
            "needs": needs,
        }
    return _(
        "Not saved yet: %(n)d rows that were sent together. %(needs)s Rows saved before stay saved."
    ) % {"n": len(rows), "needs": needs}


def was_of(row: Row) -> str:
    """What its cells hold, as the page sends it back, in JSON.

    [[day, version, text], …], with the kind of homework behind where it is that.
    """
    held = [_held(one) for one in row.squares if not one.why_not]
    held += [
        [*_held(one), int(line.mark)]
        for line in row.homework
        for one in line.squares
        if not one.why_not
    ]
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False)


def _held(one: Square) -> list[Any]:
    return [f"{one.on:%Y%m%d}", one.entry.version if one.entry else 0, entry_text(one.entry)]


def clash(
    name: str, on: date, entry: AttendanceEntry | None, mine: str, homework: int = 0
) -> ClashShown:
    """Both values of a cell that somebody else wrote in the meantime."""
    by = entry.recorded_by.get_full_name() if entry and entry.recorded_by else ""
    return ClashShown(
        name=name,
        day=cell_words(long_date(on), homework),
        theirs=entry_text(entry),
        by=by,
        mine=mine,
        version=entry.version if entry else 0,
    )


def reasons() -> list[dict[str, Any]]:
    """The letters after E with their words."""
    return [{"letter": letter, "words": reason.label} for letter, reason in REASONS.items()]


def legend() -> list[dict[str, str]]:
    """The signs of proof with their words."""
    return [
        {"sign": str(sign), "tone": tone, "words": str(state.label)}
        for state, (sign, tone) in PROOFS.items()
    ]

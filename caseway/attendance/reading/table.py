"""A pasted table or a provider's list: whose line, which day, and what each cell says.

Two shapes are read. Wide: one line a person, one column a day. Long: one line a
person and day, with columns for the date and the hours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from caseway.attendance.reading.cells import Unclear, Written, read_cell, tidy
from caseway.attendance.reading.days import day_of_heading
from caseway.attendance.reading.people import Roll

_DATE_HEADS = {"date", "day", "fecha", "dia", "día", "service date", "attendance date"}
_HOURS_HEADS = {
    "hours", "horas", "hrs", "attendance", "asistencia", "status", "estado", "mark", "attended",
    "hours attended", "time", "tiempo", "code", "codigo", "código",
}  # fmt: skip
_TOTALS = {"total", "totals", "totales", "sum", "suma", "grand total", "subtotal"}
SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled cell of a line. `place` names it in the form: line and column from 0."""

    place: str
    on: date | None
    text: str
    written: Written | None
    problem: str = ""


@dataclass
class Line:
    """A line with what it says. `whose` may be nobody, one enrolment, or several."""

    nth: int
    said: str
    whose: list[int]
    boxes: list[Box] = field(default_factory=list)


@dataclass
class Table:
    """What was read. `heads` are the day columns: column and heading, the day or None."""

    lines: list[Line] = field(default_factory=list)
    # Lines that several activities of one person fit: the activity is not said.
    one_person: set[int] = field(default_factory=set)
    heads: list[tuple[int, str, date | None]] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    left_out: int = 0  # cells that an answer took away
    is_long: bool = False
    has_heading: bool = True

    @property
    def cells(self) -> int:
        return sum(len(line.boxes) for line in self.lines)


def read_table(
    rows: Sequence[Sequence[str]],
    roll: Roll,
    around: Sequence[date],
    answers: Mapping[str, str] | None = None,
) -> Table:
    """Read rows of cells. `answers` are what a person said: "day-3" a column's date,
    "who-5" a line's enrolment, "as-5" the name or number it has here, "fix-5-3" a cell's
    text; "skip" leaves it out.
    """
    said = answers or {}
    head = _heading(rows, around)
    if head is None:
        return Table(has_heading=False)
    if long := _long_columns(rows[head]):
        table = _read_long(rows, head, long, roll, around, said)
    else:
        table = _read_wide(rows, head, roll, around, said)
    table.left_out = sum(name.startswith("out-") and told == SKIP for name, told in said.items())
    return table


def _heading(rows: Sequence[Sequence[str]], around: Sequence[date]) -> int | None:
    """The first of the first rows that names days, or a date and hours."""
    for nth, row in enumerate(rows[:12]):
        if any(_names_a_day(cell, around) for cell in row[1:]):
            return nth
        if _long_columns(row) or _counts_days(row):
            return nth
    return None


def _counts_days(row: Sequence[str]) -> bool:
    """ "1", "2", "3", … as the days of a month stand above a sheet."""
    numbers = [int(cell) for cell in row[1:] if cell.isascii() and cell.isdigit()]
    steps = pairwise(numbers)
    return len(numbers) > 4 and all(later == before + 1 for before, later in steps)


def _names_a_day(cell: str, around: Sequence[date]) -> bool:
    """Numbers alone name days only where letters cannot be hours: in a heading of days."""
    return day_of_heading(cell, around) is not None and not _looks_like_hours(cell)


def _looks_like_hours(cell: str) -> bool:
    return tidy(cell).replace(".", "", 1).isdigit() and float(tidy(cell)) <= 12


def _long_columns(row: Sequence[str]) -> tuple[int, int] | None:
    plain = [tidy(cell) for cell in row]
    day = next((nth for nth, cell in enumerate(plain) if cell in _DATE_HEADS), None)
    hours = next((nth for nth, cell in enumerate(plain) if cell in _HOURS_HEADS), None)
    return (day, hours) if day is not None and hours is not None else None


def _read_wide(
    rows: Sequence[Sequence[str]],
    head: int,
    roll: Roll,
    around: Sequence[date],
    said: Mapping[str, str],
) -> Table:
    found = Table()
    heading = rows[head]
    days = {nth: day_of_heading(cell, around) for nth, cell in enumerate(heading)}
    first = min(nth for nth, day in days.items() if day is not None and nth > 0)
    last = max(nth for nth, day in days.items() if day is not None)
    for column in range(first, len(heading)):
        if tidy(heading[column]) in _TOTALS or (column > last and not heading[column]):
            continue
        if f"day-{column}" in said:
            answer = said[f"day-{column}"]
            if answer == SKIP:
                continue
            days[column] = _iso(answer) or days[column]
        found.heads.append((column, heading[column], days[column]))
    for nth in range(head + 1, len(rows)):
        _read_line(found, nth, rows[nth], rows[nth][:first], roll, said)
    return found


def _read_line(
    found: Table, nth: int, row: Sequence[str], before: Sequence[str], roll: Roll,
    said: Mapping[str, str],
) -> None:  # fmt: skip
    line = _line(found, nth, before, roll, said)
    if line is None:
        return
    for column, _head, day in found.heads:
        box = _box(f"{nth}-{column}", day, row[column], said)
        if box is not None:
            line.boxes.append(box)
    if line.boxes:
        found.lines.append(line)


def _line(
    found: Table, nth: int, before: Sequence[str], roll: Roll, said: Mapping[str, str]
) -> Line | None:
    """Whose line it is; None when it is a total or was left out."""
    words = ", ".join(cell for cell in before if cell)
    answer = said.get(f"who-{nth}", "")
    if any(tidy(cell) in _TOTALS for cell in before) or answer == SKIP:
        found.set_aside.append(words or str(nth + 1))
        return None
    whose = roll.whose(before)
    if named := said.get(f"as-{nth}", ""):
        whose = roll.whose([named, *before[1:]]) or whose
    if answer.isdecimal() and int(answer) in roll.listed:
        whose = [int(answer)]
    if len(whose) > 1 and roll.is_one_person(whose):
        found.one_person.add(nth)
    return Line(nth, words, whose)


def _box(place: str, day: date | None, text: str, said: Mapping[str, str]) -> Box | None:
    answer = said.get(f"fix-{place}")
    typed = text if answer is None else answer
    if said.get(f"out-{place}") == SKIP:
        return None
    try:
        written = read_cell(typed)
    except Unclear as unclear:
        return Box(place, day, typed, None, str(unclear))
    if written.mark is None:
        return None  # an empty cell says nothing: it takes nothing away
    return Box(place, day, typed, written)


def _read_long(
    rows: Sequence[Sequence[str]],
    head: int,
    columns: tuple[int, int],
    roll: Roll,
    around: Sequence[date],
    said: Mapping[str, str],
) -> Table:
    found = Table(is_long=True)
    for nth in range(head + 1, len(rows)):
        row = rows[nth]
        before = [cell for column, cell in enumerate(row) if column not in columns]
        line = _line(found, nth, before, roll, said)
        if line is None:
            continue
        day = _iso(said.get(f"day-{nth}", "")) or day_of_heading(row[columns[0]], around)
        box = _box(f"{nth}-{columns[1]}", day, row[columns[1]], said)
        if box is not None:
            line.boxes.append(box)
            found.lines.append(line)
            if day is None:
                found.heads.append((nth, row[columns[0]], None))
    return found


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""What a pasted table or a provider's list would do, cell by cell, before anything is done."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.attendance.actions.book import Book, Cell, open_book
from caseway.attendance.actions.examining import examine, minutes_of
from caseway.attendance.models import MarkCode
from caseway.attendance.reading.cells import show_cell
from caseway.attendance.reading.table import Box, Line, Table
from caseway.kernel.models import User


class Fate(StrEnum):
    """What becomes of a filled cell. Together they are all that were filled."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class PlannedBox:
    """A cell with its fate. `before` is what stands there, `version` its version."""

    box: Box
    fate: Fate
    cell: Cell | None
    problem: str
    before: str
    version: int


@dataclass
class PlannedLine:
    """A line with its cells; `problem` when it is not known whose it is."""

    line: Line
    boxes: list[PlannedBox] = field(default_factory=list)
    problem: str = ""

    @property
    def is_held(self) -> bool:
        return bool(self.problem) or any(box.fate is Fate.HELD for box in self.boxes)


@dataclass
class Plan:
    """All lines of a table. `counts` by fate add up to the filled cells."""

    table: Table
    lines: list[PlannedLine]

    @property
    def counts(self) -> dict[Fate, int]:
        found = Counter(box.fate for line in self.lines for box in line.boxes)
        return {fate: found[fate] for fate in Fate}

    @property
    def held(self) -> list[PlannedLine]:
        return [line for line in self.lines if line.is_held]

    @property
    def cells(self) -> list[Cell]:
        """What is ready to be marked."""
        return [
            box.cell
            for line in self.lines
            for box in line.boxes
            if box.cell is not None and box.fate in (Fate.NEW, Fate.CHANGED)
        ]


def plan(table: Table, *, by: User, at: datetime, seen: Mapping[str, int] | None = None) -> Plan:
    """Hold a table against the book. `seen`: the versions that an earlier look showed, by place.

    A cell that stands already and was not seen before is not overwritten
    unasked: its version is then 0, and marking it says that somebody else wrote there.
    """
    wanted = [(line, box, _cell(line, box, seen)) for line in table.lines for box in line.boxes]
    cells = [cell for _line, _box, cell in wanted if cell is not None]
    book = open_book(cells, by=by)
    sentences = examine(book, cells, today=timezone.localdate(at))
    problems = {id(cells[nth]): text for nth, text in sentences.items()}
    often = Counter(cell.key for cell in cells)
    lines = {
        line.nth: PlannedLine(line, problem=_whose(line, table.one_person)) for line in table.lines
    }
    for line, box, cell in wanted:
        lines[line.nth].boxes.append(_judge(book, box, cell, problems, often, lines[line.nth]))
    return Plan(table, list(lines.values()))


def _cell(line: Line, box: Box, seen: Mapping[str, int] | None) -> Cell | None:
    if box.written is None or box.on is None or len(line.whose) != 1:
        return None
    written = box.written
    return Cell(
        enrolment=line.whose[0],
        on=box.on,
        version=(seen or {}).get(box.place, 0),
        mark=written.mark,
        minutes=written.minutes,
        reason=written.reason,
        late=True if written.late else None,
    )


def _whose(line: Line, one_person: Collection[int]) -> str:
    if not line.whose:
        return _("Nobody of this name or number is on your list in these days.")
    if line.nth in one_person:
        return _(
            "This person has more than one activity in these days. Say which one this line is; a"
            " column “Activity” in the table says it for all lines."
        )
    if len(line.whose) > 1:
        return _("More than one fits. Say whose line this is.")
    return ""


def _judge(
    book: Book,
    box: Box,
    cell: Cell | None,
    problems: Mapping[int, str],
    often: Mapping[tuple[int, date, int], int],
    line: PlannedLine,
) -> PlannedBox:
    problem = box.problem
    if not problem and box.on is None:
        problem = _("Say which day this is.")
    if cell is None:
        return PlannedBox(box, Fate.HELD, None, problem if not line.problem else box.problem, "", 0)
    if often[cell.key] > 1:
        problem = problem or _("This day of this person stands here twice. Leave one out.")
    problem = problem or problems.get(id(cell), "")
    entry = book.entries.get(cell.key)
    before = (
        show_cell(entry.mark, entry.attended, entry.reason, entry.arrived_late) if entry else ""
    )
    version = entry.version if entry else 0
    if problem:
        return PlannedBox(box, Fate.HELD, cell, problem, before, version)
    now = show_cell(cell.mark or MarkCode.PRESENT, minutes_of(book, cell), cell.reason, cell.late)
    fate = Fate.NEW if entry is None else Fate.SAME if now == before else Fate.CHANGED
    return PlannedBox(box, fate, cell, "", before, version)

"""A grid that was sent: which cells changed, and what each is to say."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from caseway.attendance.actions.book import Cell
from caseway.attendance.models import HOMEWORK_MARKS, MarkCode
from caseway.attendance.reading.cells import Unclear, Written, read_cell, read_homework, tidy
from caseway.attendance.shown.cells import cell_name
from caseway.kernel.refusals import NotAllowed

_CELL = re.compile(r"c-(\d{1,18})-(\d{8})(?:-(\d))?")
_WAS = re.compile(r"was-(\d{1,18})")
THEIRS = "theirs"
MOST_CELLS = 4000  # a hundred people for a month, and some


@dataclass
class Posted:
    """What came: `typed` by cell name; of the changed ones `cells` with their `names`.

    `problems` are those of reading alone. `rows`: enrolment and day of every cell sent;
    `homework`: enrolment and kind of the homework among them.
    """

    rows: dict[int, list[date]] = field(default_factory=dict)
    homework: set[tuple[int, int]] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    was: dict[str, tuple[int, str]] = field(default_factory=dict)


def read_posted(post: QueryDict) -> Posted:
    """The cells of a sent grid. Raises NotAllowed for a broken form."""
    found = Posted()
    for name in post:
        if match := _WAS.fullmatch(name):
            for text in post.getlist(name):
                _read_was(found, int(match[1]), text)
    if len(found.was) > MOST_CELLS:
        raise NotAllowed(_("This is more than one page of the grid. Send it in parts."))
    for name, (version, before) in found.was.items():
        if name not in post or post.get(f"keep-{name}") == THEIRS:
            continue
        text = post.get(name, "")[:60]
        found.typed[name] = text
        if tidy(text) != tidy(before):
            read_one(found, name, text, _version(post, name, version))
    return found


def cell_of(enrolment: int, on: date, written: Written, version: int, homework: int = 0) -> Cell:
    """What was read, as what is to be marked."""
    return Cell(
        enrolment=enrolment,
        on=on,
        version=version,
        mark=written.mark,
        minutes=written.minutes,
        reason=written.reason,
        late=True if written.late else None,
        homework=homework,
    )


def read_one(found: Posted, name: str, text: str, version: int) -> None:
    """Read the text of one cell into `found`."""
    enrolment, on, homework = _place(name)
    try:
        written = read_homework(text, MarkCode(homework)) if homework else read_cell(text)
    except Unclear as unclear:
        found.problems[name] = str(unclear)
    else:
        found.names.append(name)
        found.cells.append(cell_of(enrolment, on, written, version, homework))


def _version(post: QueryDict, name: str, version: int) -> int:
    """The version that was seen; after a clash the one that is to be replaced."""
    kept = post.get(f"keep-{name}", "")
    return int(kept) if kept.isdecimal() and len(kept) < 10 else version


def _place(name: str) -> tuple[int, date, int]:
    match = _CELL.fullmatch(name)
    assert match is not None
    on = datetime.strptime(match[2], "%Y%m%d").date()  # noqa: DTZ007
    return int(match[1]), on, int(match[3] or 0)


def _read_was(found: Posted, enrolment: int, text: str) -> None:
    """[["20261116", 3, "6"], ["20261116", 1, "1:30", 6], …]: day, version, text, homework."""
    try:
        for day, version, before, *rest in json.loads(text):
            on, homework = date.fromisoformat(day), _kind(*rest)
            found.rows.setdefault(enrolment, []).append(on)
            found.was[cell_name(enrolment, on, homework)] = int(version), str(before)
            if homework:
                found.homework.add((enrolment, homework))
    except (ValueError, TypeError) as error:
        raise NotAllowed(
            _("This form is incomplete. Reload the page, then send it again.")
        ) from error


def _kind(homework: int = 0) -> int:
    if homework not in (0, *HOMEWORK_MARKS):
        raise ValueError(homework)
    return homework

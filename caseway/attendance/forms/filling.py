"""Filling empty cells with one press, where no script does it: all present, or on to the right."""

from datetime import date

from caseway.attendance.forms.posted import Posted, read_one
from caseway.attendance.models import PAID
from caseway.attendance.queries.grid import Grid, Row, Square
from caseway.attendance.shown.cells import cell_name


def fill(posted: Posted, wanted: str, grid: Grid) -> None:
    """Put into `posted` what a button asks for: "page", "day-2026-11-16", "row-12", "right-12"."""
    what, _dash, which = wanted.partition("-")
    for row in grid.rows:
        if what == "right" and which == str(row.enrolment.pk):
            _fill_right(posted, row)
        elif what in ("page", "day") or which == str(row.enrolment.pk):
            for square in row.squares:
                if what != "day" or which == square.on.isoformat():
                    _put(posted, row, square, present(row, square, grid.holidays))


def present(row: Row, square: Square, holidays: dict[date, str]) -> str:
    """Present for all that was scheduled; on a holiday of the plan, that holiday."""
    return "H" if square.on in holidays and row.enrolment.activity not in PAID else "P"


def _fill_right(posted: Posted, row: Row) -> None:
    """The first filled cell of the row, into the empty ones after it."""
    said = ""
    for square in row.squares:
        typed = posted.typed.get(cell_name(row.enrolment.pk, square.on), "")
        said = said or typed
        if said:
            _put(posted, row, square, said)


def _put(posted: Posted, row: Row, square: Square, text: str) -> None:
    """Into an empty cell of a scheduled day that takes something."""
    name = cell_name(row.enrolment.pk, square.on)
    version, _before = posted.was.get(name, (0, ""))
    if square.why_not or not square.scheduled or posted.typed.get(name, "").strip():
        return
    posted.typed[name] = text
    if name in posted.names:  # it was emptied just now: what fills it counts
        nth = posted.names.index(name)
        del posted.names[nth], posted.cells[nth]
    read_one(posted, name, text, version)

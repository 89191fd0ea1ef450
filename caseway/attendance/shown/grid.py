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
from django.utils.translation import gettext_lazy, pgettext_lazy

from caseway.attendance.models import (
    PAID,
    ActivityEnrolment,
    AttendanceEntry,
    ExcuseReason,
    MarkCode,
    ProofState,
)
from caseway.attendance.queries.grid import Excused, Grid, Row, Shut, SoFar, Square
from caseway.attendance.reading.cells import REASONS, show_cell, show_hours
from caseway.kernel.words import long_date

# A sign under a cell, with its word for those who listen and in the key below the grid.
PROOFS: dict[ProofState, tuple[str | Promise, str]] = {
    ProofState.UNPROVEN: (pgettext_lazy("sign for “No proof yet”", "N"), "none"),
    ProofState.SUBMITTED: (pgettext_lazy("sign for “Proof waits for a decision”", "W"), "wait"),
    ProofState.VERIFIED: ("✓", "met"),
    ProofState.REJECTED: ("✗", "late"),
    ProofState.EXPIRED: ("!", "late"),
}
SHUT: dict[Shut, Promise] = {
    Shut.FUTURE: gettext_lazy("not yet"),
    Shut.OUTSIDE: gettext_lazy("not enrolled"),
    Shut.CLOSED: gettext_lazy("month closed"),
    Shut.BARRED: gettext_lazy("not yours to mark"),
}
CODES: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("6", "6:30", "6.5"), gettext_lazy("hours attended")),
    (("P",), gettext_lazy("present, all that was scheduled")),
    (("L5:30",), gettext_lazy("came late, stayed 5 hours 30")),
    (("U", "4 U"), gettext_lazy("away, not excused; here 4 hours first")),
    (("H", "H8"), gettext_lazy("holiday; H8 with 8 paid hours")),
    (("Es", "4 Es"), gettext_lazy("away, excused: E and a letter for why")),
)


@dataclass(frozen=True, slots=True)
class CellShown:
    """A square as its cell prints it."""

    name: str
    label: str
    text: str
    scheduled: str
    minutes: int
    proof: str
    proof_tone: str
    proof_words: str
    shut: str
    problem: str
    day: str
    weekday: str
    number: int
    is_free: bool
    is_paid: bool
    tone: str


@dataclass(frozen=True, slots=True)
class ClashShown:
    """Two values for one cell, and what is sent to keep either."""

    name: str
    day: str
    theirs: str
    by: str
    mine: str
    version: int


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
    notes: list[str] = field(default_factory=list)
    clashes: list[ClashShown] = field(default_factory=list)
    saved: str = ""

    @property
    def problems(self) -> list[CellShown]:
        return [cell for cell in self.cells if cell.problem]


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
    total: str


def cell_name(enrolment: int, on: date) -> str:
    """The name of a cell's field: "c-12-20261116"."""
    return f"c-{enrolment}-{on:%Y%m%d}"


def entry_text(entry: AttendanceEntry | None) -> str:
    """An entry as it is typed; nothing for none."""
    if entry is None:
        return ""
    return show_cell(entry.mark, entry.attended, entry.reason, entry.arrived_late)


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
                any(not square.why_not and square.scheduled for square in squares),
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
        was=was_of(row.squares),
        total=show_hours(row.attended),
        scheduled=show_hours(row.scheduled),
        why_not=row.why_not or "",
        notes=notes_of(row.enrolment, grid),
    )


def was_of(squares: Sequence[Square]) -> str:
    """What cells hold, as the page sends it back: [[day, version, text], …] as JSON."""
    held = [
        [f"{one.on:%Y%m%d}", one.entry.version if one.entry else 0, entry_text(one.entry)]
        for one in squares
        if not one.why_not
    ]
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False)


def cell_shown(
    row: Row,
    square: Square,
    head: tuple[str, str],
    typed: Mapping[str, str],
    problems: Mapping[str, str],
) -> CellShown:
    """One square, ready to print. `head` is its day, short and in full."""
    name = cell_name(row.enrolment.pk, square.on)
    entry = square.entry
    shut = Shut.BARRED if row.why_not else square.why_not
    proof, tone = PROOFS[ProofState(entry.proof)] if entry else ("", "")
    return CellShown(
        name=name,
        label=_label(row.enrolment, head[1], square),
        text=typed.get(name, entry_text(entry)),
        scheduled=show_hours(square.scheduled) if square.scheduled else "",
        minutes=square.scheduled,
        proof=str(proof),
        proof_tone=tone,
        proof_words=_proof_words(entry),
        shut=str(SHUT[Shut(shut)]) if shut else "",
        problem=problems.get(name, ""),
        day=head[1],
        weekday=head[0],
        number=square.on.day,
        is_free=not square.scheduled and entry is None,
        is_paid=row.enrolment.activity in PAID,
        tone=_TONES.get(entry.mark, "") if entry else "",
    )


_TONES: dict[int, str] = {
    MarkCode.UNEXCUSED: "away",
    MarkCode.EXCUSED: "excused",
    MarkCode.HOLIDAY: "off",
}


def _label(enrolment: ActivityEnrolment, day: str, square: Square) -> str:
    facts = {
        "name": enrolment.person.name_used,
        "activity": enrolment.title,
        "day": day,
        "hours": show_hours(square.scheduled),
    }
    if square.scheduled:
        return _("%(name)s, %(activity)s, %(day)s, %(hours)s hours scheduled") % facts
    return _("%(name)s, %(activity)s, %(day)s, nothing scheduled") % facts


def _proof_words(entry: AttendanceEntry | None) -> str:
    if entry is None:
        return ""
    words = str(ProofState(entry.proof).label)
    if entry.mark == MarkCode.EXCUSED:
        return f"{ExcuseReason(entry.reason).label}. {words}"
    return words


def clash(name: str, on: date, entry: AttendanceEntry | None, mine: str) -> ClashShown:
    """Both values of a cell that somebody else wrote in the meantime."""
    by = entry.recorded_by.get_full_name() if entry and entry.recorded_by else ""
    return ClashShown(
        name=name,
        day=long_date(on),
        theirs=entry_text(entry),
        by=by,
        mine=mine,
        version=entry.version if entry else 0,
    )


def notes_of(enrolment: ActivityEnrolment, grid: Grid) -> list[str]:
    """What the month comes to for the person: hours that count, and excused time."""
    notes = []
    if so_far := grid.so_far.get(enrolment.person_id):
        notes.append(_effect(so_far))
    if excused := grid.excused.get(enrolment.person_id):
        notes.append(_excused(excused, grid))
    return notes


def _effect(so_far: SoFar) -> str:
    facts = {"n": so_far.hours, "needed": so_far.needed}
    if so_far.is_stale:
        return _("Countable hours are being worked out")
    if so_far.needed:
        return _("%(n)d of %(needed)d hours a week so far") % facts
    return _("%(n)d countable hours a week so far") % facts


def _excused(excused: Excused, grid: Grid) -> str:
    facts = {
        "used": show_hours(excused.month),
        "cap": excused.month_cap,
        "month": date_format(grid.month.first, "F"),
        "year": show_hours(excused.window),
        "most": excused.window_cap,
    }
    if excused.month > excused.month_cap * 60:
        return _("%(used)s hours of excused time in %(month)s; no more than %(cap)s count") % facts
    if excused.window > excused.month:
        return (
            _(
                "%(used)s of %(cap)s hours of excused time used in %(month)s, %(year)s of %(most)s"
                " in twelve months"
            )
            % facts
        )
    return _("%(used)s of %(cap)s hours of excused time used in %(month)s") % facts


def reasons() -> list[dict[str, Any]]:
    """The letters after E with their words."""
    return [{"letter": letter, "words": reason.label} for letter, reason in REASONS.items()]


def legend() -> list[dict[str, str]]:
    """The signs of proof with their words."""
    return [
        {"sign": str(sign), "tone": tone, "words": str(state.label)}
        for state, (sign, tone) in PROOFS.items()
    ]

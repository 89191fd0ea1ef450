"""One square of the grid in words: what it says, what was scheduled, how far it is proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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
from caseway.attendance.queries.grid import Row, Shut, Square
from caseway.attendance.reading.cells import show_cell, show_hours

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


def cell_name(enrolment: int, on: date, homework: int = 0) -> str:
    """The name of a cell's field: "c-12-20261116", with homework "c-12-20261116-6"."""
    return f"c-{enrolment}-{on:%Y%m%d}" + (f"-{homework}" if homework else "")


def cell_words(day: str, homework: int) -> str:
    """A cell named in a sentence or a list: by its day, and the kind of homework."""
    if not homework:
        return day
    return _("%(homework)s on %(day)s") % {"homework": MarkCode(homework).label, "day": day}


def entry_text(entry: AttendanceEntry | None) -> str:
    """An entry as it is typed; nothing for none."""
    if entry is None:
        return ""
    return show_cell(entry.mark, entry.attended, entry.reason, entry.arrived_late)


def cell_shown(
    row: Row,
    square: Square,
    head: tuple[str, str],
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    homework: int = 0,
) -> CellShown:
    """One square, ready to print. `head` is its day, short and in full."""
    name = cell_name(row.enrolment.pk, square.on, homework)
    entry = square.entry
    shut = Shut.BARRED if row.why_not else square.why_not
    proof, tone = PROOFS[ProofState(entry.proof)] if entry else ("", "")
    return CellShown(
        name=name,
        label=_label(row.enrolment, head[1], square, homework),
        text=typed.get(name, entry_text(entry)),
        scheduled=show_hours(square.scheduled) if square.scheduled else "",
        minutes=square.scheduled,
        proof=str(proof),
        proof_tone=tone,
        proof_words=_proof_words(entry),
        shut=str(SHUT[Shut(shut)]) if shut else "",
        problem=problems.get(name, ""),
        day=cell_words(head[1], homework),
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


def _label(enrolment: ActivityEnrolment, day: str, square: Square, homework: int) -> str:
    facts = {
        "name": enrolment.person.name_used,
        "activity": enrolment.title,
        "day": day,
        "hours": show_hours(square.scheduled),
    }
    if homework:
        facts["homework"] = str(MarkCode(homework).label)
        return _("%(name)s, %(activity)s, %(homework)s, %(day)s") % facts
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

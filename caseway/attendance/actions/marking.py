"""Marking attendance: the one way in which people write the attendance book."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from caseway.attendance.actions.book import Book, Cell, key_of, open_book
from caseway.attendance.actions.examining import examine, minutes_of
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import AttendanceEntry, EntrySource, MarkCode, ProofState
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

CONTENT = ("mark", "attended", "reason", "arrived_late", "note")
# What a taken-back upload puts back.
KEPT = (
    "mark",
    "proof",
    "scheduled",
    "attended",
    "arrived_late",
    "reason",
    "note",
    "evidence_id",
    "source",
    "recorded_by_id",
)


class NothingSaved(NotAllowed):
    """Some cells must be corrected, or were changed by somebody else: not one was saved.

    `problems` holds the sentence and `clashes` the entry as it stands now (None
    when it was taken away), both by position of the cell.
    """

    def __init__(
        self, problems: dict[int, str], clashes: dict[int, AttendanceEntry | None]
    ) -> None:
        count = len(problems) + len(clashes)
        super().__init__(
            ngettext(
                "Nothing was saved: %(n)d cell needs you.",
                "Nothing was saved: %(n)d cells need you.",
                count,
            )
            % {"n": count}
        )
        self.problems, self.clashes = problems, clashes


@dataclass
class Marked:
    """What became of the cells. `fell_back`: how many lost a proof, for it proved other hours.

    `made` is what `put_back` takes: the entry, its version now, and what stood before.
    """

    new: int = 0
    changed: int = 0
    cleared: int = 0
    same: int = 0
    fell_back: int = 0
    made: list[dict[str, Any]] = field(default_factory=list)

    @property
    def touched(self) -> int:
        return self.new + self.changed + self.cleared


@dataclass(frozen=True, slots=True)
class _Change:
    cell: Cell
    entry: AttendanceEntry | None
    content: dict[str, Any]


@transaction.atomic
def mark(
    *, cells: Sequence[Cell], by: User, at: datetime, source: EntrySource | None = None
) -> Marked:
    """Write these cells, all or none. A cell that already stands so is left alone.

    So the same cells sent twice are written once. Hours marked by provider staff
    wait as the provider's sign-in sheet; those of a worker have no proof yet;
    hours that change lose the proof they had. Marks the months stale.
    Raises NothingSaved with what each cell needs.
    """
    book = open_book(cells, by=by, lock=True)
    problems = examine(book, cells, today=timezone.localdate(at))
    changes, clashes = _changes(book, cells, problems)
    if problems or clashes:
        raise NothingSaved(problems, clashes)
    done = Marked(same=len(cells) - len(changes))
    _write(book, changes, done, by=by, at=at, source=source)
    mark_stale({_case_month(book, change.cell) for change in changes}, at)
    return done


def why_not_each(*, cells: Sequence[Cell], by: User, at: datetime) -> dict[int, str]:
    """What `mark` would refuse, by position, without writing anything."""
    return examine(open_book(cells, by=by), cells, today=timezone.localdate(at))


def _case_month(book: Book, cell: Cell) -> tuple[int, int]:
    return book.enrolments[cell.enrolment].case_id, cell.period


def _changes(
    book: Book, cells: Sequence[Cell], problems: dict[int, str]
) -> tuple[list[_Change], dict[int, AttendanceEntry | None]]:
    """Cells that differ from what stands; and those that somebody wrote in the meantime."""
    changes: list[_Change] = []
    clashes: dict[int, AttendanceEntry | None] = {}
    for nth, cell in enumerate(cells):
        if nth in problems:
            continue
        entry = book.entries.get(cell.key)
        content = _content(book, cell, entry)
        if _stands(entry, content):
            continue
        if (entry.version if entry else 0) != cell.version:
            clashes[nth] = entry
        else:
            changes.append(_Change(cell, entry, content))
    return changes, clashes


def _content(book: Book, cell: Cell, entry: AttendanceEntry | None) -> dict[str, Any]:
    """What the entry is to say; empty when it is to go."""
    if cell.mark is None:
        return {}
    note = cell.note if cell.note is not None else (entry.note if entry else "")
    return {
        "mark": cell.mark,
        "attended": minutes_of(book, cell),
        "reason": cell.reason if cell.mark == MarkCode.EXCUSED else "",
        "arrived_late": _late(cell, entry),
        "note": note,
    }


def _late(cell: Cell, entry: AttendanceEntry | None) -> bool | None:
    """Hours alone do not say that nobody looked when somebody did, and saw her on time."""
    if cell.late is None and entry is not None and entry.arrived_late is False:
        return False
    return cell.late


def _stands(entry: AttendanceEntry | None, content: dict[str, Any]) -> bool:
    if entry is None or not content:
        return entry is None and not content
    return all(getattr(entry, name) == value for name, value in content.items())


def _write(
    book: Book,
    changes: Collection[_Change],
    done: Marked,
    *,
    by: User,
    at: datetime,
    source: EntrySource | None,
) -> None:
    gone = [change.entry for change in changes if change.entry and not change.content]
    AttendanceEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    done.cleared = len(gone)
    fresh = [_entry(book, change, by, at, source) for change in changes if change.entry is None]
    for entry in AttendanceEntry.objects.bulk_create(fresh):
        done.new += 1
        done.made.append({"entry": entry.pk, "version": entry.version, "before": None})
    _rewrite(book, [one for one in changes if one.entry and one.content], done, by, at, source)


def _entry(
    book: Book, change: _Change, by: User, at: datetime, source: EntrySource | None
) -> AttendanceEntry:
    row, cell = book.enrolments[change.cell.enrolment], change.cell
    return AttendanceEntry(
        site_id=row.site_id,
        case_id=row.case_id,
        person_id=row.person_id,
        enrolment=row,
        period=cell.period,
        day=cell.on.day,
        activity=row.activity,
        **change.content,
        **_told(book, cell, by, at, source),
        proof=_proof(book, cell),
    )


def _told(
    book: Book, cell: Cell, by: User, at: datetime, source: EntrySource | None
) -> dict[str, Any]:
    """Who said so, and what was scheduled when it was said."""
    hosted = cell.enrolment in book.hosted
    return {
        "scheduled": 0 if cell.homework else book.scheduled(cell.enrolment, cell.on),
        "source": source or (EntrySource.PROVIDER if hosted else EntrySource.WORKER),
        "recorded_by_id": by.pk,
        "recorded_at": at,
    }


def _proof(book: Book, cell: Cell) -> ProofState:
    return ProofState.SUBMITTED if cell.enrolment in book.hosted else ProofState.UNPROVEN


def _rewrite(
    book: Book,
    changes: Collection[_Change],
    done: Marked,
    by: User,
    at: datetime,
    source: EntrySource | None,
) -> None:
    """Change rows, those with the same new values in one query."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for change in changes:
        assert change.entry is not None
        values = {**change.content, **_told(book, change.cell, by, at, source)}
        if _says_other_hours(change):
            values |= {"proof": _proof(book, change.cell), "evidence_id": None}
            done.fell_back += change.entry.proof == ProofState.VERIFIED
        groups[tuple(sorted(values.items(), key=lambda item: item[0]))].append(change.entry.pk)
        before = {name: getattr(change.entry, name) for name in KEPT}
        done.made.append(
            {"entry": change.entry.pk, "version": change.entry.version + 1, "before": before}
        )
    for values_of, pks in groups.items():
        rows = AttendanceEntry.objects.filter(pk__in=pks)
        rows.update(**dict(values_of), version=F("version") + 1)
    done.changed = len(changes)


def _says_other_hours(change: _Change) -> bool:
    """Coming late and notes are nothing that a time sheet proves."""
    assert change.entry is not None
    return any(
        getattr(change.entry, name) != change.content[name]
        for name in ("mark", "attended", "reason")
    )


@transaction.atomic
def put_back(*, made: Sequence[dict[str, Any]], by: User, at: datetime) -> tuple[int, int]:
    """Undo what `mark` made, as far as nobody has touched it since: (put back, left alone).

    Raises NotAllowed when a month was closed meanwhile, or the person may not
    mark there any more; then nothing is put back.
    """
    known = {one["entry"]: one for one in made}
    keys = [key_of(row) for row in AttendanceEntry.objects.filter(pk__in=list(known))]
    cells = [Cell(enrolment, on, homework=homework) for enrolment, on, homework in keys]
    book = open_book(cells, by=by, lock=True)
    entries = [book.entries[key] for key in keys if key in book.entries]
    found = [row for row in entries if row.version == known[row.pk]["version"]]
    for cell in cells:
        row = book.enrolments[cell.enrolment]
        if sentence := book.barred.get(row.pk) or book.closed.get((row.site_id, cell.period)):
            raise NotAllowed(sentence)
    for entry in found:
        _put_one_back(entry, known[entry.pk]["before"], at)
    mark_stale({(row.case_id, row.period) for row in found}, at)
    return len(found), len(made) - len(found)


def _put_one_back(entry: AttendanceEntry, before: dict[str, Any] | None, at: datetime) -> None:
    if before is None:
        entry.delete()
        return
    for name, value in before.items():
        setattr(entry, name, value)
    entry.version, entry.recorded_at = entry.version + 1, at
    entry.save(update_fields=[*before, "version", "recorded_at"])

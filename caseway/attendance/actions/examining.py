"""What cannot be marked, and what to do instead: a sentence for each cell that must wait."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from caseway.attendance.actions.book import Book, Cell
from caseway.attendance.facts.schedule import holds_on
from caseway.attendance.models import (
    DAY_MARKS,
    HOMEWORK_MARKS,
    NEEDS_SUPERVISOR,
    PAID,
    ActivityEnrolment,
    ExcuseReason,
    MarkCode,
    ScheduledDay,
)
from caseway.attendance.reading.cells import DAY_MINUTES, show_hours
from caseway.kernel.words import long_date

Window = tuple[int, int]  # minutes of the day, half-open


def examine(book: Book, cells: Sequence[Cell], *, today: date) -> dict[int, str]:
    """By position of the cell: why it cannot stand. Empty when all of them can."""
    problems = {
        nth: sentence
        for nth, cell in enumerate(cells)
        if (sentence := _alone(book, cell, today)) is not None
    }
    sound = {nth: cell for nth, cell in enumerate(cells) if nth not in problems}
    return problems | dict(_together(book, sound))


def minutes_of(book: Book, cell: Cell) -> int:
    """The minutes a cell gives: those it names, or all that were scheduled."""
    if cell.minutes is None:
        return book.scheduled(cell.enrolment, cell.on)
    return cell.minutes


def _alone(book: Book, cell: Cell, today: date) -> str | None:
    """The first thing wrong with a cell by itself."""
    row = book.enrolments.get(cell.enrolment)
    if row is None:
        return _("This activity is no longer here. Reload the page.")
    return (
        book.barred.get(row.pk, None)
        or book.closed.get((row.site_id, cell.period))
        or _day(row, cell, today)
        or (_content(book, row, cell) if cell.mark is not None else None)
    )


def _day(row: ActivityEnrolment, cell: Cell, today: date) -> str | None:
    if cell.on > today:
        return _("%(day)s has not come yet. Mark it on the day or after.") % {
            "day": long_date(cell.on)
        }
    if cell.mark is None or holds_on(row, cell.on):
        return None
    facts = {
        "name": row.person.name_used,
        "activity": row.title,
        "start": long_date(row.starts_on),
        "day": long_date(cell.on),
    }
    if cell.on < row.starts_on:
        return (
            _(
                "%(name)s starts “%(activity)s” on %(start)s. Clear %(day)s, or have the dates of"
                " the activity changed."
            )
            % facts
        )
    return (
        _(
            "%(name)s no longer takes part in “%(activity)s” on %(day)s. Clear the day, or have the"
            " dates of the activity changed."
        )
        % facts
    )


def _content(book: Book, row: ActivityEnrolment, cell: Cell) -> str | None:
    known = HOMEWORK_MARKS if cell.homework else DAY_MARKS
    if cell.mark not in known or (cell.homework and cell.mark != cell.homework):
        return _("This code is not known here. Type hours, or P, E, U, H or L.")
    if row.activity in NEEDS_SUPERVISOR and not row.supervisor.strip():
        return _(
            "Unpaid activities need somebody who supervises each day. Add the supervisor of"
            " “%(activity)s” first."
        ) % {"activity": row.title}
    minutes = minutes_of(book, cell)
    if not 0 <= minutes <= DAY_MINUTES:
        return _("Enter hours between 0 and 24.")
    if cell.homework:
        return None if minutes else _("Enter the hours of homework.")
    return _day_mark(book, row, cell, minutes)


def _day_mark(book: Book, row: ActivityEnrolment, cell: Cell, minutes: int) -> str | None:
    scheduled = book.scheduled(row.pk, cell.on)
    if cell.mark == MarkCode.PRESENT:
        if minutes:
            return None
        return _("Nothing is scheduled on %(day)s. Type the hours instead of P.") % {
            "day": long_date(cell.on)
        }
    if not scheduled:
        return _("Nothing is scheduled on %(day)s, so nobody can be away. Leave it empty.") % {
            "day": long_date(cell.on)
        }
    if cell.mark == MarkCode.HOLIDAY:
        return _holiday(book, row, cell, minutes)
    if minutes > scheduled or (minutes == scheduled and row.activity not in PAID):
        return _(
            "%(hours)s of %(scheduled)s scheduled hours leave nothing to be away from. Type the"
            " hours alone."
        ) % {"hours": show_hours(minutes), "scheduled": show_hours(scheduled)}
    if cell.mark == MarkCode.EXCUSED and cell.reason not in ExcuseReason.values:
        return _("Add why it is excused: Es sick, Ec child sick, Et transport.")
    return None


def _holiday(book: Book, row: ActivityEnrolment, cell: Cell, minutes: int) -> str | None:
    if row.activity in PAID:
        return None
    if minutes:
        return _("Hours on a holiday are for paid work. Type the hours alone if they were spent.")
    if (row.site_id, cell.on) in book.holidays:
        return None
    return _("%(day)s is not a holiday of the state plan. If the provider was closed, type Ex.") % {
        "day": long_date(cell.on)
    }


def _together(book: Book, cells: dict[int, Cell]) -> Iterator[tuple[int, str]]:
    """Days on which a person's activities do not fit beside each other."""
    by_day: dict[tuple[int, date], list[int]] = defaultdict(list)
    for nth, cell in cells.items():
        by_day[book.enrolments[cell.enrolment].person_id, cell.on].append(nth)
    for (person, on), places in by_day.items():
        spent = _spent(book, person, on, [cells[nth] for nth in places])
        for nth in places:
            if cells[nth].mark and (sentence := _unfit(book, cells[nth], spent)):
                yield nth, sentence


def _spent(book: Book, person: int, on: date, cells: Sequence[Cell]) -> dict[int, int]:
    """Minutes of the day by enrolment, once these cells are written."""
    kept: dict[int, dict[int, int]] = defaultdict(dict)
    for enrolment in book.by_person[person]:
        for homework in (0, *HOMEWORK_MARKS):
            if entry := book.entries.get((enrolment, on, homework)):
                kept[enrolment][homework] = _worked(entry.mark, entry.attended)
    for cell in cells:
        minutes = minutes_of(book, cell) if cell.mark else 0
        kept[cell.enrolment][cell.homework] = _worked(cell.mark or 0, minutes)
    return {enrolment: sum(parts.values()) for enrolment, parts in kept.items()}


def _worked(mark: int, minutes: int) -> int:
    """A paid holiday takes no time of the day."""
    return 0 if mark == MarkCode.HOLIDAY else minutes


def _unfit(book: Book, cell: Cell, spent: dict[int, int]) -> str | None:
    row = book.enrolments[cell.enrolment]
    facts = {"name": row.person.name_used, "day": long_date(cell.on)}
    if (total := sum(spent.values())) > DAY_MINUTES:
        return _(
            "%(name)s would have %(hours)s hours on %(day)s, all activities together. A day has"
            " 24: correct the hours."
        ) % {**facts, "hours": show_hours(total)}
    other = _crowded(book, cell, spent) if not cell.homework else None
    if other is None:
        return None
    if row.pk in book.hosted and not _is_hosted_alike(book, row, other):
        return (
            _(
                "The hours of %(name)s on %(day)s overlap with hours written elsewhere. Check them,"
                " or ask the case’s worker."
            )
            % facts
        )
    return _overlap(book, row, other, cell.on, spent, facts)


def _overlap(
    book: Book,
    row: ActivityEnrolment,
    other: ActivityEnrolment,
    on: date,
    spent: dict[int, int],
    facts: dict[str, str],
) -> str:
    there = book.scheduled_day(other.pk, on)
    assert there is not None
    assert there.opens_at is not None
    return _(
        "%(name)s is at “%(other)s” from %(opens)s on %(day)s: %(there)s hours there and %(here)s"
        " hours here do not fit. Correct one of the two."
    ) % {
        **facts,
        "other": other.title,
        "opens": time_format(there.opens_at, "TIME_FORMAT"),
        "there": show_hours(spent[other.pk]),
        "here": show_hours(spent[row.pk]),
    }


def _is_hosted_alike(book: Book, row: ActivityEnrolment, other: ActivityEnrolment) -> bool:
    return other.pk in book.hosted or other.provider_id == row.provider_id


def _crowded(book: Book, cell: Cell, spent: dict[int, int]) -> ActivityEnrolment | None:
    """An activity whose hours and these cannot both be true, by the times they begin.

    Each is a stretch of the day, as long as scheduled or as attended. Any number
    of them fit when no group of them holds more minutes than its stretches cover
    together; who left early there may have come later here.
    """
    windows = {
        enrolment: window
        for enrolment, minutes in spent.items()
        if minutes and (window := _window(book.scheduled_day(enrolment, cell.on), minutes))
    }
    if cell.enrolment not in windows:
        return None
    others = [enrolment for enrolment in sorted(windows) if enrolment != cell.enrolment]
    for size in range(1, len(others) + 1):
        for group in combinations(others, size):
            members = (cell.enrolment, *group)
            if sum(spent[one] for one in members) > _covered([windows[one] for one in members]):
                return book.enrolments[group[0]]
    return None


def _window(day: ScheduledDay | None, minutes: int) -> Window | None:
    if day is None or day.opens_at is None:
        return None
    start = day.opens_at.hour * 60 + day.opens_at.minute
    return start, start + max(day.minutes, minutes)


def _covered(windows: Sequence[Window]) -> int:
    """How many minutes of the day at least one of them covers."""
    total, reached = 0, -1
    for start, end in sorted(windows):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total

"""Ways that ask for the person's time: what is scheduled anyway, then more where there is room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from caseway.rules.params import load
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.entries import Mark, day_number, day_of
from caseway.rules.participation.family import Member
from caseway.rules.participation.forecast.candidate import (
    HOMEWORK_MARKS,
    Candidate,
    Room,
    WayKind,
)
from caseway.rules.participation.forecast.outlook import Forecast
from caseway.rules.participation.forecast.situation import Book, Opening
from caseway.rules.participation.law import Rules


def more_time(
    book: Book, member: Member, openings: Iterable[Opening], seen: Forecast, rules: Rules
) -> Iterator[Candidate]:
    """The schedule kept whole, homework watched over, hours added at each place that suits."""
    yield from _attend(book, member.person, seen)
    yield from _homework(book, member, seen, rules)
    for one in openings:
        if one.person in (None, member.person):
            yield from _place(book, member.person, one, seen, rules)


def _attend(book: Book, person: int, seen: Forecast) -> Iterator[Candidate]:
    """Everything scheduled from today on, instead of the usual part of it."""
    today = day_number(seen.month, seen.today)
    chosen = {
        entry
        for entry in book.expected
        if entry.person == person
        and entry.day >= today
        and entry.mark == Mark.PRESENT
        and entry.attended < entry.scheduled
    }
    if not chosen:
        return

    def change(book: Book) -> Book:
        full = tuple(
            entry._replace(attended=entry.scheduled) if entry in chosen else entry
            for entry in book.expected
        )
        return replace(book, expected=full)

    minutes = sum(entry.scheduled - entry.attended for entry in chosen)
    days = tuple(sorted(entry.day for entry in chosen))
    yield Candidate(WayKind.ATTEND, person, minutes=minutes, days=days, asks=True, change=change)


def _homework(book: Book, member: Member, seen: Forecast, rules: Rules) -> Iterator[Candidate]:
    """Homework that the program advises and that is not done yet, with somebody watching."""
    for one in member.homework:
        done = sum(
            entry.attended
            for entry in book.recorded
            if entry.person == member.person
            and entry.activity == one.activity
            and entry.mark in HOMEWORK_MARKS
        )
        left = one.advised_minutes - done
        room = _fit(_room(book, member.person, seen, rules), left)
        if room:
            yield Candidate(
                WayKind.HOMEWORK,
                member.person,
                one.activity,
                asks=True,
                room=room,
                mark=Mark.HOMEWORK_SUPERVISED,
                left=left,
            )


def _fit(room: tuple[Room, ...], minutes: int) -> tuple[Room, ...]:
    """No more than so many minutes of it, the earliest days first."""
    kept = []
    for one in room:
        if minutes <= 0:
            break
        kept.append(Room(one.day, min(one.minutes, minutes)))
        minutes -= one.minutes
    return tuple(kept)


def _place(
    book: Book, person: int, opening: Opening, seen: Forecast, rules: Rules
) -> Iterator[Candidate]:
    """More hours where there is a place."""
    room = _room(book, person, seen, rules, opening)
    if not room or opening.activity == Activity.OTHER:
        return
    kind = WayKind.MORE_HOURS if opening.known else WayKind.NEW_PLACE
    if opening.activity == Activity.JSJR:
        kind = WayKind.JOB_SEARCH
    yield Candidate(kind, person, opening.activity, asks=True, room=room, opening=opening)


def _room(
    book: Book, person: int, seen: Forecast, rules: Rules, opening: Opening | None = None
) -> tuple[Room, ...]:
    """The days after today with time to spare, within a working day."""
    most = load("participation_forecast").value_on("most_minutes_a_day", seen.today)
    busy: dict[int, int] = defaultdict(int)
    for entry in book.entries:
        if entry.person == person:
            busy[entry.day] += max(entry.scheduled, entry.attended)
    first = max(rules.calendar.first_day, day_number(seen.month, seen.today) + 1)
    days = range(first, rules.calendar.last_day + 1)
    room = []
    for day in days:
        if day in rules.holidays or not _open(opening, day_of(rules.month, day)):
            continue
        spare = min(most - busy[day], opening.minutes_a_day if opening else most)
        if spare > 0:
            room.append(Room(day, spare))
    return tuple(room)


def _open(opening: Opening | None, day: date) -> bool:
    if opening is None:
        return day.weekday() < 5
    return day >= opening.starts and day.weekday() in opening.weekdays

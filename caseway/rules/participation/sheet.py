"""The one pass over the entries: each person's minutes, by activity.

Six million entries go through `_read` for a state's month, so it only adds. What needs more
than adding (an absence, a holiday, homework, job search, unproven hours) is set aside in `odd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from types import MappingProxyType
from typing import cast

from caseway.rules.participation import said_of_families, said_of_hours
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.entries import Mark, Proof, RawEntry, day_of
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.notes import Note

DAY = 24 * 60
_ACTIVITIES = range(SIZE)
_DAYS = 40
"""Room for days 1 to 31 and, counted from the end, for 0 down to -5."""

# Plain numbers: looking up a member of an enum for each entry would cost more than all else.
_PRESENT, _UNEXCUSED = int(Mark.PRESENT), int(Mark.UNEXCUSED)
_VERIFIED, _JSJR = int(Proof.VERIFIED), int(Activity.JSJR)

# Shared by all sheets without an odd entry. The tuples and views refuse to be written to.
_ZEROS = cast("list[int]", (0,) * (8 * SIZE))
_NO_ABSENCES = cast("list[tuple[int, int, int]]", ())
_NO_HOMEWORK = cast("dict[int, list[int]]", MappingProxyType({}))
_NO_DAYS = cast("dict[int, set[int]]", MappingProxyType({}))


class Sheet:
    """One person's month while it is worked out. Minutes; lists run by period, then activity.

    `search` holds job search as (day, kind, minutes), kind 0 worked, 1 excused, 2 holiday.
    `touched` are the activities with anything in them. `absences` and `holidays` hold (day,
    place in the lists, minutes) until they are granted.
    `homework` holds supervised and unsupervised minutes by place. `holiday_days` are the places
    at which each granted holiday counts.
    """

    __slots__ = (
        "absences", "days", "excused", "holiday", "holiday_days", "holidays", "homework",
        "member", "notes", "odd", "raw", "search", "touched", "unproven", "worked",
    )  # fmt: skip

    def __init__(self, member: Member, size: int) -> None:
        self.member = member
        self.worked = [0] * size
        self.days = [0] * _DAYS
        self.odd: list[RawEntry] = []
        self.notes: list[Note] = []

    def settle(self) -> None:
        """Finish the reading: what was recorded, and room for what is odd."""
        worked = self.worked
        size = len(worked)
        self.raw = [sum(worked[at::SIZE]) for at in range(SIZE)] if size > SIZE else worked[:]
        self.touched = set(compress(_ACTIVITIES, self.raw))
        self.search: list[tuple[int, int, int]] = []
        if not self.odd:
            self.unproven = self.excused = self.holiday = _ZEROS
            self.absences = self.holidays = _NO_ABSENCES
            self.homework, self.holiday_days = _NO_HOMEWORK, _NO_DAYS
            return
        self.unproven = [0] * SIZE
        self.excused = [0] * size
        self.holiday = [0] * size
        self.absences, self.holidays, self.homework, self.holiday_days = [], [], {}, {}
        for entry in self.odd:
            if entry[4] == _VERIFIED:
                self.days[entry[0]] += entry[6]


def read(
    family: Family, entries: Sequence[RawEntry], frame: Frame
) -> tuple[list[Sheet], list[Note]]:
    """A sheet for each member in order, and notes on entries that had to be left out."""
    notes: list[Note] = []
    try:
        sheets = _read(family.members, entries, frame)
    except KeyError:
        entries = list(_fitting(family, entries, frame.buckets, notes))
        sheets = _read(family.members, entries, frame)
    too_long: dict[tuple[int, int], int] = {}
    for sheet in sheets:
        if max(sheet.days) > DAY:
            too_long |= {(sheet.member.person, day): sheet.days[day] for day in _too_long(sheet)}
    if too_long:
        kept = [entry for entry in entries if (entry[1], entry[0]) not in too_long]
        sheets = _read(family.members, kept, frame)
        _note_days(family, sheets, too_long)
    return sheets, notes


def _read(members: Sequence[Member], entries: Iterable[RawEntry], frame: Frame) -> list[Sheet]:
    size, buckets = frame.size, frame.buckets
    sheets = [Sheet(member, size) for member in members]
    by_person = {sheet.member.person: sheet for sheet in sheets}
    present, unexcused, verified, search = _PRESENT, _UNEXCUSED, _VERIFIED, _JSJR
    last = None
    for entry in entries:
        day, person, activity, mark, proof, _, attended = entry
        if person != last:
            sheet = by_person[person]
            worked, days, odd = sheet.worked, sheet.days, sheet.odd
            last = person
        if proof == verified and (mark == present or mark == unexcused) and activity != search:  # noqa: SIM109
            worked[buckets[day] + activity] += attended
            days[day] += attended
        else:
            buckets[day]  # a day of another month is noticed here too
            odd.append(entry)
    for sheet in sheets:
        sheet.settle()
    return sheets


def _fitting(
    family: Family, entries: Iterable[RawEntry], days: Mapping[int, int], notes: list[Note]
) -> Iterable[RawEntry]:
    """The entries of members on days of the month; the minutes of others are noted."""
    people = {member.person for member in family.members}
    strange = other = 0
    for entry in entries:
        if entry[1] not in people:
            strange += entry[6]
        elif entry[0] not in days:
            other += entry[6]
        else:
            yield entry
    if strange:
        notes.append((said_of_families.STRANGER.code, strange))
    if other:
        notes.append((said_of_families.OTHER_MONTH.code, other))


def _too_long(sheet: Sheet) -> list[int]:
    return [
        number if number <= 31 else number - _DAYS
        for number, minutes in enumerate(sheet.days)
        if minutes > DAY
    ]


def _note_days(family: Family, sheets: list[Sheet], too_long: dict[tuple[int, int], int]) -> None:
    code = said_of_hours.DAY_TOO_LONG.code
    for sheet in sheets:
        for (person, day), minutes in sorted(too_long.items()):
            if person == sheet.member.person:
                on = day_of(family.month, day).toordinal()
                sheet.notes.append((code, on, minutes))

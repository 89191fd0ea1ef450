"""The one pass over the entries: each person's minutes, by activity.

Six million entries go through `_read` for a state's month, so it only adds. What needs more
than adding (an absence, a holiday, homework, job search, unproven hours) is set aside in `odd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from caseway.rules.participation import said_of_families, said_of_hours
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.entries import Mark, Proof, RawEntry, day_of
from caseway.rules.participation.family import Family, Member
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.notes import Note

DAY = 24 * 60
_DAYS = 40
"""Room for days 1 to 31 and, counted from the end, for 0 down to -5."""

# Plain numbers: looking up a member of an enum for each entry would cost more than all else.
_COUNTED = (int(Mark.PRESENT), int(Mark.UNEXCUSED))
_VERIFIED, _JSJR = int(Proof.VERIFIED), int(Activity.JSJR)


class Sheet:
    """One person's month while it is worked out. Minutes; lists run by period, then activity.

    `search` holds job search as (day, kind, minutes), kind 0 worked, 1 excused, 2 holiday.
    `absences` and `holidays` hold (day, place in the lists, minutes) until they are granted.
    `homework` holds supervised and unsupervised minutes by place. `holiday_days` are the places
    at which each granted holiday counts.
    """

    __slots__ = (
        "absences", "days", "excused", "holiday", "holiday_days", "holidays", "homework",
        "member", "notes", "odd", "raw", "search", "unproven", "worked",
    )  # fmt: skip

    def __init__(self, member: Member, size: int) -> None:
        self.member = member
        self.worked = [0] * size
        self.days = [0] * _DAYS
        self.odd: list[RawEntry] = []
        self.notes: list[Note] = []

    def settle(self) -> None:
        """Finish the reading: what was recorded, and what of it is odd."""
        worked = self.worked
        size = len(worked)
        self.raw = [sum(worked[at::SIZE]) for at in range(SIZE)] if size > SIZE else worked[:]
        self.unproven = [0] * SIZE
        self.excused = [0] * size
        self.holiday = [0] * size
        self.search: list[tuple[int, int, int]] = []
        self.absences: list[tuple[int, int, int]] = []
        self.holidays: list[tuple[int, int, int]] = []
        self.homework: dict[int, list[int]] = {}
        self.holiday_days: dict[int, set[int]] = {}


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
    too_long = {}
    for sheet in sheets:
        for day in _too_long(sheet, family):
            too_long[sheet.member.person, day] = sheet.days[day]
    if too_long:
        kept = [entry for entry in entries if (entry[1], entry[0]) not in too_long]
        sheets = _read(family.members, kept, frame)
        _note_days(family, sheets, too_long)
    return sheets, notes


def _read(members: Sequence[Member], entries: Iterable[RawEntry], frame: Frame) -> list[Sheet]:
    size, buckets = frame.size, frame.buckets
    sheets = [Sheet(member, size) for member in members]
    by_person = {sheet.member.person: sheet for sheet in sheets}
    for entry in entries:
        day, person, activity, mark, proof, _, attended = entry
        sheet = by_person[person]
        place = buckets[day] + activity
        if proof == _VERIFIED:
            sheet.days[day] += attended
            if mark in _COUNTED and activity != _JSJR:
                sheet.worked[place] += attended
                continue
        sheet.odd.append(entry)
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


def _too_long(sheet: Sheet, family: Family) -> list[int]:
    if max(sheet.days) <= DAY:
        return []
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

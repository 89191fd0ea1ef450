"""Entries that need more than adding: unproven hours, absences, holidays, homework, job search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import COUNTABLE, PAID, SIZE, Activity
from caseway.rules.participation.entries import Mark, Proof, RawEntry
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.sheet import Sheet

UNPAID = COUNTABLE - PAID
_HOMEWORK = (Mark.HOMEWORK_SUPERVISED, Mark.HOMEWORK_UNSUPERVISED)
WORKED, EXCUSED, HOLIDAY = 0, 1, 2


def sort_out(sheet: Sheet, family: Family, frame: Frame, becomes: Mapping[int, int]) -> None:
    """Put each odd entry where it is counted or limited, in order of day.

    `becomes` names activities that count as another one, or as none. The order makes the answer
    the same however the entries came.
    """
    for entry in sorted(sheet.odd):
        activity, attended = entry[2], entry[6]
        sheet.touched.add(activity)
        sheet.raw[activity] += attended
        if entry[4] != Proof.VERIFIED:
            sheet.unproven[activity] += attended
        else:
            place = frame.buckets[entry[0]] + becomes.get(activity, activity)
            sheet.touched.add(place % SIZE)
            _place(sheet, family, frame, entry, place)
    if unproven := sum(sheet.unproven):
        sheet.notes.append((say.UNPROVEN.code, unproven))


def _place(sheet: Sheet, family: Family, frame: Frame, entry: RawEntry, place: int) -> None:
    day, _, _, mark, _, scheduled, attended = entry
    inside = place < frame.periods * SIZE
    if mark in _HOMEWORK:
        sheet.homework.setdefault(place, [0, 0])[_HOMEWORK.index(Mark(mark))] += attended
    elif place % SIZE == Activity.JSJR and inside:
        sheet.search.append((day, WORKED, attended))
    else:
        sheet.worked[place] += attended
    if inside and mark in (Mark.EXCUSED, Mark.HOLIDAY) and place % SIZE in UNPAID:
        _miss(sheet, family, day, mark, place, scheduled - attended)


def _miss(sheet: Sheet, family: Family, day: int, mark: int, place: int, missed: int) -> None:
    """Keep an absence for granting. Source: 45 CFR 261.60(b), "must have been scheduled"."""
    if missed <= 0:
        on = (family.month.first + timedelta(days=day - 1)).toordinal()
        sheet.notes.append((say.NOT_SCHEDULED.code, on))
    elif mark == Mark.EXCUSED:
        sheet.absences.append((day, place, missed))
    else:
        sheet.holidays.append((day, place, missed))

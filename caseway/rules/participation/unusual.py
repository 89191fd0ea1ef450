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

WORKED, EXCUSED, HOLIDAY = 0, 1, 2

# Plain numbers, as in `sheet`: this is asked of millions of entries.
UNPAID = frozenset(map(int, COUNTABLE - PAID))
_VERIFIED, _JSJR = int(Proof.VERIFIED), int(Activity.JSJR)
_EXCUSED, _HOLIDAY = int(Mark.EXCUSED), int(Mark.HOLIDAY)
_AWAY = (_EXCUSED, _HOLIDAY)
_HOMEWORK = (int(Mark.HOMEWORK_SUPERVISED), int(Mark.HOMEWORK_UNSUPERVISED))


def sort_out(sheet: Sheet, family: Family, frame: Frame, becomes: Mapping[int, int]) -> None:
    """Put each odd entry where it is counted or limited, in order of day.

    `becomes` names activities that count as another one, or as none. The order makes the answer
    the same however the entries came.
    """
    touched, raw, unproven, buckets = sheet.touched, sheet.raw, sheet.unproven, frame.buckets
    for entry in sorted(sheet.odd):
        day, _, activity, _, proof, _, attended = entry
        touched.add(activity)
        raw[activity] += attended
        if proof != _VERIFIED:
            unproven[activity] += attended
            continue
        place = buckets[day] + becomes.get(activity, activity)
        touched.add(place % SIZE)
        _place(sheet, family, frame, entry, place)
    if minutes := sum(unproven):
        sheet.notes.append((say.UNPROVEN.code, minutes))


def _place(sheet: Sheet, family: Family, frame: Frame, entry: RawEntry, place: int) -> None:
    day, _, _, mark, _, scheduled, attended = entry
    if mark in _HOMEWORK:
        sheet.homework.setdefault(place, [0, 0])[_HOMEWORK.index(mark)] += attended
        return
    activity = place % SIZE
    inside = place < frame.periods * SIZE
    if activity == _JSJR and inside:
        sheet.search.append((day, WORKED, attended))
    else:
        sheet.worked[place] += attended
    if mark in _AWAY and inside and activity in UNPAID:
        _miss(sheet, family, day, mark, place, scheduled - attended)


def _miss(sheet: Sheet, family: Family, day: int, mark: int, place: int, missed: int) -> None:
    """Keep an absence for granting. Source: 45 CFR 261.60(b), "must have been scheduled"."""
    if missed <= 0:
        on = (family.month.first + timedelta(days=day - 1)).toordinal()
        sheet.notes.append((say.NOT_SCHEDULED.code, on))
    elif mark == _EXCUSED:
        sheet.absences.append((day, place, missed))
    else:
        sheet.holidays.append((day, place, missed))

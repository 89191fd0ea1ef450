"""Entries that need more than adding: unproven hours, absences, holidays, homework, job search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import COUNTABLE, PAID, SIZE, Activity
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.sheet import Sheet

WORKED, EXCUSED, HOLIDAY = 0, 1, 2

# Plain numbers, as in `sheet`: this is asked of millions of entries.
UNPAID = frozenset(map(int, COUNTABLE - PAID))
_VERIFIED, _JSJR = int(Proof.VERIFIED), int(Activity.JSJR)
_EXCUSED, _HOLIDAY = int(Mark.EXCUSED), int(Mark.HOLIDAY)
_SUPERVISED = int(Mark.HOMEWORK_SUPERVISED)
"""The two marks of homework are the last; the other is unsupervised."""
_UNPAID = tuple(at in UNPAID for at in range(SIZE))
_AWAY = tuple(mark in (_EXCUSED, _HOLIDAY) for mark in range(_SUPERVISED))


def sort_out(sheet: Sheet, family: Family, frame: Frame, becomes: Mapping[int, int]) -> None:
    """Put each odd entry where it is counted or limited, in order of day.

    `becomes` names activities that count as another one, or as none. The order makes the answer
    the same however the entries came.
    """
    touched, raw, unproven, worked = sheet.touched, sheet.raw, sheet.unproven, sheet.worked
    buckets, inside = frame.buckets, frame.periods * SIZE
    for entry in sorted(sheet.odd):
        day, _, activity, mark, proof, scheduled, attended = entry
        touched.add(activity)
        raw[activity] += attended
        if proof != _VERIFIED:
            unproven[activity] += attended
            continue
        if activity in becomes:
            activity = becomes[activity]
            touched.add(activity)
        place = buckets[day] + activity
        if mark >= _SUPERVISED:
            sheet.homework.setdefault(place, [0, 0])[mark - _SUPERVISED] += attended
            continue
        if activity == _JSJR and place < inside:
            sheet.search.append((day, WORKED, attended))
        else:
            worked[place] += attended
        if _AWAY[mark] and _UNPAID[activity] and place < inside:
            _miss(sheet, family, day, mark, place, scheduled - attended)
    if minutes := sum(unproven):
        sheet.notes.append((say.UNPROVEN.code, minutes))


def _miss(sheet: Sheet, family: Family, day: int, mark: int, place: int, missed: int) -> None:
    """Keep an absence for granting. Source: 45 CFR 261.60(b), "must have been scheduled"."""
    if missed <= 0:
        on = (family.month.first + timedelta(days=day - 1)).toordinal()
        sheet.notes.append((say.NOT_SCHEDULED.code, on))
    elif mark == _EXCUSED:
        sheet.absences.append((day, place, missed))
    else:
        sheet.holidays.append((day, place, missed))

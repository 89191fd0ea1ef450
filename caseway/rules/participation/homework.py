"""Homework: all that is supervised, an hour for each hour of class otherwise.

Never more than the program asks for, and documents. Source: 45 CFR 261.60(e), 261.61(e).
"""

from __future__ import annotations

from collections.abc import Mapping

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.sheet import Sheet

CLASSES = frozenset({Activity.VOCED, Activity.JOBSKILL, Activity.EDEMP, Activity.SCHOOL})
"""The activities that are taught in classes."""
_OTHER = int(Activity.OTHER)


def count_homework(sheet: Sheet, becomes: Mapping[int, int]) -> None:
    """Add the homework that counts to the hours of its class, within each period.

    Called when classes are where they count, as `becomes` says.
    """
    classes = sheet.worked[:]  # before any homework is added
    advised: dict[int, int] = {}
    for one in sheet.member.homework:
        activity = becomes.get(one.activity, one.activity)
        advised[activity] = advised.get(activity, 0) + one.advised_minutes
    for place, (supervised, alone) in sorted(sheet.homework.items()):
        activity = place % SIZE
        if activity == _OTHER:
            sheet.worked[place] += supervised + alone
            continue
        if activity not in CLASSES:
            sheet.notes.append((say.HOMEWORK_ELSEWHERE.code, supervised + alone, activity))
            continue
        allowed = min(alone, classes[place])
        if allowed < alone:
            sheet.notes.append((say.HOMEWORK_CLASS.code, allowed, alone, classes[place]))
        asked, left = supervised + allowed, advised.get(activity, 0)
        counted = min(asked, left)
        if counted < asked:
            sheet.notes.append((say.HOMEWORK_PROGRAM.code, counted, asked, left))
        advised[activity] = left - counted
        sheet.worked[place] += counted

"""Schooling that does not count, and vocational education after its twelve months.

Source: 45 CFR 261.30(j)-(k), 261.33(a).
"""

from __future__ import annotations

from collections.abc import Mapping

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.family import Member
from caseway.rules.participation.law import Law
from caseway.rules.participation.sheet import Sheet

_AFTER_VOCED = (Activity.JOBSKILL, Activity.EDEMP)
NOTHING: Mapping[int, int] = {}


def becomes(member: Member, law: Law) -> Mapping[int, int]:
    """The activities that count for this person as another one, or as none (OTHER)."""
    used_up = member.balances.voced_months >= law.voced_months
    if not used_up and not member.completed_secondary:
        return NOTHING
    found: dict[int, int] = {}
    if member.completed_secondary:
        found = {Activity.EDEMP: Activity.OTHER, Activity.SCHOOL: Activity.OTHER}
    if used_up:
        also = member.voced_also if member.voced_also in _AFTER_VOCED else Activity.OTHER
        found[Activity.VOCED] = found.get(also, also)
    return found


def move(sheet: Sheet, moves: Mapping[int, int], law: Law) -> None:
    """Move hours to the activity they count as, and say why.

    Called after the sheet is sorted out, whose entries went to the right place at once.
    """
    for activity, instead in moves.items():
        if activity not in sheet.touched:
            continue
        sheet.touched.add(instead)
        for place in range(activity, len(sheet.worked), SIZE):
            sheet.worked[place - activity + instead] += sheet.worked[place]
            sheet.worked[place] = 0
        proven = sheet.raw[activity] - sheet.unproven[activity]
        if not proven:
            continue
        if activity != Activity.VOCED:
            sheet.notes.append((say.SCHOOL_COMPLETED.code, proven, activity))
        elif instead == Activity.OTHER:
            sheet.notes.append((say.VOCED_USED_UP.code, proven, law.voced_months))
        else:
            sheet.notes.append((say.VOCED_INSTEAD.code, proven, instead, law.voced_months))

"""Schooling that does not count, and vocational education after its twelve months.

Source: 45 CFR 261.30(j)-(k), 261.33(a).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.family import Member
from caseway.rules.participation.law import Law
from caseway.rules.participation.sheet import Sheet

# Plain numbers, as in `sheet`: this is asked of every person of a state.
_OTHER, _VOCED = int(Activity.OTHER), int(Activity.VOCED)
_AFTER_VOCED = (int(Activity.JOBSKILL), int(Activity.EDEMP))
NOTHING: Mapping[int, int] = MappingProxyType({})
COMPLETED: Mapping[int, int] = MappingProxyType(
    {int(Activity.EDEMP): _OTHER, int(Activity.SCHOOL): _OTHER}
)
"""Schooling of somebody who has a diploma."""


def becomes(member: Member, law: Law) -> Mapping[int, int]:
    """The activities that count for this person as another one, or as none (OTHER)."""
    schooling = COMPLETED if member.completed_secondary else NOTHING
    if member.balances.voced_months < law.voced_months:
        return schooling
    also = int(member.voced_also) if member.voced_also in _AFTER_VOCED else _OTHER
    return {**schooling, _VOCED: schooling.get(also, also)}


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
        if activity != _VOCED:
            sheet.notes.append((say.SCHOOL_COMPLETED.code, proven, activity))
        elif instead == _OTHER:
            sheet.notes.append((say.VOCED_USED_UP.code, proven, law.voced_months))
        else:
            sheet.notes.append((say.VOCED_INSTEAD.code, proven, instead, law.voced_months))

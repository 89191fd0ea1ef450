"""Excused absences and holidays from unpaid activities. Source: 45 CFR 261.60(b).

Granted in order of day, before averaging: the limits are on hours and days, not on averages.
"""

from __future__ import annotations

from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.entries import day_of
from caseway.rules.participation.law import Rules
from caseway.rules.participation.sheet import Sheet
from caseway.rules.participation.unusual import EXCUSED, HOLIDAY

_JSJR = int(Activity.JSJR)


def grant_absences(sheet: Sheet, rules: Rules) -> None:
    """Grant excused minutes up to the month's limit and what is left of the twelve months'."""
    law, used = rules.law, sheet.member.balances.absence_minutes
    window = max(0, law.absence_window - used)
    left = most = min(law.absence_month, window)
    asked = 0
    for day, place, minutes in sorted(sheet.absences):
        granted = min(minutes, left)
        asked += minutes
        left -= granted
        _count(sheet, EXCUSED, day, place, granted)
    if asked <= most:
        sheet.notes.append((say.ABSENCE.code, asked))
    elif most == law.absence_month:
        sheet.notes.append((say.ABSENCE_MONTH.code, most, asked, law.absence_month))
    else:
        sheet.notes.append((say.ABSENCE_WINDOW.code, most, asked, law.absence_window, used))


def grant_holidays(sheet: Sheet, rules: Rules) -> None:
    """Grant the scheduled minutes of plan holidays, up to ten days in twelve months."""
    most = rules.law.holidays
    left = most - sheet.member.balances.holidays
    refused = set()
    minutes_granted = 0
    for day, place, minutes in sorted(sheet.holidays):
        if day not in rules.holidays:
            refused.add((day, say.NOT_A_HOLIDAY.code))
        elif day not in sheet.holiday_days and len(sheet.holiday_days) >= left:
            refused.add((day, say.TOO_MANY_HOLIDAYS.code))
        else:
            sheet.holiday_days.setdefault(day, set()).add(place % SIZE)
            minutes_granted += minutes
            _count(sheet, HOLIDAY, day, place, minutes)
    if minutes_granted:
        used = most - left + len(sheet.holiday_days)
        sheet.notes.append((say.HOLIDAY.code, minutes_granted, used, most))
    for day, code in sorted(refused):
        on = day_of(rules.month, day).toordinal()
        sheet.notes.append((code, on, most) if code == say.TOO_MANY_HOLIDAYS.code else (code, on))


def _count(sheet: Sheet, kind: int, day: int, place: int, minutes: int) -> None:
    if place % SIZE == _JSJR:
        sheet.search.append((day, kind, minutes))
    elif kind == EXCUSED:
        sheet.excused[place] += minutes
    else:
        sheet.holiday[place] += minutes

"""From minutes in a sheet to whole hours a week, field by field as the federal report has them.

Each field is rounded, half up, and only then added. Source: ACF-199 instructions, items 50-64.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation.activities import CORE, SIZE, Activity
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.jobsearch import Search
from caseway.rules.participation.sheet import Sheet

_VOCED, _EDEMP = int(Activity.VOCED), int(Activity.EDEMP)
_WORKFARE = (int(Activity.WORKEXP), int(Activity.COMSERV))
# As what an activity is added up. Job search is counted by itself, by weeks.
_UNCOUNTED, _AS_CORE, _AS_WORKFARE, _AS_NONCORE, _AS_VOCED = range(5)


def _counts(activity: int) -> int:
    if activity == _VOCED:
        return _AS_VOCED
    if activity in (0, Activity.JSJR, Activity.OTHER):
        return _UNCOUNTED
    if activity in _WORKFARE:
        return _AS_WORKFARE
    return _AS_CORE if activity in CORE else _AS_NONCORE


_COUNTS = tuple(_counts(activity) for activity in range(SIZE))


class Week(NamedTuple):
    """One period's hours a week: `core` without vocational education and job search.

    `workfare` are the hours of work experience and community service among the core.
    """

    core: int
    noncore: int
    voced: int
    workfare: int
    edemp: int


def weeks_of(sheet: Sheet, frame: Frame) -> tuple[Week, ...]:
    """The hours of each period."""
    if frame.periods == 1:
        return (_week(sheet, frame, 0),)
    return tuple([_week(sheet, frame, period * SIZE) for period in range(frame.periods)])


def _week(sheet: Sheet, frame: Frame, at: int) -> Week:
    core = noncore = voced = workfare = edemp = 0
    worked, excused, holiday = sheet.worked, sheet.excused, sheet.holiday
    rounded = frame.hours
    for activity in sheet.touched:
        counts = _COUNTS[activity]
        if not counts:
            continue
        place = at + activity
        hours = rounded(worked[place])
        if excused[place] or holiday[place]:
            hours += rounded(excused[place]) + rounded(holiday[place])
        if counts == _AS_VOCED:
            voced = hours
        elif counts == _AS_NONCORE:
            noncore += hours
            if activity == _EDEMP:
                edemp = hours
        else:
            core += hours
            if counts == _AS_WORKFARE:
                workfare += hours
    return Week(core, noncore, voced, workfare, edemp)


def searches_hours(
    searches: tuple[Search, Search], frame: Frame
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Hours a week of job search in each period, in both readings."""
    plain, short = searches
    hours = _search_hours(plain, frame)
    return hours, hours if short is plain else _search_hours(short, frame)


def _search_hours(search: Search, frame: Frame) -> tuple[int, ...]:
    kinds = zip(search.worked, search.excused, search.holiday, strict=True)
    return tuple([sum([frame.hours(minutes) for minutes in three]) for three in kinds])


def workfare_minutes(sheet: Sheet, frame: Frame) -> int:
    """Minutes of work experience and community service in the month."""
    if sheet.touched.isdisjoint(_WORKFARE):
        return 0
    worked, excused, holiday = sheet.worked, sheet.excused, sheet.holiday
    minutes = 0
    for begins in range(0, frame.periods * SIZE, SIZE):
        for activity in _WORKFARE:
            place = begins + activity
            minutes += worked[place] + excused[place] + holiday[place]
    return minutes

"""A person's month by activity, and what it uses up of her limits."""

from __future__ import annotations

from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.balances import NOTHING_CHARGED, Charged
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.jobsearch import Search
from caseway.rules.participation.results import ActivityLine
from caseway.rules.participation.sheet import Sheet

_JSJR, _VOCED, _OTHER = int(Activity.JSJR), int(Activity.VOCED), int(Activity.OTHER)
MOST = 99
"""What a field of the federal report holds."""


def lines_of(
    sheet: Sheet, frame: Frame, search: Search | None, kept_back: frozenset[int]
) -> tuple[ActivityLine, ...]:
    """One line for each activity with anything in it; hours averaged over all periods."""
    lines = []
    average, unproven, all_raw = frame.average, sheet.unproven, sheet.raw
    touched = sheet.touched
    for activity in sorted(touched) if len(touched) > 1 else touched:
        raw = all_raw[activity]
        worked, excused, holiday = _minutes(sheet, frame, activity, search)
        if raw or worked or excused or holiday:
            lines.append(
                ActivityLine(
                    activity,
                    raw,
                    unproven[activity],
                    worked,
                    excused,
                    holiday,
                    _field(average(worked)),
                    _field(average(excused)) if excused else 0,
                    _field(average(holiday)) if holiday else 0,
                    activity not in kept_back,
                )
            )
    return tuple(lines)


def _field(hours: int) -> int:
    return hours if hours < MOST else MOST


def _minutes(
    sheet: Sheet, frame: Frame, activity: int, search: Search | None
) -> tuple[int, int, int]:
    """Worked, excused and holiday minutes of an activity, over all periods."""
    if search is not None and activity == _JSJR:
        return sum(search.worked), sum(search.excused), sum(search.holiday)
    if frame.periods == 1:
        worked = sheet.worked[activity]
        excused, holiday = sheet.excused[activity], sheet.holiday[activity]
    else:
        places = slice(activity, frame.periods * SIZE, SIZE)
        worked, excused, holiday = (
            sum(minutes[places]) for minutes in (sheet.worked, sheet.excused, sheet.holiday)
        )
    if search is not None and activity == _OTHER:
        worked += search.lost
    return worked, excused, holiday


def charged_by(
    sheet: Sheet,
    lines: tuple[ActivityLine, ...],
    search: Search | None,
    infant_month: bool,
) -> Charged:
    """What the reported hours use up. Hours kept back use nothing."""
    absence = 0
    voced = searched = False
    for activity, _, _, worked, excused, holiday, _, _, _, reported in lines:
        if not reported:
            continue
        absence += excused
        if activity == _JSJR:
            searched = True
        elif activity == _VOCED:
            voced = worked + excused + holiday > 0
    days = _holidays(sheet, lines) if sheet.holiday_days else 0
    if search is not None and searched:
        return Charged(
            absence, days, search.charged, search.weeks, search.day_rule_used, voced, infant_month
        )
    if absence or days or voced or infant_month:
        return Charged(absence, days, 0, (), False, voced, infant_month)
    return NOTHING_CHARGED


def spared_holidays(sheet: Sheet, lines: tuple[ActivityLine, ...]) -> int:
    """The holidays on which only such hours count as are kept out of the report."""
    return _days_of(sheet, {line[0] for line in lines}) - _holidays(sheet, lines)


def _holidays(sheet: Sheet, lines: tuple[ActivityLine, ...]) -> int:
    """The holidays on which anything counts that is reported."""
    return _days_of(sheet, {line[0] for line in lines if line[-1]})


def _days_of(sheet: Sheet, activities: set[int]) -> int:
    return sum([not activities.isdisjoint(on) for on in sheet.holiday_days.values()])

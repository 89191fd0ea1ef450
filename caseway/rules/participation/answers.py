"""A person's answer: hours reported, what they use up, the federal code, and the sentences.

Source: ACF-199 item 49 and items 50-64; 45 CFR 261.31-.35.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation import said_of_hours as hours_say
from caseway.rules.participation import said_of_people as say
from caseway.rules.participation.activities import CORE, SIZE, Activity
from caseway.rules.participation.engagement import Able
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.household import SAID
from caseway.rules.participation.jobsearch import Search
from caseway.rules.participation.law import Rules
from caseway.rules.participation.lines import MOST, charged_by, lines_of, spared_holidays
from caseway.rules.participation.notes import Note
from caseway.rules.participation.persons import Counted, Setting
from caseway.rules.participation.results import ActivityLine, Eligibility, PersonResult
from caseway.rules.participation.sheet import Sheet
from caseway.rules.participation.teens import Teen, school_minutes
from caseway.rules.participation.verdicts import Verdict

_CORE, _OTHER = frozenset(map(int, CORE)), int(Activity.OTHER)
_NOTHING: frozenset[int] = frozenset()


def answer(
    counted: Counted, verdict: Verdict, eligibility: Eligibility, setting: Setting
) -> PersonResult:
    """The answer for a work-eligible person."""
    sheet, _, able = counted
    search, kept_back = _shown(counted, verdict)
    lines = lines_of(sheet, setting.frame, search, kept_back)
    total = _total(lines)
    need = verdict.need
    # By place, in the order of `PersonResult`: names would take as long as making the lines.
    return PersonResult(
        sheet.member.person,
        eligibility,
        lines,
        total.core,
        total.noncore,
        verdict.deemed_overall,
        verdict.deemed_two_parent,
        need.core,
        need.total,
        verdict.meets,
        verdict.code,
        charged_by(sheet, lines, search, verdict.infant_month),
        spared_holidays(sheet, lines) if kept_back and sheet.holiday_days else 0,
        _notes(sheet, eligibility, verdict, setting, search),
        _warnings(lines, total, able, sheet, setting),
    )


def answer_unasked(sheet: Sheet, eligibility: Eligibility) -> PersonResult:
    """The answer for somebody who is not work-eligible: hours are recorded, and not looked at."""
    for entry in sheet.odd:
        sheet.raw[entry[2]] += entry[6]
    lines = tuple(
        ActivityLine(activity, raw, 0, 0, 0, 0, 0, 0, 0, False)
        for activity, raw in enumerate(sheet.raw)
        if raw
    )
    notes: list[Note] = [SAID[eligibility]]
    if recorded := sum(sheet.raw):
        notes.append((hours_say.NOT_ELIGIBLE.code, recorded))
    return PersonResult(
        sheet.member.person, eligibility, lines, 0, 0, 0, 0, 0, 0, False, "99", notes=tuple(notes)
    )


class Total(NamedTuple):
    """Hours a week of a person's lines; what never counts is in `all` alone."""

    core: int
    noncore: int
    excused: int
    holiday: int
    all: int


def _total(lines: tuple[ActivityLine, ...]) -> Total:
    core = excused = holiday = everything = other = 0
    for activity, _, _, _, _, _, participation, absence, days, _ in lines:
        hours = participation + absence + days
        everything += hours
        excused += absence
        holiday += days
        if activity in _CORE:
            core += hours
        elif activity == _OTHER:
            other = hours
    return Total(core, everything - core - other, excused, holiday, everything)


def _shown(counted: Counted, verdict: Verdict) -> tuple[Search | None, frozenset[int]]:
    """The job search that the lines show, and the activities that are not reported."""
    lawful, reported = verdict.lawful, verdict.reported
    if counted.searches is None and lawful == reported:
        return None, _NOTHING
    kept_back = set()
    if lawful.voced and not reported.voced:
        kept_back.add(int(Activity.VOCED))
    if counted.searches is None:
        return None, frozenset(kept_back)
    if not reported.search:
        kept_back.add(int(Activity.JSJR))
    which = reported.search or lawful.search
    return counted.searches[max(0, which - 1)], frozenset(kept_back)


def _notes(
    sheet: Sheet,
    eligibility: Eligibility,
    verdict: Verdict,
    setting: Setting,
    search: Search | None,
) -> tuple[Note, ...]:
    """Everything that is to be said of the person, from her place in the family to the sum."""
    member = sheet.member
    notes: list[Note] = [SAID[eligibility]]
    if member.cares_for_disabled and not member.medical_note:
        notes.append((say.CARE_UNPROVEN.code,))
    notes += sheet.notes
    if setting.frame.part or sheet.raw[_OTHER]:
        _add_hours(notes, sheet, setting)
    if search:
        notes += search.notes
    if verdict.lawful != verdict.reported:
        _add_kept_back(notes, sheet, verdict, search, setting.rules)
    notes += verdict.notes
    return tuple(notes)


def _add_hours(notes: list[Note], sheet: Sheet, setting: Setting) -> None:
    frame = setting.frame
    if other := sheet.raw[_OTHER] - sheet.unproven[_OTHER]:
        notes.append((hours_say.OTHER.code, other))
    if frame.part and (outside := sum(sheet.worked[frame.periods * SIZE :])):
        notes.append((hours_say.OUTSIDE_WEEKS.code, outside))


def _add_kept_back(
    notes: list[Note], sheet: Sheet, verdict: Verdict, search: Search | None, rules: Rules
) -> None:
    if verdict.lawful.voced and not verdict.reported.voced:
        minutes = sum(
            sum(kind[Activity.VOCED :: SIZE])
            for kind in (sheet.worked, sheet.excused, sheet.holiday)
        )
        notes.append((hours_say.VOCED_KEPT.code, minutes, rules.law.voced_months))
    if search and search.charged and not verdict.reported.search:
        notes.append((hours_say.SEARCH_KEPT.code, search.charged))


def _warnings(
    lines: tuple[ActivityLine, ...], total: Total, able: Able, sheet: Sheet, setting: Setting
) -> tuple[Note, ...]:
    """What the federal office would list for review."""
    law, frame = setting.rules.law, setting.frame
    _, _, excused, holiday, hours = total
    if (
        excused <= law.review_excused
        and holiday <= law.review_holiday
        and hours <= law.review_total
        and not able.teen
    ):
        return ()
    notes: list[Note] = []
    if total.excused > law.review_excused:
        notes.append((say.OVER_EXCUSED.code, total.excused, law.review_excused))
    if total.holiday > law.review_holiday:
        notes.append((say.OVER_HOLIDAY.code, total.holiday, law.review_holiday))
    if total.all > law.review_total:
        notes.append((say.OVER_TOTAL.code, total.all, law.review_total))
        notes += _over_fields(lines, frame)
    if able.teen is Teen.SCHOOL:
        minutes = school_minutes(sheet, frame)
        if not frame.average(minutes):
            notes.append((say.TEEN_ROUNDED.code, minutes))
    return tuple(notes)


def _over_fields(lines: tuple[ActivityLine, ...], frame: Frame) -> list[Note]:
    hours = {line.activity: frame.average(line.worked) for line in lines}
    return [(say.OVER_FIELD.code, most, at) for at, most in hours.items() if most > MOST]

"""A person's answer: hours reported, what they use up, the federal code, and the sentences.

Source: ACF-199 item 49 and items 50-64; 45 CFR 261.31-.35.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation import said_of_hours as hours_say
from caseway.rules.participation import said_of_people as say
from caseway.rules.participation.activities import CORE, SIZE, Activity
from caseway.rules.participation.deeming import Workfare
from caseway.rules.participation.engagement import Able, Sum, Terms, Use, met_alone, sum_alone
from caseway.rules.participation.entries import day_of
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.household import SAID
from caseway.rules.participation.jobsearch import Search
from caseway.rules.participation.law import Rules
from caseway.rules.participation.lines import MOST, charged_by, lines_of, spared_holidays
from caseway.rules.participation.notes import Note
from caseway.rules.participation.persons import Counted, Setting
from caseway.rules.participation.results import ActivityLine, Eligibility, PersonResult
from caseway.rules.participation.sheet import Sheet
from caseway.rules.participation.standings import Place
from caseway.rules.participation.teens import Teen, school_minutes

_CORE, _OTHER = frozenset(map(int, CORE)), int(Activity.OTHER)
_NOTHING: frozenset[int] = frozenset()
_PLACE_CODES = {"infant": "01", "sanction": "02"}


class Verdict(NamedTuple):
    """What the family's decision means for one person.

    `lawful` is all she could use, `reported` what is reported. `deemed_two_parent` is hers to
    report.
    """

    eligibility: Eligibility
    lawful: Use
    reported: Use
    place: Place
    deemed_two_parent: int


def answer(counted: Counted, verdict: Verdict, terms: Terms, setting: Setting) -> PersonResult:
    """The answer for a work-eligible person."""
    sheet, _, able = counted
    member, need = sheet.member, terms.alone(able)
    search, kept_back = _shown(counted, verdict)
    lines = lines_of(sheet, setting.frame, search, kept_back)
    total = _total(lines)
    infant_month = verdict.place.left_out == "infant" and member.parent
    sums = [sum_alone(able, verdict.lawful, at, terms) for at in range(len(able.weeks))]
    meets = bool(able.teen) or terms.vacuous or False not in [one.reaches(need) for one in sums]
    return PersonResult(
        person=member.person,
        eligibility=verdict.eligibility,
        lines=lines,
        core=total.core,
        noncore=total.noncore,
        deemed_overall=_deemed(able, verdict.reported, terms),
        deemed_two_parent=verdict.deemed_two_parent,
        core_needed=need.core,
        total_needed=need.total,
        meets=meets,
        participation_code=_code(able, verdict, terms, member.parent, meets),
        charged=charged_by(sheet, lines, search, infant_month),
        spared_holidays=spared_holidays(sheet, lines),
        notes=_notes(counted, verdict, terms, setting, search, sums),
        warnings=_warnings(lines, total, able, sheet, setting),
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
    for line in lines:
        _, _, _, _, _, _, participation, absence, days, _ = line
        hours = participation + absence + days
        everything += hours
        excused += absence
        holiday += days
        if line[0] in _CORE:
            core += hours
        elif line[0] == _OTHER:
            other = hours
    return Total(core, everything - core - other, excused, holiday, everything)


def _shown(counted: Counted, verdict: Verdict) -> tuple[Search | None, frozenset[int]]:
    """The job search that the lines show, and the activities that are not reported."""
    lawful, reported = verdict.lawful, verdict.reported
    if lawful == reported and counted.searches is None:
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


def _deemed(able: Able, use: Use, terms: Terms) -> int:
    """Item 63: the core hours deemed, on average over the periods, half up."""
    if terms.workfare is None:
        return 0
    periods = len(able.weeks)
    deemed = sum([sum_alone(able, use, at, terms).deemed for at in range(periods)])
    return (2 * deemed + periods) // (2 * periods)


def _code(able: Able, verdict: Verdict, terms: Terms, parent: bool, meets: bool) -> str:
    """Item 49, in the order in which the federal instructions choose."""
    left_out = verdict.place.left_out
    if left_out and (parent or left_out == "sanction"):
        return _PLACE_CODES[left_out]
    if able.teen:
        return str(int(able.teen))
    same = verdict.reported == verdict.lawful
    if able.young and meets and (same or met_alone(able, verdict.reported, terms)):
        return "17"
    return "18"


def _notes(
    counted: Counted,
    verdict: Verdict,
    terms: Terms,
    setting: Setting,
    search: Search | None,
    sums: list[Sum],
) -> tuple[Note, ...]:
    """Everything that is to be said of the person, from her place in the family to the sum."""
    sheet, _, able = counted
    notes: list[Note] = [SAID[verdict.eligibility]]
    if sheet.member.cares_for_disabled and not sheet.member.medical_note:
        notes.append((say.CARE_UNPROVEN.code,))
    notes += sheet.notes
    _add_hours(notes, sheet, setting)
    if search:
        notes += search.notes
    if verdict.lawful != verdict.reported:
        _add_kept_back(notes, sheet, verdict, search, setting.rules)
    if terms.workfare:
        _add_deemed(notes, counted, verdict, terms, terms.workfare)
    _add_sum(notes, able, sums, terms, setting)
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


def _add_deemed(
    notes: list[Note], counted: Counted, verdict: Verdict, terms: Terms, workfare: Workfare
) -> None:
    minutes = counted.able.workfare_minutes
    if not minutes:
        return
    facts = (minutes, workfare.hours, workfare.benefits_cents, workfare.wage_cents)
    if deemed := _deemed(counted.able, verdict.lawful, terms):
        notes.append((say.DEEMED.code, deemed, *facts))
    elif minutes < workfare.hours * 60:
        notes.append((say.NOT_DEEMED.code, *facts))


def _add_sum(
    notes: list[Note], able: Able, sums: list[Sum], terms: Terms, setting: Setting
) -> None:
    """Whether the hours are enough; in a part month, the first week that falls short."""
    need = terms.alone(able)
    if able.teen:
        notes.append(_teen_note(able))
        return
    if terms.vacuous:
        return
    short = [at for at, one in enumerate(sums) if not one.reaches(need)]
    one = sums[short[0] if short else 0]
    core = one.core + one.deemed
    hours = core + one.noncore
    if short and setting.frame.part:
        on = day_of(setting.rules.month, setting.frame.begins[short[0]]).toordinal()
        notes.append((say.WEEK_SHORT.code, on, hours, core))
        return
    if able.young:
        said = say.SHORT_YOUNG if short else say.MET_YOUNG
        notes.append((said.code, core, need.core))
    else:
        said = say.SHORT if short else say.MET
        notes.append((said.code, hours, core, need.total, need.core))
    if core < need.core and one.noncore:
        notes.append((say.CORE_FIRST.code, one.noncore, need.core))


def _teen_note(able: Able) -> Note:
    if able.teen is Teen.SCHOOL:
        return (say.TEEN_SCHOOL.code,)
    return (say.TEEN_EDUCATION.code, min(week.edemp for week in able.weeks))


def _warnings(
    lines: tuple[ActivityLine, ...], total: Total, able: Able, sheet: Sheet, setting: Setting
) -> tuple[Note, ...]:
    """What the federal office would list for review."""
    law, frame = setting.rules.law, setting.frame
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

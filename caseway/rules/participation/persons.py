"""One person's month: from her sheet to her answer."""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation.absences import grant_absences, grant_holidays
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.education import becomes, move
from caseway.rules.participation.employment import count_ahead, count_self_employment
from caseway.rules.participation.engagement import Able
from caseway.rules.participation.family import Family
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.homework import count_homework
from caseway.rules.participation.hours import searches_hours, weeks_of, workfare_minutes
from caseway.rules.participation.household import Household
from caseway.rules.participation.jobsearch import Search, count_search, limit_minutes
from caseway.rules.participation.law import Rules
from caseway.rules.participation.sheet import Sheet
from caseway.rules.participation.teens import teen_of
from caseway.rules.participation.unusual import sort_out


class Setting(NamedTuple):
    """What is the same for all of a family's members."""

    family: Family
    household: Household
    rules: Rules
    frame: Frame


class Counted(NamedTuple):
    """A work-eligible person's month, counted: her sheet, her job search, and how she is tested."""

    sheet: Sheet
    searches: tuple[Search, Search] | None
    able: Able


def count(sheet: Sheet, setting: Setting) -> Counted:
    """Let every limit on hours do its work."""
    family, _, rules, frame = setting
    member = sheet.member
    moves = becomes(member, rules.law)
    if sheet.odd:
        sort_out(sheet, family, frame, moves)
    if member.projections:
        count_ahead(sheet, frame, rules)
    if member.self_employment:
        count_self_employment(sheet, frame, rules)
    if sheet.absences:
        grant_absences(sheet, rules)
    if sheet.holidays:
        grant_holidays(sheet, rules)
    if moves:
        move(sheet, moves, rules.law)
    if sheet.homework:
        count_homework(sheet, moves)
    searches = _searches(sheet, setting) if sheet.search else None
    return Counted(sheet, searches, _able(sheet, searches, setting))


def _searches(sheet: Sheet, setting: Setting) -> tuple[Search, Search]:
    """Job search as it is, and with the short week counted as a full one."""
    household = setting.household
    young = sheet.member.parent and household.alone and household.young_child
    limit = limit_minutes(setting.rules, young)
    plain, short = count_search(sheet, setting.frame, setting.rules, limit)
    if plain.lost or short.lost:
        sheet.touched.add(Activity.OTHER)
    return plain, short


def _able(sheet: Sheet, searches: tuple[Search, Search] | None, setting: Setting) -> Able:
    _, household, rules, frame = setting
    member = sheet.member
    weeks = weeks_of(sheet, frame)
    none = (0,) * frame.periods
    plain, short = searches_hours(searches, frame) if searches else (none, none)
    return Able(
        weeks,
        (none, plain, short),
        household.young_child and household.alone and (member.parent or member.caretaker),
        workfare_minutes(sheet, frame) if rules.options.deeming else 0,
        teen_of(sheet, weeks, frame, rules.law, household.test_day),
        member.married or member.spouse,
    )

"""Parents under twenty whose schooling counts as being engaged. Source: 45 CFR 261.33(b)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from caseway.rules.dates import age_on
from caseway.rules.participation.activities import SIZE, Activity
from caseway.rules.participation.family import Member
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.hours import Week
from caseway.rules.participation.law import Law
from caseway.rules.participation.sheet import Sheet


class Teen(IntEnum):
    """By which schooling a teen counts as engaged; the number is the code of item 49."""

    NO = 0
    SCHOOL = 15
    EDUCATION = 16


def teen_of(sheet: Sheet, weeks: Sequence[Week], frame: Frame, law: Law, day: date) -> Teen:
    """Whether schooling makes the person engaged, whatever her hours come to."""
    member = sheet.member
    in_school = member.satisfactory_school or weeks[0].edemp
    if not in_school or not _may_be(member, law, day):
        return Teen.NO
    if member.satisfactory_school and school_minutes(sheet, frame):
        return Teen.SCHOOL
    if all(week.edemp >= law.teen_hours for week in weeks):
        return Teen.EDUCATION
    return Teen.NO


def _may_be(member: Member, law: Law, day: date) -> bool:
    return (
        age_on(member.born, day) < law.teen_age
        and member.receives
        and (member.married or member.head or member.spouse)
    )


def school_minutes(sheet: Sheet, frame: Frame) -> int:
    """Minutes of secondary school in the month that count."""
    places = range(Activity.SCHOOL, frame.periods * SIZE, SIZE)
    return sum(sheet.worked[at] + sheet.excused[at] + sheet.holiday[at] for at in places)

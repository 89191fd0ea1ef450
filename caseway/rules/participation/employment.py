"""Employment counted ahead from documented hours, and self-employment from net income.

Source: 45 CFR 261.60(c)-(d), 261.61(b)-(d).
"""

from __future__ import annotations

from caseway.rules.dates import Month
from caseway.rules.participation import said_of_hours as say
from caseway.rules.participation.activities import PAID, SIZE, Activity
from caseway.rules.participation.family import Projection, SelfEmployment
from caseway.rules.participation.frame import Frame
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import Note
from caseway.rules.participation.options import SelfEmploymentMethod
from caseway.rules.participation.sheet import Sheet


def count_ahead(sheet: Sheet, frame: Frame, rules: Rules) -> None:
    """Count each projection that holds in the month, in place of entries in its activity."""
    replaced: set[int] = set()
    for one in sorted(sheet.member.projections, key=_order):
        holds, note = _holds(one, rules)
        if note:
            sheet.notes.append(note)
        if not holds or one.activity not in PAID:
            continue
        if one.activity not in replaced:
            replaced.add(one.activity)
            sheet.touched.add(one.activity)
            _stand_aside(sheet, one.activity, frame)
        for period in range(frame.periods):
            place = period * SIZE + one.activity
            sheet.worked[place] += frame.period_minutes(one.minutes_per_week)


def _order(one: Projection) -> tuple[int, Month, int]:
    return one.activity, one.verified, one.minutes_per_week


def _holds(one: Projection, rules: Rules) -> tuple[bool, Note | None]:
    """Whether a projection holds in the month, and what is to be said of it."""
    month, verified = rules.month, one.verified.number
    last = one.verified.plus(rules.law.projection_months - 1)
    if month < one.verified:
        return False, None
    if one.changed is not None and month >= one.changed:
        return False, (say.PROJECTION_CHANGED.code, one.activity, verified, one.changed.number)
    if month > last:
        return False, (say.PROJECTION_OVER.code, one.activity, verified, last.number)
    week = one.minutes_per_week
    return True, (say.PROJECTED.code, week, one.activity, verified, last.number)


def _stand_aside(sheet: Sheet, activity: Activity, frame: Frame) -> None:
    aside = 0
    for place in range(activity, frame.size, SIZE):
        aside += sheet.worked[place]
        sheet.worked[place] = 0
    if aside:
        sheet.notes.append((say.PROJECTION_INSTEAD.code, aside, activity))


def count_self_employment(sheet: Sheet, frame: Frame, rules: Rules) -> None:
    """Count self-employment as unsubsidized work, up to net income over the minimum wage.

    A part month takes its weeks' share of the calendar month.
    """
    own = sheet.member.self_employment
    if own is None:
        return
    counted, note = _self_employed(own, rules)
    sheet.notes.append(note)
    sheet.touched.add(Activity.UNSUB)
    sheet.raw[Activity.UNSUB] += counted if own.minutes is None else own.minutes
    for period in range(frame.periods):
        share = counted * 7 // rules.month.days if frame.part else counted
        sheet.worked[period * SIZE + Activity.UNSUB] += share


def _self_employed(own: SelfEmployment, rules: Rules) -> tuple[int, Note]:
    wage = rules.law.minimum_wage_cents
    if rules.options.self_employment is SelfEmploymentMethod.DOCUMENTS:
        counted = own.minutes or 0
        return counted, (say.SELF_EMPLOYMENT_DOCUMENTED.code, counted)
    net = max(0, own.gross_cents - own.expense_cents)
    most = net * 60 // wage
    counted = most if own.minutes is None else min(own.minutes, most)
    return counted, (say.SELF_EMPLOYMENT.code, counted, net, most, wage)

"""Somebody's supported employment in words."""

from datetime import date, time
from typing import Any

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.models import (
    CoachingProgram,
    PhaseCode,
    TierCode,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.coaching.months import month_name
from caseway.coaching.queries.case import Enrolled
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.scheduling.places import Window

TONES = {
    VisitState.HELD: "met",
    VisitState.NO_SHOW: "late",
    VisitState.PLANNED: "info",
}


def enrolled(one: Enrolled, today: date) -> dict[str, Any]:
    """One enrolment as its section prints it."""
    row, where = one.row, one.people.wheres.get(one.row.pk)
    tier = one.tiers[0] if one.tiers else None
    phase = one.phases[0] if one.phases else None
    return {
        "pk": row.pk,
        "row": row,
        "name": row.person.name_used,
        "program": CoachingProgram(row.program).label,
        "is_over": row.ended_on is not None and row.ended_on <= today,
        "phase": PhaseCode(phase.phase).label if phase else "",
        "phase_span": phase,
        "tier": TierCode(tier.tier).label if tier else "",
        "tier_span": tier,
        "phases": [{"label": PhaseCode(each.phase).label, "span": each} for each in one.phases],
        "tiers": [{"label": TierCode(each.tier).label, "span": each} for each in one.tiers],
        "clock": one.clock,
        "step": {"label": TierCode(one.step.tier).label, "code": one.step.tier,
                 "reason": say(one.step.reason)} if one.step else None,
        "where": where,
        "notes": [say(note) for note in one.people.notes],
        "times": _times(one),
        "away": one.away,
        "overrides": [
            {"month": month_name(Month.of(each.month)), "row": each} for each in one.overrides
        ],
        "ahead": [visit(each) for each in one.visits if each.day >= today],
        "past": [visit(each) for each in reversed(one.visits) if each.day < today],
    }  # fmt: skip


def _times(one: Enrolled) -> list[str]:
    return [
        _("%(day)s %(times)s")
        % {"day": _weekday(weekday), "times": ", ".join(_window(each) for each in windows)}
        for weekday, windows in sorted(one.planned.windows.items())
    ]


def _weekday(number: int) -> str:
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )  # fmt: skip
    return names[number]


def _window(window: Window) -> str:
    return _("%(opens)s to %(closes)s") % {
        "opens": _clock(window.opens),
        "closes": _clock(window.closes),
    }


def _clock(minute: int) -> str:
    return time_format(time(minute // 60 % 24, minute % 60), "TIME_FORMAT")


def visit(row: Visit) -> dict[str, Any]:
    """An appointment as a line and as its page print it."""
    travel = row.travel_minutes if row.travel_minutes is not None else row.planned_travel_minutes
    return {
        "pk": row.pk,
        "day": row.day,
        "when": time_format(row.begins_at, "TIME_FORMAT") if row.begins_at else _("any hour"),
        "minutes": row.minutes,
        "mode": VisitMode(row.mode).label,
        "place": row.place_name,
        "state": VisitState(row.state).label,
        "code": row.state,
        "tone": TONES.get(VisitState(row.state), ""),
        "why": WhyNot(row.why_not).label if row.why_not else "",
        "note": row.note,
        "coach": row.coach.name,
        "is_confirmed": row.is_confirmed,
        "is_pinned": row.is_pinned,
        "travel": ngettext("%(n)s min on the way", "%(n)s min on the way", travel) % {"n": travel}
        if travel
        else "",
        "moved_to": row.moved_to,
    }

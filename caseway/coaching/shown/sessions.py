"""A proposed session in words, and what accepting a proposal would change for whom."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.models import ProposedSession
from caseway.coaching.queries.month import MonthPage
from caseway.coaching.shown.month import line
from caseway.coaching.stored import candidates_read, reasons_read
from caseway.kernel.words import long_date, say
from caseway.rules.scheduling.plans import Mode


def mode_words(mode: str) -> str:
    return _("A visit") if mode == Mode.VISIT else _("A call")


def session(row: ProposedSession) -> dict[str, Any]:
    """A session and why it is there."""
    return {
        "name": row.enrolment.person.name_used,
        "url": reverse("coaching:case", args=[row.enrolment.case_id]),
        "day": long_date(row.day),
        "when": time_format(row.begins_at, "TIME_FORMAT"),
        "minutes": row.minutes,
        "mode": mode_words(row.mode),
        "is_pinned": row.is_locked,
        "is_agreed": bool(row.of_visit and (row.of_visit.is_confirmed or row.of_visit.is_pinned)),
        "reasons": [say(one) for one in reasons_read(row.reasons)],
    }


def candidates(row: ProposedSession) -> list[dict[str, Any]]:
    """Every day on which somebody works, with its price or what stands in the way."""
    found = []
    for one in candidates_read(row.candidates):
        if one.mode is None and (one.why_not is None or one.day.weekday() > 4):
            continue
        found.append(
            {
                "day": one.day.isoformat(),
                "title": long_date(one.day),
                "is_here": one.day == row.day,
                "mode": one.mode,
                "mode_words": mode_words(one.mode) if one.mode else "",
                "cost": _cost(one.minutes or 0) if one.mode is Mode.VISIT else "",
                "why_not": say(one.why_not) if one.why_not else "",
            }
        )
    return found


def _cost(minutes: int) -> str:
    if minutes <= 0:
        return _("no minute more on the way")
    return ngettext("%(n)s minute more on the way", "%(n)s minutes more on the way", minutes) % {
        "n": minutes
    }


def others(rows: Iterable[ProposedSession], row: ProposedSession) -> list[dict[str, Any]]:
    """The sessions on other days that this one could change with."""
    return [
        {
            "pk": one.pk,
            "words": _("%(day)s, %(when)s: %(name)s")
            % {
                "day": long_date(one.day),
                "when": time_format(one.begins_at, "TIME_FORMAT"),
                "name": one.enrolment.person.name_used,
            },
        }
        for one in rows
        if one.day != row.day and not one.is_locked
    ]


def changes(page: MonthPage) -> list[dict[str, Any]]:
    """By person: what is new, what moves, what stays, and what would be cancelled."""
    found: dict[int, dict[str, Any]] = {}
    for key, ahead in page.people.items():
        found[int(key)] = {
            "enrolment": ahead.enrolment,
            "number": ahead.number,
            "name": ahead.name,
            "news": [],
            "moves": [],
            "stays": 0,
            "leaves": [],
        }
    for item in page.items:
        told, one = found[item.enrolment], line(item)
        if item.session is None:
            continue
        if item.was is not None:
            told["moves"].append(one)
        elif item.is_new:
            told["news"].append(one)
        else:
            told["stays"] += 1
    for visit in page.leaving:
        found[visit.enrolment_id]["leaves"].append(long_date(visit.day))
    return [
        one
        for one in found.values()
        if one["news"] or one["moves"] or one["leaves"] or one["stays"]
    ]

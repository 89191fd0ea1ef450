"""What the phone is given, as plain data: visits, and checklists as lists of items to fill in.

The phone knows kinds of items, not checklists: whatever version it was given, it can show.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language, gettext

from caseway.coaching.actions.templates import SHIPPED
from caseway.coaching.models import (
    Checklist,
    ChecklistVersion,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.coaching.queries.field.day import FieldDay, FieldVisit
from caseway.coaching.seen import seen_of
from caseway.kernel.addresses import address
from caseway.kernel.words import long_date, long_moment
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.codes import (
    ACTIVITY_LABELS,
    CHANGE_LABELS,
    CONTACT_LABELS,
    MODE_LABELS,
    PROBLEM_LABELS,
    PROGRESS_LABELS,
    RESPONSE_LABELS,
    SEEN_LABELS,
    SETTING_LABELS,
    SUPPORT_CHOICES,
)
from caseway.rules.records.visits.template import PART_LABELS, Asked, Kind, Part, parts_of, shipped

# How each part of the house is filled in, and from which codes.
_KINDS: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    Part.STARTED: ("time", {}),
    Part.STOPPED: ("time", {}),
    Part.MODE: ("one", MODE_LABELS),
    Part.PLACE: ("words", {}),
    Part.SETTING: ("setting", SETTING_LABELS),
    Part.CONTACT: ("one", CONTACT_LABELS),
    Part.ACTIVITIES: ("doings", ACTIVITY_LABELS),
    Part.RESPONSE: ("one", RESPONSE_LABELS),
    Part.SUPPORT: ("one", SUPPORT_CHOICES),
    Part.SEEN: ("many", SEEN_LABELS),
    Part.PROBLEMS: ("many", PROBLEM_LABELS),
    Part.CHANGES: ("many", CHANGE_LABELS),
    Part.NOTE: ("note", {}),
    Part.AROUND: ("around", {}),
}
_OWN = {Kind.YES_NO: "yes_no", Kind.TEXT: "words"}
# The name under which an answer is sent, where it is not the part's own.
_NAMES = {Part.ACTIVITIES: "doings"}


def day_shown(day: FieldDay, on: date) -> dict[str, Any]:
    """The visits and every checklist that they need, by key."""
    chosen = [(one, _version_for(one, day.versions)) for one in day.visits]
    contents = {key: (number, content) for _one, (key, number, content) in chosen}
    return {
        "visits": [visit_shown(one, key, on) for one, (key, _number, _content) in chosen],
        "checklists": {
            key: {"number": number, "items": items_of(content)}
            for key, (number, content) in contents.items()
        },
        "why_not": _choices({code: str(label) for code, label in WhyNot.choices}),
        "progress": _choices(PROGRESS_LABELS),
    }


def visit_shown(one: FieldVisit, checklist: str, on: date) -> dict[str, Any]:
    """One visit, with what the phone fills in beforehand."""
    visit = one.visit
    return {
        "uuid": str(visit.uuid),
        "who": one.who,
        "day": visit.day.isoformat(),
        "day_shown": long_date(visit.day),
        "begins": _clock(visit.begins_at),
        "begins_shown": time_format(visit.begins_at, "TIME_FORMAT") if visit.begins_at else "",
        "minutes": visit.minutes,
        "mode": visit.mode,
        "mode_shown": str(VisitMode(visit.mode).label),
        "place": one.place,
        "address": one.address,
        "arrival": one.arrival,
        "travel": visit.planned_travel_minutes,
        "group_size": one.group_size,
        "goals": [{"code": str(pk), "label": words} for pk, words in one.goals],
        "checklist": checklist,
        "record": address("coaching:record", visit.pk),
        **state_shown(visit, one.checklist),
    }


def state_shown(visit: Visit, checklist: Checklist | None) -> dict[str, Any]:
    """Where a visit stands, for the list and for telling whether it changed."""
    moved = visit.moved_to
    return {
        "state": visit.state,
        "state_shown": str(VisitState(visit.state).label),
        "why_shown": str(WhyNot(visit.why_not).label) if visit.why_not else "",
        "moved_shown": long_date(moved.day) if moved else "",
        "seen": seen_of(visit),
        "base": checklist.version if checklist else 0,
        "signed": bool(checklist and checklist.signed_at),
    }


def theirs_shown(visit: Visit, checklist: Checklist | None) -> dict[str, Any]:
    """The other side of a conflict: the record as it stands, as the phone would have sent it."""
    answers = dict(checklist.answers) if checklist else {}
    started, stopped = answers.pop("started_at", None), answers.pop("stopped_at", None)
    return {
        "outcome": visit.state,
        "day": visit.day.isoformat(),
        "started": _wall(started),
        "stopped": _wall(stopped),
        "answers": answers,
        "why_not": visit.why_not,
        "note": visit.note,
        "changed_shown": long_moment(checklist.saved_at if checklist else visit.changed_at),
        "by": checklist.saved_by.name if checklist else "",
    }


def items_of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A checklist as items: code, label, kind, choices and whether it must be answered."""
    return [_item(part) for part in parts_of(content)]


def _item(part: Asked) -> dict[str, Any]:
    words = part.words(get_language() or "en")
    if part.kind is not None:
        return _plain_item(part.key, words, _OWN[part.kind], part.must, {})
    kind, labels = _KINDS[part.key]
    label = words or gettext(PART_LABELS[part.key])
    return _plain_item(_NAMES.get(Part(part.key), part.key), label, kind, part.must, labels)


def _plain_item(
    code: str, label: str, kind: str, must: bool, labels: Mapping[Any, str]
) -> dict[str, Any]:
    return {
        "code": code,
        "label": label,
        "kind": kind,
        "must": must,
        "choices": _choices(labels),
    }


def _choices(labels: Mapping[Any, str]) -> list[dict[str, str]]:
    return [{"code": str(code), "label": gettext(label)} for code, label in labels.items()]


def _version_for(
    one: FieldVisit, versions: tuple[ChecklistVersion, ...]
) -> tuple[str, int, Mapping[str, Any]]:
    """The version in force on the visit's day; what was begun with another keeps that one."""
    site, program = one.template
    if one.checklist:
        version = one.checklist.template
        return f"{site}-{program}-{version.number}", version.number, version.content
    for version in versions:
        fits = (version.site_id, version.program) == (site, program)
        if fits and version.in_force_on <= one.visit.day:
            return f"{site}-{program}-{version.number}", version.number, version.content
    content = shipped(asks_of(program, one.visit.day))
    return f"{site}-{program}-{SHIPPED}", SHIPPED, content


def _clock(at: Any) -> str:
    return at.strftime("%H:%M") if at else ""


def _wall(instant: str | None) -> str:
    if not instant:
        return ""
    return _clock(timezone.localtime(datetime.fromisoformat(instant)))

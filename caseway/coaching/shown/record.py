"""What was answered, in words: for reading a signed record, and for telling two versions apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.forms.checklists import words_of
from caseway.coaching.reading.answers import Answers, Done
from caseway.kernel.words import long_moment
from caseway.rules.records.visits import codes
from caseway.rules.records.visits.template import Asked, Kind, Part, parts_of

_ONE: Mapping[str, Mapping[Any, str]] = {
    Part.MODE: codes.MODE_LABELS,
    Part.CONTACT: codes.CONTACT_LABELS,
    Part.RESPONSE: codes.RESPONSE_LABELS,
    Part.SUPPORT: codes.SUPPORT_CHOICES,
}
_SOME: Mapping[str, Mapping[Any, str]] = {
    Part.SEEN: codes.SEEN_LABELS,
    Part.PROBLEMS: codes.PROBLEM_LABELS,
    Part.CHANGES: codes.CHANGE_LABELS,
}


@dataclass(frozen=True)
class Shown:
    """One part: what it is called, and the lines of its answer; none where there is none."""

    key: str
    label: str
    lines: list[str]


def shown_answers(
    content: Mapping[str, Any], read: Answers, goals: Mapping[int, str]
) -> list[Shown]:
    """Every part that the version asks, in its order, with what was answered."""
    return [
        Shown(part.key, words_of(part), _lines(part, read, goals)) for part in parts_of(content)
    ]


def _lines(part: Asked, read: Answers, goals: Mapping[int, str]) -> list[str]:
    if part.own:
        return _own(part, read)
    if part.key in _ONE:
        value = getattr(read, part.key)
        return [_(_ONE[part.key][value])] if value else []
    if part.key in _SOME:
        return [_(_SOME[part.key][one]) for one in getattr(read, part.key)]
    if part.key in (Part.STARTED, Part.STOPPED):
        return _moment(read.started_at if part.key == Part.STARTED else read.stopped_at)
    if part.key == Part.SETTING:
        return _setting(read)
    if part.key == Part.ACTIVITIES:
        return [_doing(one, goals) for one in read.doings]
    if part.key == Part.AROUND:
        return _around(read)
    text = read.place if part.key == Part.PLACE else read.note
    return [text] if text else []


def _own(part: Asked, read: Answers) -> list[str]:
    given = read.own.get(part.key)
    if part.kind is Kind.YES_NO:
        return [_("Yes")] if given else []
    return [str(given)] if given else []


def _moment(at: datetime | None) -> list[str]:
    return [long_moment(at)] if at else []


def clock(at: datetime | None) -> str:
    """ "10:30 a.m.", on the office's clock; nothing for nothing."""
    return date_format(timezone.localtime(at), "TIME_FORMAT") if at else ""


def _setting(read: Answers) -> list[str]:
    if read.setting is None:
        return []
    if read.setting is codes.Setting.GROUP and read.group_size:
        text = ngettext("In a group of %(n)d person", "In a group of %(n)d people", read.group_size)
        return [text % {"n": read.group_size}]
    return [_(codes.SETTING_LABELS[read.setting])]


def _doing(one: Done, goals: Mapping[int, str]) -> str:
    found = {
        "activity": _(codes.ACTIVITY_LABELS[one.activity]),
        "goal": goals.get(one.goal or 0, ""),
        "progress": _(codes.PROGRESS_LABELS[one.progress]) if one.progress else "",
    }
    if found["goal"] and found["progress"]:
        return _("%(activity)s, for “%(goal)s”: %(progress)s") % found
    if found["goal"]:
        return _("%(activity)s, for “%(goal)s”") % found
    return found["activity"]


def _around(read: Answers) -> list[str]:
    told = (
        (read.before_minutes, _("%(n)s minutes before")),
        (read.after_minutes, _("%(n)s minutes after")),
        (read.travel_minutes, _("%(n)s minutes on the way")),
    )
    return [text % {"n": minutes} for minutes, text in told if minutes is not None]

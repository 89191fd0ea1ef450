"""The answers of a checklist: from what a page or a phone sends to what is kept, and back.

What is sent is a mapping with these keys, each of which may be left out or empty:

    started_at, stopped_at        instants in ISO 8601 with an offset
    before_minutes, after_minutes, travel_minutes     whole minutes
    mode, setting, contact, response, support         codes of rules.records.visits.codes
    group_size                    how many people, for a group
    place, note                   words
    doings                        [{"activity": code, "goal": key of a plan goal, "progress": code}]
    seen, problems, changes       lists of codes
    own                           {"own-1": true or words} for the parts of the site's own
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from caseway.kernel.refusals import NotAllowed
from caseway.rules.records.visits.codes import (
    Activity,
    Change,
    Contact,
    Mode,
    Problem,
    Progress,
    Response,
    Seen,
    Setting,
    Support,
)

Code = TypeVar("Code", bound=StrEnum)
NOTE, PLACE, OWN = 500, 160, 300
MOST_MINUTES, MOST_PEOPLE, MOST_DOINGS, MOST_KEY = 1440, 99, 20, 10**15


@dataclass(frozen=True)
class Done:
    """An activity, the goal it served, and where that stands after it."""

    activity: Activity
    goal: int | None = None
    progress: Progress | None = None


@dataclass(frozen=True)
class Answers:
    """What was answered. Nothing is invented: what was left out is None or empty."""

    started_at: datetime | None = None
    stopped_at: datetime | None = None
    before_minutes: int | None = None
    after_minutes: int | None = None
    travel_minutes: int | None = None
    mode: Mode | None = None
    place: str = ""
    setting: Setting | None = None
    group_size: int | None = None
    contact: Contact | None = None
    doings: tuple[Done, ...] = ()
    response: Response | None = None
    support: Support | None = None
    seen: tuple[Seen, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    note: str = ""
    own: Mapping[str, bool | str] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """As it is stored and compared: plain values, times in UTC, what is empty left out."""
        found = {one.name: _plain(getattr(self, one.name)) for one in fields(self)}
        return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def read_answers(sent: Mapping[str, Any]) -> Answers:
    """Read what was sent. Raises NotAllowed with a sentence that names what cannot be read."""
    if not isinstance(sent, Mapping):
        raise _unreadable("answers")
    return Answers(
        started_at=_moment(sent, "started_at"),
        stopped_at=_moment(sent, "stopped_at"),
        before_minutes=_number(sent, "before_minutes", MOST_MINUTES),
        after_minutes=_number(sent, "after_minutes", MOST_MINUTES),
        travel_minutes=_number(sent, "travel_minutes", MOST_MINUTES),
        mode=_code(sent, "mode", Mode),
        place=_words(sent.get("place"), "place", PLACE),
        setting=_code(sent, "setting", Setting),
        group_size=_number(sent, "group_size", MOST_PEOPLE),
        contact=_code(sent, "contact", Contact),
        doings=_doings(sent),
        response=_code(sent, "response", Response),
        support=_code(sent, "support", Support),
        seen=_codes(sent, "seen", Seen),
        problems=_codes(sent, "problems", Problem),
        changes=_codes(sent, "changes", Change),
        note=_words(sent.get("note"), "note", NOTE),
        own=_own(sent.get("own") or {}),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Done):
        return _plain(vars(value))
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items() if one not in (None, "")}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def _unreadable(name: str) -> NotAllowed:
    return NotAllowed(
        _("Part of the checklist could not be read (%(name)s). Nothing was changed.")
        % {"name": name}
    )


def _moment(sent: Mapping[str, Any], name: str) -> datetime | None:
    value = sent.get(name)
    if value in (None, ""):
        return None
    try:
        found = value if isinstance(value, datetime) else parse_datetime(str(value))
    except ValueError:
        found = None
    # A time without its offset could be any of two, in the hour that the clock repeats.
    if found is None or found.tzinfo is None:
        raise _unreadable(name)
    return found.replace(second=0, microsecond=0)


def _number(sent: Mapping[str, Any], name: str, most: int) -> int | None:
    value = sent.get(name)
    if value in (None, ""):
        return None
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise _unreadable(name)
    if int(text) > most:
        raise _unreadable(name)
    return int(text)


def _code(sent: Mapping[str, Any], name: str, codes: type[Code]) -> Code | None:
    value = sent.get(name)
    if value in (None, ""):
        return None
    try:
        return codes(value)
    except ValueError:
        raise _unreadable(name) from None


def _codes(sent: Mapping[str, Any], name: str, codes: type[Code]) -> tuple[Code, ...]:
    values = sent.get(name) or []
    if not isinstance(values, list | tuple):
        raise _unreadable(name)
    try:
        chosen = {codes(value) for value in values}
    except (ValueError, TypeError):
        raise _unreadable(name) from None
    return tuple(one for one in codes if one in chosen)


def _words(value: Any, name: str, most: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise _unreadable(name)
    return value.strip()


def _doings(sent: Mapping[str, Any]) -> tuple[Done, ...]:
    values = sent.get("doings") or []
    if not isinstance(values, list | tuple) or len(values) > MOST_DOINGS:
        raise _unreadable("doings")
    found = []
    for one in values:
        if not isinstance(one, Mapping):
            raise _unreadable("doings")
        activity = _code(one, "activity", Activity)
        if activity is None:
            continue
        goal = _number(one, "goal", MOST_KEY)
        found.append(Done(activity, goal, _code(one, "progress", Progress)))
    return tuple(dict.fromkeys(found))


def _own(sent: Any) -> dict[str, bool | str]:
    if not isinstance(sent, Mapping) or len(sent) > 40:
        raise _unreadable("own")
    found: dict[str, bool | str] = {}
    for key, value in sent.items():
        if not (isinstance(key, str) and key.startswith("own-") and len(key) < 40):
            raise _unreadable("own")
        found[key] = value if isinstance(value, bool) else _words(value, "own", OWN)
    return found

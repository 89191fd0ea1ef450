"""What a phone sends of one visit: read strictly, so that nothing half-understood is kept.

key, visit            uuids made where the entry and the visit were first written
edition               1, and one more for each rewriting after a first try to send
outcome               "held", "no_show" or "cancelled"
seen                  `seen.seen_of` of the visit as the phone knew it; empty for a new one
day, started, stopped "2026-11-23", "10:30", "11:20" on the clock of the office's zone
template, base        the checklist's version as filled in; the record's version begun from
answers               as `reading.answers` has them, without the two times
why_not, note         of a visit that did not take place
written_at            when it was finished, by the phone's clock, in ISO 8601 with an offset
settle                of a conflict: "" (none), "take" or "beside"
sign                  whether the coach signed it
photo                 a JPEG or PNG in base64, or nothing
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from caseway.coaching.models import VisitState, WhyNot
from caseway.kernel.refusals import NotAllowed

LONGEST = timedelta(hours=16)
MOST_EDITIONS = 1000
NOTE = 300
_OUTCOMES = (VisitState.HELD, VisitState.NO_SHOW, VisitState.CANCELLED)


class Settle(StrEnum):
    """What the coach decided about a conflict."""

    NONE = ""
    TAKE = "take"
    BESIDE = "beside"


@dataclass(frozen=True)
class Sent:
    """One sending. `content` is what is kept of it, `digest` its fingerprint, photo included."""

    key: UUID
    edition: int
    visit: UUID
    outcome: VisitState
    seen: str
    day: date
    template: int
    base: int
    answers: Mapping[str, Any]
    why_not: str
    note: str
    written_at: datetime
    settle: Settle
    sign: bool
    digest: str
    content: Mapping[str, Any]
    photo: bytes = field(default=b"", repr=False)


def read_sending(raw: bytes) -> Sent:
    """Read what came. Raises NotAllowed with a sentence when it cannot be what the page sends."""
    sent = _mapping(raw)
    day = parse_date(_text(sent, "day", 10)) if sent.get("day") else None
    outcome = _text(sent, "outcome", 10)
    if day is None or outcome not in _OUTCOMES:
        raise _unreadable("outcome" if day else "day")
    photo = _photo(sent)
    content = {name: value for name, value in sent.items() if name != "photo"}
    return Sent(
        key=_uuid(sent, "key"),
        edition=_count(sent, "edition", MOST_EDITIONS) or 1,
        visit=_uuid(sent, "visit"),
        outcome=VisitState(outcome),
        seen=_text(sent, "seen", 64),
        day=day,
        template=_count(sent, "template", 10**6),
        base=_count(sent, "base", 10**6),
        answers=_answers(sent, day) if outcome == VisitState.HELD else {},
        why_not=_why_not(sent, outcome),
        note=_text(sent, "note", NOTE),
        written_at=_moment(sent, "written_at"),
        settle=_settle(sent),
        sign=sent.get("sign") is True,
        digest=_digest(sent),
        content=content,
        photo=photo,
    )


def read_clock(text: str | None) -> datetime | None:
    """The phone's clock as it sent it; None for what is no instant."""
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None


def _mapping(raw: bytes) -> Mapping[str, Any]:
    try:
        sent = json.loads(raw)
    except ValueError:
        raise _unreadable("JSON") from None
    if not isinstance(sent, dict):
        raise _unreadable("JSON")
    return sent


def _digest(sent: Mapping[str, Any]) -> str:
    text = json.dumps(sent, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _answers(sent: Mapping[str, Any], day: date) -> dict[str, Any]:
    answers = sent.get("answers")
    if not isinstance(answers, dict):
        raise _unreadable("answers")
    started, stopped = _clock(sent, "started"), _clock(sent, "stopped")
    if started is None:
        raise NotAllowed(_("Say when the visit began."))
    begins = _instant(day, started)
    ends = None
    if stopped is not None:
        # A visit may end after midnight: it then ends on the day after.
        ends = _instant(day + timedelta(days=stopped <= started), stopped)
        if ends - begins > LONGEST:
            raise NotAllowed(_("The end lies before the beginning. Correct one of the two times."))
    plain = {name: one for name, one in answers.items() if name not in ("started_at", "stopped_at")}
    return {**plain, "started_at": begins, "stopped_at": ends}


def _instant(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _clock(sent: Mapping[str, Any], name: str) -> time | None:
    text = _text(sent, name, 5)
    if not text:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise _unreadable(name) from None


def _why_not(sent: Mapping[str, Any], outcome: str) -> str:
    if outcome == VisitState.HELD:
        return ""
    why = _text(sent, "why_not", 16)
    if why not in WhyNot.values:
        raise NotAllowed(_("Say why the visit did not take place."))
    return why


def _photo(sent: Mapping[str, Any]) -> bytes:
    text = sent.get("photo") or ""
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise _unreadable("photo") from None


def _settle(sent: Mapping[str, Any]) -> Settle:
    try:
        return Settle(sent.get("settle") or "")
    except ValueError:
        raise _unreadable("settle") from None


def _uuid(sent: Mapping[str, Any], name: str) -> UUID:
    try:
        return UUID(str(sent.get(name)))
    except ValueError:
        raise _unreadable(name) from None


def _moment(sent: Mapping[str, Any], name: str) -> datetime:
    value = sent.get(name)
    found = read_clock(value if isinstance(value, str) else "")
    if found is None:
        raise _unreadable(name)
    return found


def _count(sent: Mapping[str, Any], name: str, most: int) -> int:
    value = sent.get(name) or 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise _unreadable(name)
    return value


def _text(sent: Mapping[str, Any], name: str, most: int) -> str:
    value = sent.get(name) or ""
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise _unreadable(name)
    return value.strip()


def _unreadable(name: str) -> NotAllowed:
    return NotAllowed(
        _("What the phone sent could not be read (%(name)s). It is still on the phone.")
        % {"name": name}
    )

"""How long a person stays signed in: half an hour idle, half a day in all (see `profiles`)."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings

Session = MutableMapping[str, Any]

SIGNED_IN_AT = "signed_in_at"
LAST_SEEN_AT = "last_seen_at"
# Writing the time at every request would make every page a write. A minute is fine enough: the
# limit is tested, and the warning shown, against the time that was written.
STEP = timedelta(minutes=1)


class Ended(StrEnum):
    IDLE = "idle"
    ABSOLUTE = "absolute"


@dataclass(frozen=True)
class Limits:
    idle: timedelta
    absolute: timedelta


def limits() -> Limits:
    """The limits in force, from the settings."""
    return Limits(idle=settings.SESSION_IDLE, absolute=settings.SESSION_ABSOLUTE)


def begin(session: Session, *, at: datetime) -> None:
    """Start both clocks. Called once, at sign-in."""
    session[SIGNED_IN_AT] = session[LAST_SEEN_AT] = int(at.timestamp())


def touch(session: Session, *, at: datetime) -> None:
    """Start the idle clock anew, and both clocks if none runs yet."""
    if SIGNED_IN_AT not in session:
        begin(session, at=at)
    elif at - _read(session, LAST_SEEN_AT) >= STEP:
        session[LAST_SEEN_AT] = int(at.timestamp())


def why_ended(session: Session, *, at: datetime, limits: Limits) -> Ended | None:
    """Why this session is over at `at`, or None while it lasts (`at` < limit)."""
    if SIGNED_IN_AT not in session:
        return None
    if at >= _read(session, SIGNED_IN_AT) + limits.absolute:
        return Ended.ABSOLUTE
    if at >= _read(session, LAST_SEEN_AT) + limits.idle:
        return Ended.IDLE
    return None


def expires_at(session: Session, *, limits: Limits) -> datetime | None:
    """When the session ends if nothing more is asked, or None when nobody is signed in."""
    if SIGNED_IN_AT not in session:
        return None
    return min(
        _read(session, LAST_SEEN_AT) + limits.idle,
        _read(session, SIGNED_IN_AT) + limits.absolute,
    )


def _read(session: Session, key: str) -> datetime:
    return datetime.fromtimestamp(session[key], tz=UTC)

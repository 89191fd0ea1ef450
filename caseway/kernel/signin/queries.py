"""Where a person is signed in."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from caseway.kernel.models import User
from caseway.kernel.signin import sessions

# The first that fits names the device: Edge and Opera also call themselves Chrome.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Place:
    """One device on which a person is signed in."""

    device: str
    address: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this_one: bool


def places(user: User, *, this_session: str | None, at: datetime) -> list[Place]:
    """Where `user` is signed in at `at`, the latest first. Two queries."""
    known = {s.session_key: s for s in UserSession.objects.filter(user=user)}
    found = []
    for row in Session.objects.filter(session_key__in=known):
        data = row.get_decoded()
        if sessions.why_ended(data, at=at, limits=sessions.limits()):
            continue
        seen = known[row.session_key]
        found.append(
            Place(
                device=device(seen.user_agent),
                address=str(seen.ip),
                signed_in_at=seen.created_at,
                last_seen_at=_time(data.get(sessions.LAST_SEEN_AT), seen.last_seen_at),
                is_this_one=row.session_key == this_session,
            )
        )
    return sorted(found, key=lambda p: (p.is_this_one, p.last_seen_at), reverse=True)


def device(user_agent: str) -> str:
    """A browser and a system in words people know: "Firefox on Windows"."""
    browser = next((name for sign, name in _BROWSERS if f"{sign}/" in user_agent), "")
    if not browser and re.search(r"Version/.*Safari/", user_agent):
        browser = "Safari"
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device we do not know")


def _time(stamp: int | None, otherwise: datetime) -> datetime:
    return datetime.fromtimestamp(stamp, tz=UTC) if stamp else otherwise

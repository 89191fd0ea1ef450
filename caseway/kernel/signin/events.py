"""What happened at the door: a line in the log for those who watch it, and the audit for ever.

Ids and codes only; never an e-mail address, a password, a code or a token.
"""

import logging

from django.http import HttpRequest

from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.signin import clock

_LOG = logging.getLogger("caseway.signin")


def note(event: str, *, user_id: int | None = None, **facts: object) -> None:
    """Write one log line. `event` is a noun and a past participle: "session.ended"."""
    _LOG.info(event, extra={"event": event, "user_id": user_id, **facts})


def record(event: str, *, user: User, by: User | None = None) -> None:
    """Write one log line and one audit entry on `user`, by herself unless told."""
    actor = by or user
    note(event, user_id=user.pk, by_id=actor.pk)
    audit.record(event, on=user, by=actor, at=clock.now())


def address(request: HttpRequest) -> str:
    """The network address that the request came from, as the throttle sees it."""
    return str(getattr(request, "axes_ip_address", None) or request.META.get("REMOTE_ADDR", ""))

"""What happened at the door, for those who watch it. Ids only; never what somebody typed."""

import logging

from django.http import HttpRequest

_LOG = logging.getLogger("caseway.signin")


def record(event: str, *, user_id: int | None = None, **facts: object) -> None:
    """Write one line: `event` is a noun and a past participle, such as "session.ended".

    `facts` must be ids, codes and counts: no e-mail address, password, code or token.
    """
    _LOG.info(event, extra={"event": event, "user_id": user_id, **facts})


def address(request: HttpRequest) -> str:
    """The address that the request came from, as the throttle sees it."""
    return str(getattr(request, "axes_ip_address", None) or request.META.get("REMOTE_ADDR", ""))

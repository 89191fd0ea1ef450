"""A log line for each request; a transaction for each that may change something."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from caseway.kernel.audit.actor import acting_as

_log = structlog.get_logger("caseway.request")
_FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ActingMiddleware:
    """Wraps unsafe methods of signed-in people in `acting_as`. Stands after authentication.

    A page that only reads costs nothing here. An exception in the view, or an
    answer of 500 and up, rolls everything back: Django turns exceptions into
    answers before a middleware can see them, so `process_exception` takes note.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _SAFE or not request.user.is_authenticated:
            return self.get_response(request)
        _received(request)
        with acting_as(request.user.pk):
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "_acting_failed", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, _exception: Exception) -> None:
        request._acting_failed = True  # type: ignore[attr-defined]


def _received(request: HttpRequest) -> None:
    """Take in all that was sent. On SQLite a transaction holds the only write lock, and a slow
    sender must not hold it while his file arrives."""
    _ = request.POST if request.content_type in _FORMS else request.body


class RequestLog:
    """One line a request, and an id that the line, the access events and the answer share.

    It tells the page by its pattern, with the ids in its address and nothing
    else of it: an address can hold a one-time key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, request_id = time.monotonic(), uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            _log.info(
                "request",
                method=request.method,
                **_page(request),
                status=response.status_code,
                user_id=_known_user(request),
                ms=round((time.monotonic() - began) * 1000),
            )
        response.headers["X-Request-ID"] = request_id
        return response


def _page(request: HttpRequest) -> dict[str, Any]:
    found = request.resolver_match
    if found is None:
        return {"page": None}
    ids = {name: str(value) for name, value in found.kwargs.items() if _is_id(value)}
    return {"page": found.route, **({"ids": ids} if ids else {})}


def _is_id(value: object) -> bool:
    return isinstance(value, (int, uuid.UUID))


def _known_user(request: HttpRequest) -> int | None:
    # Only if the request asked who it is: a log line is not worth a query.
    user = getattr(request, "_cached_user", None)
    pk: int | None = getattr(user, "pk", None)
    return pk

"""One transaction for each request that may change something, under the name of who sent it."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from caseway.kernel.audit.actor import acting_as

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
        with acting_as(request.user.pk):
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "_acting_failed", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, _exception: Exception) -> None:
        request._acting_failed = True  # type: ignore[attr-defined]

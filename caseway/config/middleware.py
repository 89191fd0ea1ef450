"""Headers on every answer, the reader's language, and the one place of provider staff."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation

from caseway.agencies.standing import standing_of

Answer = Callable[[HttpRequest], HttpResponseBase]

# Nothing here asks for these; a page that comes to need one (a camera for evidence) says so there.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class ProtectiveHeaders:
    """No signed-in page is kept by a browser or a proxy; no page may use what it does not need."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Also while signing in: those pages hold a half-open session.
        if request.user.is_authenticated or request.session.modified:
            response.headers["Cache-Control"] = "no-store"
        return response


class ReadersLanguage:
    """Whoever is signed in reads her own language; the cookie serves those who are not."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = getattr(request.user, "language", "")
        if language and translation.check_for_language(language):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class OwnPlaceOnly:
    """Provider staff reach their own place's attendance, Help and their account; no other page is.

    Whatever page is added stays closed to them until it is named here.
    """

    OPEN_APPS = ("", "attendance")
    OPEN_PAGES = ("desk:today", "desk:help", "desk:help_page", "desk:keyboard")
    OPEN_BEGINNINGS = ("exchange:roster",)

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Say that the page does not exist, before it is asked anything."""
        match = request.resolver_match
        if match is None or match.namespace in self.OPEN_APPS or not request.user.is_authenticated:
            return
        name = match.view_name
        if name in self.OPEN_PAGES or name.startswith(self.OPEN_BEGINNINGS):
            return
        if standing_of(request.user).only_hosts:
            raise Http404

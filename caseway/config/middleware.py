"""Headers on every answer, and the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

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

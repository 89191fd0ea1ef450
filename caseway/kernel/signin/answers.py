"""Answers that send a person elsewhere and know where she was."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page."""
    return request.headers.get("HX-Request") == "true"


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect of the whole page, also when only a piece of it was asked for."""
    if is_partial(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def page_before(request: HttpRequest) -> str:
    """The page on screen: the one asked for, or the one that a form or a piece belongs to."""
    if request.method in {"GET", "HEAD"} and not is_partial(request):
        return request.get_full_path()
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer")
    return _own_path(request, said)


def _own_path(request: HttpRequest, url: str | None) -> str:
    if not url or not is_own(request, url):
        return ""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def is_own(request: HttpRequest, url: str) -> bool:
    """Whether `url` stays on this very host; anything else may be a trap."""
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )

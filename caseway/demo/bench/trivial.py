"""The yardstick: a signed-in page that does nothing, behind everything that every page is behind.

Its addresses stand before Caseway's own while pages are measured, and never
otherwise.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

NAME = "bench_trivial"
_TEMPLATE = "<!doctype html><title>T</title><p>{{ request.user.name }}</p>"


def trivial(request: HttpRequest) -> HttpResponse:
    """Says who is signed in."""
    page = engines["django"].from_string(_TEMPLATE)
    return HttpResponse(page.render({}, request))


urlpatterns = [
    path("bench/trivial/", trivial, name=NAME),
    path("", include("caseway.config.urls")),
]

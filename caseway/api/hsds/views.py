"""The addresses of the directory API. Nobody signs in, and nothing is written."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.response import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from caseway.api.hsds import answering
from caseway.api.hsds.asking import Malformed, Question, question_of
from caseway.kernel.signin import clock
from caseway.kernel.signin.events import address
from caseway.kernel.throttle import Throttle

throttle = Throttle()
View = Callable[..., HttpResponseBase]
MOST_AT_ONCE = 200  # records in full for one line of a stream


def published(methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A page for anybody: off unless chosen, throttled, and readable from other sites."""

    def around(view: View) -> View:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if not settings.DIRECTORY_API:
                raise Http404
            if request.method not in methods:
                return _open(_error(_("Only reading is possible here."), 405, methods))
            if wait := throttle.seconds_to_wait(address(request), clock.now()):
                held = _error(_("Too many questions. Ask again in a minute."), 429)
                held["Retry-After"] = str(wait)
                return _open(held)
            try:
                return _open(view(request, **parts))
            except Malformed as mistake:
                return _open(_error(str(mistake), 400))

        return answer

    return around


def _open(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _error(sentence: str, status: int, methods: tuple[str, ...] = ()) -> HttpResponse:
    answer = JsonResponse({"error": sentence}, status=status)
    if methods:
        answer["Allow"] = ", ".join(methods)
    return answer


_LISTS = ("GET", "HEAD", "POST")


@published()
def root(request: HttpRequest) -> HttpResponse:
    """Which edition of the standard this is."""
    return JsonResponse(
        {
            "version": "3.1.1",
            "profile": "https://docs.openreferral.org/en/3.1.1/",
            "openapi_url": "https://docs.openreferral.org/en/3.1.1/hsds/api_reference.html",
        }
    )


@published(_LISTS)
def services(request: HttpRequest) -> HttpResponseBase:
    asked = question_of(request.GET)
    if asked.minimal:
        return _listed(answering.services(asked), asked, answering.minimal)
    return _listed(
        answering.services(asked),
        asked,
        lambda rows: answering.said_of_services(rows, full=asked.full),
    )


@published()
def service(request: HttpRequest, key: str) -> HttpResponse:
    rows = _one(answering.services(Question()), key)
    return _found(answering.said_of_services(rows, full=True))


@published(_LISTS)
def organizations(request: HttpRequest) -> HttpResponseBase:
    asked = question_of(request.GET)
    return _listed(
        answering.organizations(asked),
        asked,
        lambda rows: answering.said_of_organizations(
            rows, full=asked.full, full_service=asked.full_service
        ),
    )


@published()
def organization(request: HttpRequest, key: str) -> HttpResponse:
    asked = question_of(request.GET)
    rows = _one(answering.organizations(Question()), key)
    return _found(answering.said_of_organizations(rows, full=True, full_service=asked.full_service))


@published(_LISTS)
def at_locations(request: HttpRequest) -> HttpResponseBase:
    asked = question_of(request.GET)
    return _listed(
        answering.at_locations(asked),
        asked,
        lambda rows: answering.said_of_links(rows, full=asked.full),
    )


@published()
def at_location(request: HttpRequest, key: str) -> HttpResponse:
    rows = _one(answering.at_locations(Question()), key)
    return _found(answering.said_of_links(rows, full=True))


@published(_LISTS)
def taxonomies(request: HttpRequest) -> HttpResponseBase:
    asked = question_of(request.GET)
    return _listed(answering.taxonomies(asked), asked, list)


@published()
def taxonomy(request: HttpRequest, key: str) -> HttpResponse:
    return _found([row for row in answering.taxonomies(Question()) if row["id"] == key.lower()])


@published(_LISTS)
def terms(request: HttpRequest) -> HttpResponseBase:
    asked = question_of(request.GET)
    return _listed(answering.terms(asked), asked, list)


@published()
def term(request: HttpRequest, key: str) -> HttpResponse:
    return _found([row for row in answering.terms(Question()) if row["id"] == key.lower()])


def _one(rows: Any, key: str) -> list[Any]:
    known = answering.known(key)
    return list(rows.filter(uuid=known)) if known else []


def _found(said: Sequence[Any]) -> HttpResponse:
    """The object, or 404 as JSON: a program asked."""
    if not said:
        return _error(_("No published record has this id."), 404)
    return JsonResponse(said[0])


def _listed(rows: Any, asked: Question, said: Callable[[Any], list[Any]]) -> HttpResponseBase:
    """One page with its place in the whole; or all of it, a line for each record."""
    if asked.ndjson:
        return StreamingHttpResponse(_lines(rows, said), content_type="application/x-ndjson")
    pages = Paginator(rows, asked.per_page)
    inside = asked.page <= pages.num_pages
    some = said(list(pages.page(asked.page).object_list)) if inside else []
    return JsonResponse(
        {
            "total_items": pages.count,
            "total_pages": pages.num_pages if pages.count else 0,
            "page_number": asked.page,
            "size": len(some),
            "first_page": asked.page == 1,
            "last_page": asked.page >= pages.num_pages,
            "empty": not some,
            "contents": some,
        }
    )


def _lines(rows: Any, said: Callable[[Any], list[Any]]) -> Iterator[str]:
    pages = Paginator(rows, MOST_AT_ONCE)
    for number in pages.page_range:
        for one in said(list(pages.page(number).object_list)):
            yield json.dumps(one, ensure_ascii=False) + "\n"

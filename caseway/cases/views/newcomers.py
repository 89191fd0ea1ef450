"""A new person or a new case. Nobody is recorded who was not searched for first.

One address, several steps, each a POST, so that no name stands in an address. What was
typed travels from step to step in the page; a social security number only sealed.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.agencies import access
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases.queries.finding import Found, search_before_create
from caseway.cases.views import opening
from caseway.cases.views.common import as_typed, first_errors
from caseway.cases.views.typed import Typed
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import led_to


@require_http_methods(["GET", "POST"])
def new_person(request: SignedInRequest) -> HttpResponseBase:
    """Search, choose or say that it is nobody known, then open the case."""
    sites = _sites(request)
    typed = Typed.read(request, sites)
    if request.method != "POST":
        return _who(request, typed)
    step, _colon, chosen = request.POST.get("step", "search").partition(":")
    return _STEPS.get(step, _search)(request, typed, chosen)


@require_POST
def matches(request: SignedInRequest) -> HttpResponse:
    """Who may be the same, while the worker types. Says nothing until a name has two letters."""
    typed = Typed.read(request, _sites(request))
    typed.form.is_valid()
    found: list[Found] = []
    if len(typed.form.cleaned_data.get("name", "")) > 1:
        found = _look(request, typed)
    context = {
        "found": opening.shown(request.user, found),
        "asked": bool(typed.form.data.get("name")),
    }
    return render(request, "cases/new/matches.html", context)


def _search(request: SignedInRequest, typed: Typed, _chosen: str) -> HttpResponse:
    if not typed.form.is_valid():
        return _who(request, typed, status=422)
    if found := _look(request, typed):
        return _found(request, typed, found)
    return opening.first_page(request, typed)


def _back(request: SignedInRequest, typed: Typed, _chosen: str) -> HttpResponse:
    as_typed(typed.form)
    return _who(request, typed)


def _none_of_these(request: SignedInRequest, typed: Typed, _chosen: str) -> HttpResponse:
    if not typed.form.is_valid():
        return _who(request, typed, status=422)
    found = _look(request, typed)
    if opening.unseen(found, typed.shown):
        return _found(request, typed, found)
    return opening.first_page(request, typed)


def _same(request: SignedInRequest, typed: Typed, chosen: str) -> HttpResponse:
    typed.person = get_object_or_404(
        typed.known(), pk=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
    )
    return opening.first_page(request, typed)


def _refresh(request: SignedInRequest, typed: Typed, chosen: str) -> HttpResponse:
    return opening.page_again(request, typed, more=chosen == "more")


def _open(request: SignedInRequest, typed: Typed, _chosen: str) -> HttpResponseBase:
    key = request.POST.get("submission_key")
    if url := led_to(key, user=request.user, path=request.path):
        messages.info(request, _("This was saved already. Nothing was saved twice."))
        return redirect(url)
    if typed.person is None:
        if not typed.form.is_valid():
            return _who(request, typed, status=422)
        found = _look(request, typed)
        if opening.unseen(found, typed.shown):
            return _found(request, typed, found)
    return opening.open_case(request, typed)


_STEPS: dict[str, Callable[[SignedInRequest, Typed, str], HttpResponseBase]] = {
    "search": _search,
    "who": _back,
    "none": _none_of_these,
    "same": _same,
    "refresh": _refresh,
    "open": _open,
}


def _sites(request: SignedInRequest) -> list[Site]:
    """The sites where the reader may open a case. Raises NotAllowed when there is none."""
    allowed = access.sites_for(request.user, Act.OPEN_CASE)
    if not allowed:
        raise NotAllowed(_("You hold no post in which cases are opened. Ask your supervisor."))
    return list(Site.objects.filter(pk__in=allowed).order_by("name", "pk"))


def _look(request: SignedInRequest, typed: Typed) -> list[Found]:
    found = search_before_create(request.user, typed.form.sought())
    audit.read(
        Kind.SEARCHED,
        on=typed.model,
        by=request.user,
        at=timezone.now(),
        hits=len(found),
    )
    return found


def _who(request: SignedInRequest, typed: Typed, status: int = 200) -> HttpResponse:
    errors = first_errors(typed.form) if typed.form.is_bound else []
    context = {"form": typed.form, "typed": typed, "errors": errors}
    return render(request, "cases/new/who.html", context, status=status)


def _found(request: SignedInRequest, typed: Typed, found: list[Found]) -> HttpResponse:
    typed.shown |= {one.person.pk for one in found}
    context = {"typed": typed, "found": opening.shown(request.user, found)}
    return render(request, "cases/new/found.html", context)

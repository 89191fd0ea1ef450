"""Pages that belong to no app: errors, the session's clock and the gallery of components."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caseway.config import gallery
from caseway.config.context import has_cases
from caseway.config.templatetags.caseway import longdatetime
from caseway.kernel.outages import Outage, outage_of
from caseway.kernel.refusals import NotAllowed

# What is typed into these never stands in a page again: it is typed once more.
NOT_SHOWN = frozenset(
    {"password", "oldpassword", "password1", "password2", "code", "ssn", "credential"}
)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the refusal's own sentence, which says who can do it."""
    sentence = str(exception) if isinstance(exception, NotAllowed) else ""
    return render(request, "403.html", {"sentence": sentence} | _reader(request), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what is not there and what belongs to another agency."""
    return render(request, "404.html", _reader(request), status=404)


def _reader(request: HttpRequest) -> dict[str, bool]:
    """Whether the reader has cases. Provider staff have neither Today nor Find."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {"only_hosts": signed_in and not has_cases(user)}


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs neither a database nor a signed-in person.

    503 when the database could not answer, with what was typed, to be sent again.
    """
    if outage := outage_of(sys.exc_info()[1]):
        return _not_now(request, outage)
    page = loader.get_template("500.html")
    return HttpResponse(page.render({"happened_at": longdatetime(timezone.now())}), status=500)


def _not_now(request: HttpRequest, outage: Outage) -> HttpResponse:
    """Nothing was saved, and it will pass. What was typed stands on the page, and goes with it."""
    sent = request.POST if request.method == "POST" else QueryDict()
    kept = [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    secret = any(value and name in NOT_SHOWN for name, value in kept)
    context = {
        "outage": outage,
        "path": request.get_full_path(),
        "asked": request.method == "POST",
        "token": get_token(request),
        "fields": [] if secret or request.FILES else kept,
        # Choices, days and keys go along unseen; sentences are what a person fears to lose.
        "words": [value for _name, value in kept if " " in value.strip() and not secret],
    }
    page = loader.get_template("503.html")
    return HttpResponse(page.render(context), status=503, headers={"Retry-After": "10"})


@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Someone pressed "Stay signed in". The middleware that saw the request moved the clock."""
    return HttpResponse(status=204)


@login_not_required
@require_http_methods(["GET", "POST"])  # Find asks by POST, in the gallery as elsewhere
def show_gallery(request: HttpRequest, sheet: str = "components") -> HttpResponse:
    """Every component with invented data; only where nothing is real."""
    if not (settings.DEBUG or settings.DEMONSTRATION) or sheet not in gallery.SHEETS:
        raise Http404
    shown = gallery.SHEETS[sheet]
    return render(request, shown.template, gallery.around() | shown.context())

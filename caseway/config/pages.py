"""Pages that belong to no app: errors, the session's clock and the gallery of components."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caseway.config import gallery
from caseway.config.templatetags.caseway import longdatetime
from caseway.kernel.refusals import NotAllowed


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the refusal's own sentence, which says who can do it."""
    sentence = str(exception) if isinstance(exception, NotAllowed) else ""
    return render(request, "403.html", {"sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what is not there and what belongs to another agency."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a template that needs neither a database nor a signed-in person."""
    page = loader.get_template("500.html")
    return HttpResponse(page.render({"happened_at": longdatetime(timezone.now())}), status=500)


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

"""The page itself, its service worker and what makes it a page of the Home Screen.

None of the three says anything about anybody: the page stays on the phone, whoever holds it.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseway.coaching.views.field import files
from caseway.kernel.requests import SignedInRequest

PAGE = "coaching/field/app.html"


@require_safe
def app(request: SignedInRequest) -> HttpResponse:
    """The page with everything it can show, to be filled in on the phone."""
    return render(request, PAGE, _context())


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what it keeps, then the code that keeps it."""
    page = render_to_string(PAGE, _context())
    told = {
        "version": files.version(page),
        "files": files.kept_files(),
        "page": reverse("field:app"),
        "code": static(files.WORKER),
    }
    answer = render(
        request, "coaching/field/worker.js", told, content_type="text/javascript; charset=utf-8"
    )
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Source: W3C Web Application Manifest."""
    page = reverse("field:app")
    icon = {"sizes": "192x192", "type": "image/png", "src": static("img/field-192.png")}
    drawn = {"sizes": "any", "type": "image/svg+xml", "src": static("img/mark.svg")}
    return JsonResponse(
        {
            "id": page,
            "name": _("Visits"),
            "short_name": _("Visits"),
            "lang": get_language(),
            "start_url": page,
            "scope": page,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#14284b",
            "icons": [icon, drawn],
        },
        content_type="application/manifest+json",
    )


def _context() -> dict[str, Any]:
    return {
        "styles": files.STYLES,
        "product_name": settings.PRODUCT_NAME,
        "demonstration": settings.DEMONSTRATION,
    }

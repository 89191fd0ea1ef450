"""The pages of help. Whoever cannot sign in may read them, too: they hold nobody's data."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from caseway.desk.help.days import DAYS
from caseway.desk.help.glossary import glossary
from caseway.desk.help.parts import HelpPage, Step
from caseway.desk.help.subjects import ALWAYS, IN_GRID, SUBJECTS, WHEN_ON

PAGES = {page.slug: page for page in (*DAYS, *SUBJECTS)}


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All pages of help, with a line on each."""
    return render(request, "desk/help/index.html", {"days": DAYS, "subjects": SUBJECTS})


@login_not_required
@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of help; 404 when there is none of that name."""
    if slug not in PAGES:
        raise Http404
    shown = PAGES[slug]
    around: dict[str, Any] = {"days": DAYS, "subjects": SUBJECTS, "page": shown}
    return render(request, shown.template, around | _inside(shown))


def _inside(shown: HelpPage) -> dict[str, Any]:
    if shown.slug == "words":
        return {"sections": glossary()}
    if shown.slug == "keyboard":
        return {"always": ALWAYS, "in_grid": IN_GRID, "when_on": WHEN_ON}
    return {"steps": [(step, _address(step)) for step in shown.steps]}


def _address(step: Step) -> str:
    """Where the step is done; "" where it has no page of its own."""
    try:
        return reverse(step.to) if step.to else ""
    except NoReverseMatch:
        return ""

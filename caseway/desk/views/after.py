"""Where an act leads: back to the list at the same place, to the next case, or to the case."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from caseway.desk.views.today import query_of, render_list
from caseway.kernel.requests import SignedInRequest

# The one form of every desk page through which a message's Undo button posts.
UNDO_FORM = "undo-form"


def answer(request: SignedInRequest, case_id: int) -> HttpResponseBase:
    """The page that follows an act on a case, as the form's `then` asked."""
    then = request.POST.get("then", "")
    state = QueryDict(request.POST.get("state", ""))
    place = request.POST.get("place", "")
    if then == "today":
        return _today(request, state, place)
    if then == "next":
        more = {"after": case_id, "place": place or 1}
        return redirect(reverse("desk:next_case") + query_of(state, **more))
    kept = query_of(state, place=place) if place else ""
    return _go(request, reverse("desk:case", args=[case_id]) + kept)


def undoable(request: SignedInRequest, sentence: str, url: str) -> None:
    """Say what was done, with a button that takes it back."""
    messages.success(
        request,
        format_html(
            '{} <button class="usa-button usa-button--unstyled" form="{}" formaction="{}">{}</button>',
            sentence,
            UNDO_FORM,
            url,
            _("Undo"),
        ),
    )


def _today(request: SignedInRequest, state: QueryDict, place: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render_list(request, state, done=int(place) if place.isdecimal() else 1)
    return redirect(reverse("desk:today") + query_of(state))


def _go(request: SignedInRequest, url: str) -> HttpResponse:
    """A redirect; for htmx one that moves the whole page, not a part of it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)

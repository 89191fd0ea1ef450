"""Where an act leads: back to the list at the same place, to the next case, or to the case."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _

from caseway.desk.trail import case_url, next_url, number, today_url
from caseway.desk.views.today import render_list
from caseway.kernel.requests import SignedInRequest

# The one form of every desk page through which a message's Undo button posts.
UNDO_FORM = "undo-form"


def answer(request: SignedInRequest, case_id: int) -> HttpResponseBase:
    """The page that follows an act on a case, as the form's `then` asked."""
    then = request.POST.get("then", "")
    state = request.POST.get("state", "")
    nth = number(request.POST.get("nth"))
    if then == "today":
        return _today(request, state, nth)
    if then == "next":
        return _go(request, next_url(case_id, nth or 1, state))
    return _go(request, case_url(case_id, nth, state if nth else ""))


def undoable(request: SignedInRequest, sentence: str, url: str, what: str = "") -> None:
    """Say what was done, with a button that takes it back.

    `what` travels with the button, for an act on several rows that no address names.
    """
    messages.success(
        request,
        format_html(
            '{} <button class="usa-button usa-button--unstyled" form="{}"'
            ' formaction="{}" name="what" value="{}">{}</button>',
            sentence,
            UNDO_FORM,
            url,
            what,
            _("Undo"),
        ),
    )


def _today(request: SignedInRequest, state: str, nth: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render_list(request, QueryDict(state), done=nth or 1)
    return redirect(today_url(state))


def _go(request: SignedInRequest, url: str) -> HttpResponse:
    """A redirect; for htmx one that moves the whole page, not a part of it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)

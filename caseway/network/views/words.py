"""Words put in for a family, and chances offered to them."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.cases.views.common import save_once, today, visible_case
from caseway.cases.views.conflicts import conflict_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.actions import words as actions
from caseway.network.actions.referrals import members_of
from caseway.network.forms.supports import OutcomeForm, WordForm
from caseway.network.models import WordPutIn


@require_http_methods(["GET", "POST"])
def put_in(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Write down that somebody spoke up for them, or offered a chance."""
    case = visible_case(request, pk)
    wanted = request.GET.get("kind", "")
    form = WordForm(
        request.POST if request.method == "POST" else None,
        people=members_of(case, today()),
        initial={
            "person": case.participant_id,
            "on": today(),
            "kind": "chance" if wanted == "chance" else "spoke_up",
        },
    )
    context = {
        "case": case,
        "form": form,
        "refusal": actions.why_not_put_in(request.user, case),
    }
    if request.method != "POST":
        return render(request, "network/word_form.html", context)

    def act(now: datetime) -> str:
        actions.put_in(case=case, word=form.word(), by=request.user, at=now)
        return _("Written down.")

    if form.is_valid() and _saved(request, form, act):
        return redirect(reverse("network:case", args=[pk]) + "#words")
    return render(request, "network/word_form.html", context, status=422)


@require_http_methods(["GET", "POST"])
def word(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """What was said, and what came of it. Two people at once see both texts."""
    rows = WordPutIn.objects.visible_to(request.user).select_related(
        "case__participant", "case__site", "person", "by"
    )
    row: WordPutIn = get_object_or_404(rows, pk=pk)
    start = {name: getattr(row, name) for name in ("outcome", "outcome_note", "version")}
    start["outcome_on"] = row.outcome_on or today()
    form = OutcomeForm(
        request.POST if request.method == "POST" else None, initial=start, kind=row.kind
    )
    if request.method != "POST":
        return _page(request, row, form)

    def act(now: datetime) -> str:
        actions.say_outcome(
            word=row,
            came=form.came(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try:
        if form.is_valid() and _saved(request, form, act):
            return redirect(reverse("network:case", args=[row.case_id]) + "#words")
    except StaleRecord as stale:
        both = conflict_of(
            row, form, stale, at=reverse("network:word", args=[pk]), show=_in_words(form)
        )
        return _page(request, row, form, conflict=both, status=409)
    return _page(request, row, form, status=422)


def _in_words(form: OutcomeForm) -> Any:
    def words(name: str, value: Any) -> Any:
        return dict(getattr(form.fields[name], "choices", ())).get(value, value)

    return words


def _page(
    request: SignedInRequest,
    row: WordPutIn,
    form: OutcomeForm,
    *,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "case": row.case,
        "form": form,
        "conflict": conflict,
        "refusal": actions.why_not_put_in(request.user, row.case),
    }
    return render(request, "network/word.html", context, status=status)


def _saved(request: SignedInRequest, form: Any, act: Any) -> bool:
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

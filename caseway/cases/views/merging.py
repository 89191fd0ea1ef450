"""Two records of one person: likely pairs, both side by side, making them one, undoing it."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies import access as posts
from caseway.agencies.policy import Act
from caseway.cases.actions.merging import merge_people, undo_merge
from caseway.cases.forms.changes import MergeForm
from caseway.cases.identities import identities
from caseway.cases.models import Merge, Person
from caseway.cases.queries.comparing import compare
from caseway.cases.queries.twins import likely_twins, past_merges, visible
from caseway.cases.views.candidates import reasons_of, verdict_of
from caseway.cases.views.common import first_errors, save_once, try_once
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.rules.records.matching import score

ROWS = 25


@require_GET
def pairs(request: SignedInRequest) -> HttpResponse:
    """Records that are likely the same person, and what was merged before."""
    _require(request)
    page = Paginator(likely_twins(request.user), ROWS).get_page(request.GET.get("page"))
    audit.read(
        Kind.SEARCHED, on=Person, by=request.user, at=timezone.now(), hits=len(page.object_list)
    )
    rows = [
        {"twins": one, "verdict": verdict_of(one.match), "reasons": reasons_of(one.match)}
        for one in page.object_list
    ]
    context = {"rows": rows, "page": page, "past": past_merges(request.user)[:ROWS]}
    return render(request, "cases/merge/pairs.html", context)


@require_http_methods(["GET", "POST"])
def pair(request: SignedInRequest, one: int, other: int) -> HttpResponseBase:
    """Both records side by side; which one stays, and how one knows."""
    _require(request)
    people = [_person(request, one), _person(request, other)]
    if one == other:
        raise Http404
    form = MergeForm(request.POST if request.method == "POST" else None, pair=people)

    def act(now: datetime) -> str:
        keep = int(form.cleaned_data["keep"])
        kept, gone = sorted(people, key=lambda person: person.pk != keep)
        merge = merge_people(
            kept=kept, gone=gone, reason=form.cleaned_data["reason"], by=request.user, at=now
        )
        form.done_at = reverse("cases:merge_done", args=[merge.pk])  # type: ignore[attr-defined]
        return _("Two records are one now.")

    if form.is_bound and form.is_valid():
        try:
            save_once(request, act)
            return redirect(getattr(form, "done_at", reverse("cases:merge")))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if not form.is_bound:
        _written_down(request, people)
    known = identities([one, other])
    match = score(known[one], known[other])
    context: dict[str, Any] = {
        "people": people,
        "rows": compare(request.user, *people),
        "verdict": verdict_of(match),
        "reasons": reasons_of(match),
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
    }
    return render(request, "cases/merge/pair.html", context, status=422 if form.is_bound else 200)


@require_GET
def done(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was made one, with the way back."""
    _require(request)
    merge: Merge = get_object_or_404(past_merges(request.user), pk=pk)
    return render(request, "cases/merge/done.html", {"merge": merge})


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take the two records apart again."""
    _require(request)
    merge = get_object_or_404(past_merges(request.user), pk=pk)

    def act(now: datetime) -> str:
        undo_merge(merge=merge, by=request.user, at=now)
        return _("Taken apart. Both records stand as they did, with what was added since.")

    try_once(request, act)
    return redirect("cases:merge_done", pk)


def _require(request: SignedInRequest) -> None:
    """Raise NotAllowed, with who can, unless some post of the reader carries merging."""
    if not posts.anywhere(request.user, Act.MERGE_PEOPLE):
        raise NotAllowed(
            _("Records are merged by supervisors and administrators. Tell yours what you saw.")
        )


def _person(request: SignedInRequest, pk: int) -> Person:
    """A record to compare; one that was merged away leads to nothing here."""
    found: Person = get_object_or_404(visible(request.user), pk=pk)
    return found


def _written_down(request: SignedInRequest, people: list[Person]) -> None:
    for person in people:
        audit.read(Kind.OPENED, on=person, by=request.user, at=timezone.now())

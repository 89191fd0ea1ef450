"""One appointment: what was agreed, another time, why it did not take place."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.cases.bar import bar
from caseway.cases.views.common import first_errors, saved, try_once
from caseway.coaching import access
from caseway.coaching.actions import appointments
from caseway.coaching.actions.visits import missed
from caseway.coaching.forms import people as forms
from caseway.coaching.models import Visit, VisitState
from caseway.coaching.shown import case as words
from caseway.kernel.requests import SignedInRequest


@require_GET
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One appointment: what was agreed, what became of it, another time, or why not."""
    return draw_visit(request, _visit(request, pk))


@require_POST
def move_visit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Agree on another time, with the reason."""
    row, form = _visit(request, pk), forms.MoveForm(request.POST, auto_id="move_%s")
    if form.is_valid():

        def act(now: datetime) -> str:
            appointments.move_visit(visit=row, by=request.user, at=now, **form.cleaned_data)
            return _("Moved. The time that was agreed before stays on record.")

        if saved(request, form, act):
            return redirect("coaching:case", row.enrolment.case_id)
    return draw_visit(request, row, sent=("move", form), status=422)


@require_POST
def miss_visit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Cancel an appointment, or note that nobody came."""
    row, form = _visit(request, pk), forms.MissForm(request.POST, auto_id="miss_%s")
    if form.is_valid():

        def act(now: datetime) -> str:
            missed.miss_visit(
                visit=row,
                outcome=VisitState(form.cleaned_data["outcome"]),
                why_not=form.cleaned_data["why"],
                note=form.cleaned_data["note"],
                by=request.user,
                at=now,
            )
            return _("Saved, with the reason.")

        if saved(request, form, act):
            return redirect("coaching:case", row.enrolment.case_id)
    return draw_visit(request, row, sent=("miss", form), status=422)


@require_POST
def keep_visit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Confirmed with the person, or pinned: planning anew leaves it."""
    row = _visit(request, pk)

    def act(now: datetime) -> str:
        appointments.keep_visit(
            visit=row,
            confirmed=request.POST.get("confirmed") == "yes",
            pinned=request.POST.get("pinned") == "yes",
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try_once(request, act)
    return redirect("coaching:visit", pk)


def draw_visit(
    request: SignedInRequest,
    row: Visit,
    *,
    sent: tuple[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an appointment."""
    given: dict[str, Any] = {
        "move": forms.MoveForm(
            initial={"day": row.day, "begins_at": row.begins_at}, auto_id="move_%s"
        ),
        "miss": forms.MissForm(auto_id="miss_%s"),
    }
    if sent:
        given[sent[0]] = sent[1]
    context = {
        "row": row,
        "case": row.enrolment.case,
        "identity": bar(request.user, row.enrolment.case, "coaching"),
        "told": words.visit(row),
        "forms": given,
        "opened": sent[0] if sent else "",
        "errors": first_errors(sent[1]) if sent else [],
        "refusal": access.why_not_edit(request.user, row.enrolment.case),
        "is_open": row.state == VisitState.PLANNED,
    }
    return render(request, "coaching/planner/visit.html", context, status=status)


def _visit(request: SignedInRequest, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user)
    found: Visit = get_object_or_404(
        rows.select_related(
            "enrolment__person",
            "enrolment__case__participant",
            "enrolment__case__site",
            "enrolment__case__region",
            "coach",
            "moved_to",
        ),
        pk=pk,
    )
    return found

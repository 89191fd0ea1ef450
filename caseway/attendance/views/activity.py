"""One activity: what it is, its week, its proof, its modules, its end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.attendance import access
from caseway.attendance.actions import enrolments
from caseway.attendance.forms.activities import (
    ActivityForm,
    ChangeWeekForm,
    EndForm,
    first_day,
)
from caseway.attendance.forms.proof import FinishForm
from caseway.attendance.kinds import ABOUT
from caseway.attendance.models import ActivityEnrolment, ActivityKind
from caseway.attendance.queries.case import activities_of
from caseway.attendance.shown import activities as words
from caseway.attendance.views.found import of_a_case
from caseway.cases.views.common import first_errors, saved, today, try_once
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.models import Provider


@require_http_methods(["GET", "POST"])
def activity(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One activity: what it is, its week, its proof, its modules, its end."""
    row = of_a_case(request, pk)
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
        return draw(request, row)
    if sentence := access.why_not_edit(request.user, row.case):
        raise NotAllowed(sentence)
    form = ActivityForm(request.POST, case=row.case)

    def act(now: datetime) -> str:
        enrolments.change_activity(
            enrolment=row,
            activity=form.activity(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("attendance:activity", pk)
    except StaleRecord as stale:
        at = reverse("attendance:activity", args=[pk])
        renamed = StaleRecord(_typed(stale.theirs), _typed(stale.mine) or {}, stale.current)
        both = conflict_of(row, form, renamed, at=at, show=_shown)
        return draw(request, of_a_case(request, pk), conflict=both, status=409)
    return draw(request, of_a_case(request, pk), sent=("about", form), status=422)


@require_POST
def schedule(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Another week from a day; what was before stays as it was."""
    row = of_a_case(request, pk)
    form = ChangeWeekForm(request.POST)

    def act(_now: datetime) -> str:
        enrolments.change_schedule(
            enrolment=row,
            schedule=form.week(),
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
        )
        return _("The new week holds from that day. The one before stays in the record.")

    return answer(request, row, "week", form, act)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let an activity end."""
    row = of_a_case(request, pk)
    form = EndForm(request.POST, auto_id="end_%s")

    def act(_now: datetime) -> str:
        enrolments.end_enrolment(
            enrolment=row,
            last_day=form.cleaned_data["last_day"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return _("Ended. What was done there stays in the record.")

    return answer(request, row, "end", form, act)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The activity goes on after all."""
    row = of_a_case(request, pk)

    def act(_now: datetime) -> str:
        enrolments.take_end_back(enrolment=row, by=request.user)
        return _("“%(title)s” goes on.") % {"title": row.title}

    try_once(request, act)
    return redirect("attendance:activity", pk)


def answer(
    request: SignedInRequest,
    row: ActivityEnrolment,
    part: str,
    form: Any,
    act: Callable[[datetime], str],
) -> HttpResponseBase:
    """Save one part of an activity's page, or show the page with that part as it was typed."""
    if form.is_valid() and saved(request, form, act):
        return redirect("attendance:activity", row.pk)
    return draw(request, row, sent=(part, form), status=422)


def draw(
    request: SignedInRequest,
    row: ActivityEnrolment,
    *,
    sent: tuple[str, Any] | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """An activity's page; with `sent`, one of its forms comes back as it was typed."""
    page = activities_of(row.case, today())
    taken = next(
        one for each in page.people for one in (*each.taken, *each.ended) if one.row.pk == row.pk
    )
    week = taken.week_on(first_day(row, today()))
    forms: dict[str, Any] = {
        "about": ActivityForm(initial=ActivityForm.start(row), case=row.case),
        "week": ChangeWeekForm(
            initial={**ChangeWeekForm.start(week), "starts_on": first_day(row, today())}
        ),
        "end": EndForm(initial={"last_day": today()}, auto_id="end_%s"),
        "finish": FinishForm(initial={"on": today()}, enrolment=row, auto_id="finish_%s"),
    }
    if sent:
        forms[sent[0]] = sent[1]
    context = {
        "case": row.case,
        "row": row,
        "taken": words.taken(taken, today()),
        "proofs": [words.proof(one) for one in taken.proofs],
        "modules": taken.modules,
        "teaches": row.activity in (ActivityKind.JOB_SEARCH, ActivityKind.OTHER),
        "forms": forms,
        "opened": sent[0] if sent else "",
        "errors": first_errors(sent[1]) if sent else [],
        "conflict": conflict,
        "refusal": access.why_not_edit(request.user, row.case),
        "mark_refusal": access.why_not_mark(request.user, row),
        "about_kind": ABOUT[ActivityKind(row.activity)],
    }
    return render(request, "attendance/activity.html", context, status=status)


# The form asks in the reader's words; what it is stored as has other names.
_FORM_NAMES = {"activity": "kind", "homework_minutes_a_week": "homework"}


def _typed(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Stored values under the names, and in the units, in which the form asks for them."""
    if values is None:
        return None
    told = {_FORM_NAMES.get(name, name): value for name, value in values.items()}
    told["homework"] = ActivityForm.as_typed(told["homework"])
    return told


def _shown(name: str, value: Any) -> Any:
    if name == "kind":
        return ActivityKind(value).label
    if isinstance(value, Provider):
        return value.name
    return shown(name, value)

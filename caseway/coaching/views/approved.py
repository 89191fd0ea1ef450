"""Hours that a funder approved for a person: how they stand, recorded, changed, ended."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.cases.bar import bar
from caseway.cases.views.common import first_errors, saved, today
from caseway.coaching import access
from caseway.coaching.actions import approved as actions
from caseway.coaching.forms.approved import ChangeForm, EndForm, LetterForm, WithdrawForm
from caseway.coaching.models import ApprovedHours, CoachingEnrolment
from caseway.coaching.queries.approved import approved_of
from caseway.coaching.shown import approved as shown
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest

CASE = ("person", "case__participant", "case__site", "case__region")


@require_GET
def hours(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is approved, how much of it is used, and what was before."""
    row = _enrolment(request, pk)
    audit.read(Kind.OPENED, on=row.case, by=request.user, at=timezone.now(), case_id=row.case_id)
    return draw(request, row)


@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record a letter of the funder."""
    row = _enrolment(request, pk)
    form = LetterForm(request.POST, auto_id="add_%s")

    def act(now: datetime) -> str:
        actions.record_hours(enrolment=row, letter=form.letter(), by=request.user, at=now)
        return _("Saved. Sessions are counted against it.")

    return _answer(request, row, form, act, "add", 0)


@require_POST
def change(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put what the funder says now in its place."""
    row = _approved(request, pk)
    form = ChangeForm(request.POST, auto_id=f"change_{pk}_%s")

    def act(now: datetime) -> str:
        actions.change_hours(
            row=row,
            letter=form.letter(),
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=now,
        )
        return _("Saved. What was before stays on record.")

    return _answer(request, row.enrolment, form, act, "change", pk)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let it end before its last day."""
    row = _approved(request, pk)
    form = EndForm(request.POST, auto_id=f"end_{pk}_%s")

    def act(now: datetime) -> str:
        actions.end_hours(row=row, **form.cleaned_data, by=request.user, at=now)
        return _("Saved. What was before stays on record.")

    return _answer(request, row.enrolment, form, act, "end", pk)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take back what was recorded by mistake."""
    row = _approved(request, pk)
    form = WithdrawForm(request.POST, auto_id=f"withdraw_{pk}_%s")

    def act(now: datetime) -> str:
        actions.withdraw_hours(row=row, **form.cleaned_data, by=request.user, at=now)
        return _("Taken back. It stays to be seen and counts no more.")

    return _answer(request, row.enrolment, form, act, "withdraw", pk)


def draw(
    request: SignedInRequest,
    row: CoachingEnrolment,
    *,
    sent: tuple[str, int, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `sent`, one form comes back as it was typed."""
    day = today()
    page = shown.page(approved_of(row, day), day)
    refusal = access.why_not_edit(request.user, row.case)
    part, of, form = sent or ("", 0, None)
    for one in page["now"]:
        one["forms"] = _forms(one["row"], part if of == one["pk"] else "", form)
    # What was changed meanwhile is no longer on the page: the form comes back on top.
    known = {one["pk"] for one in page["now"]}
    context = {
        "case": row.case,
        "identity": bar(request.user, row.case, "coaching"),
        "row": row,
        "page": page,
        "refusal": refusal,
        "add": form if part == "add" else LetterForm(auto_id="add_%s", initial={"per": "month"}),
        "opened": part,
        "opened_at": of,
        "errors": first_errors(form) if form is not None else [],
        "lost": form if of and of not in known else None,
    }
    return render(request, "coaching/planner/approved.html", context, status=status)


def _forms(row: ApprovedHours, part: str, sent: Any) -> dict[str, Any]:
    pk = row.pk
    given: dict[str, Any] = {
        "change": ChangeForm(initial=ChangeForm.start(row), auto_id=f"change_{pk}_%s"),
        "end": EndForm(auto_id=f"end_{pk}_%s"),
        "withdraw": WithdrawForm(auto_id=f"withdraw_{pk}_%s"),
    }
    if part:
        given[part] = sent
    return given


def _answer(
    request: SignedInRequest, row: CoachingEnrolment, form: Any, act: Any, part: str, of: int
) -> HttpResponseBase:
    if form.is_valid() and saved(request, form, act):
        return redirect("coaching:approved_hours", row.pk)
    return draw(request, row, sent=(part, of, form), status=422)


def _enrolment(request: SignedInRequest, pk: int) -> CoachingEnrolment:
    rows = CoachingEnrolment.objects.visible_to(request.user).select_related(*CASE)
    found: CoachingEnrolment = get_object_or_404(rows, pk=pk)
    return found


def _approved(request: SignedInRequest, pk: int) -> ApprovedHours:
    rows = ApprovedHours.objects.visible_to(request.user)
    related = [f"enrolment__{name}" for name in CASE]
    found: ApprovedHours = get_object_or_404(rows.select_related("enrolment", *related), pk=pk)
    return found

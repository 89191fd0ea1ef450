"""Proof: handed in, looked at, accepted or not, taken back; hours taken ahead from it."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.attendance import access
from caseway.attendance.actions import evidence, projections
from caseway.attendance.forms.activities import as_hours, minutes_of
from caseway.attendance.forms.proof import (
    AcceptForm,
    ChangeReportedForm,
    ProjectForm,
    ProofForm,
    RejectForm,
    suggested_hours,
)
from caseway.attendance.models import ActivityEnrolment, Evidence, EvidenceKind
from caseway.attendance.queries.proof import proof_page, span_without_proof
from caseway.attendance.shown import activities as words
from caseway.attendance.views.found import any_activity, any_projection, any_proof
from caseway.cases.models import Case
from caseway.cases.views.common import first_errors, saved, today, try_once
from caseway.documents.actions.receive import keep
from caseway.documents.models import Document
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Hand in one paper for all the days that it proves."""
    row = any_activity(request, pk)
    if sentence := access.why_not_mark(request.user, row):
        raise NotAllowed(sentence)
    papers = Document.objects.visible_to(request.user).filter(case=row.case_id)
    if request.method != "POST":
        return _add_page(request, row, ProofForm(initial=_start(row), papers=papers))
    form = ProofForm(request.POST, request.FILES, papers=papers)

    def act(now: datetime) -> str:
        made = _hand_in(request, row, form, now)
        days = made.entries.values("period", "day").distinct().count()
        return ngettext(
            "Handed in. It waits for a decision, for %(n)s day.",
            "Handed in. It waits for a decision, for %(n)s days.",
            days,
        ) % {"n": days}

    if form.is_valid() and saved(request, form, act):
        return redirect(_back(request, row))
    return _add_page(request, row, form, status=422)


@require_GET
def proof(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper: what it proves day by day, what it states, and the decision."""
    row = any_proof(request, pk)
    audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
    return _page(request, row)


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Accept it: its days count from now on."""
    row = any_proof(request, pk)
    form = AcceptForm(request.POST, auto_id="accept_%s")

    def act(now: datetime) -> str:
        evidence.verify_proof(evidence=row, by=request.user, at=now, why=form.cleaned_data["why"])
        return _("Accepted. These days count now.")

    return _decided(request, row, "accept", form, act)


@require_POST
def reject(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Do not accept it, and say what is missing."""
    row = any_proof(request, pk)
    form = RejectForm(request.POST, auto_id="reject_%s")

    def act(now: datetime) -> str:
        evidence.reject_proof(
            evidence=row, reason=form.cleaned_data["reason"], by=request.user, at=now
        )
        return _("Not accepted. These days need another proof.")

    return _decided(request, row, "reject", form, act)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take a decision back."""
    row = any_proof(request, pk)

    def act(now: datetime) -> str:
        evidence.undo_decision(evidence=row, by=request.user, at=now)
        return _("The decision is taken back. The proof waits again.")

    try_once(request, act)
    return redirect("attendance:proof", pk)


@require_POST
def cover(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let it also prove the days that were marked since."""
    row = any_proof(request, pk)

    def act(now: datetime) -> str:
        more = evidence.cover_later(evidence=row, by=request.user, at=now)
        return ngettext("It proves %(n)s day more now.", "It proves %(n)s days more now.", more) % {
            "n": more
        }

    try_once(request, act)
    return redirect("attendance:proof", pk)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Handed in by mistake, and nobody decided yet."""
    row = any_proof(request, pk)
    enrolment = row.enrolment

    def act(now: datetime) -> str:
        evidence.withdraw_proof(evidence=row, by=request.user, at=now)
        return _("Taken back. The file itself stays with the papers of the case.")

    if try_once(request, act):
        return redirect(_back(request, enrolment))
    return redirect("attendance:proof", pk)


@require_POST
def project(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take hours of a job ahead from accepted proof."""
    row = any_proof(request, pk)
    form = ProjectForm(request.POST, auto_id="project_%s")

    def act(now: datetime) -> str:
        minutes = minutes_of(form.cleaned_data["hours"])
        made = projections.project_hours(
            evidence=row, minutes_a_week=minutes, by=request.user, at=now
        )
        return words.ahead_words(made)

    return _decided(request, row, "project", form, act)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A change at the job was reported."""
    row = any_projection(request, pk)
    if sentence := access.why_not_mark(request.user, row.enrolment):
        raise NotAllowed(sentence)
    if request.method != "POST":
        start = {"on": max(row.starts_on, min(today(), row.holds_until - timedelta(days=1)))}
        return _change_page(request, row, ChangeReportedForm(initial=start))
    form = ChangeReportedForm(request.POST)

    def act(now: datetime) -> str:
        projections.report_change(
            projection=row,
            on=form.cleaned_data["on"],
            what=form.cleaned_data["what"],
            by=request.user,
            at=now,
        )
        return _("Written down. Add proof of the hours as they are now, so that they count.")

    if form.is_valid() and saved(request, form, act):
        return redirect("attendance:case", row.case_id)
    return _change_page(request, row, form, status=422)


def _hand_in(
    request: SignedInRequest, row: ActivityEnrolment, form: ProofForm, now: datetime
) -> Evidence:
    """The paper first, then the proof: both or neither, in the transaction of the form's key."""
    paper = form.paper(activity=row.title, by_provider=access.hosts(request.user, row))
    document = None
    if paper is not None:
        document = keep(
            case=row.case, paper=paper, by=request.user, today=today(), person=row.person
        ).document
    return evidence.submit_proof(enrolment=row, proof=form.proof(document), by=request.user, at=now)


def _start(row: ActivityEnrolment) -> dict[str, Any]:
    """The days that wait for proof, and the paper that such an activity usually brings."""
    first, last = span_without_proof(row.pk) or (max(row.starts_on, today()), today())
    paid = row.activity in words.PAID_KINDS
    kind = EvidenceKind.PAY_STUB if paid else EvidenceKind.TIME_SHEET
    return {"kind": kind, "covers_from": min(first, today()), "last_day": last}


def _back(request: SignedInRequest, row: ActivityEnrolment) -> str:
    """To the activity; provider staff, who see no case, to handing in more."""
    if request.GET.get("then") == "unproven":
        return reverse("attendance:unproven")
    if Case.objects.visible_to(request.user).filter(pk=row.case_id).exists():
        return reverse("attendance:activity", args=[row.pk])
    return reverse("attendance:add_proof", args=[row.pk])


def _decided(
    request: SignedInRequest, row: Evidence, part: str, form: Any, act: Any
) -> HttpResponseBase:
    if form.is_valid() and saved(request, form, act):
        return redirect("attendance:proof", row.pk)
    return _page(request, row, sent=(part, form), status=422)


def _page(
    request: SignedInRequest,
    row: Evidence,
    *,
    sent: tuple[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms: dict[str, Any] = {
        "accept": AcceptForm(auto_id="accept_%s"),
        "reject": RejectForm(auto_id="reject_%s"),
        "project": ProjectForm(
            initial={"hours": as_hours(suggested_hours(row))}, auto_id="project_%s"
        ),
    }
    if sent:
        forms[sent[0]] = sent[1]
    page = proof_page(row)
    differs = evidence.why_not_as_stated(row.stated_minutes, page.entries)
    forms["accept"].fields["why"].required = bool(differs)  # asked only then
    context = {
        "row": row,
        "enrolment": row.enrolment,
        "sees_case": Case.objects.visible_to(request.user).filter(pk=row.case_id).exists(),
        "shown": words.proof(row),
        "days": [words.proven_day(one) for one in page.entries],
        "later": page.later,
        "ahead": page.projection,
        "ahead_words": words.ahead_words(page.projection) if page.projection else "",
        "entered_words": words.hours_of(page.entered_minutes),
        "differs": differs,
        "decide_refusal": evidence.why_not_decide(request.user, row),
        "mark_refusal": access.why_not_mark(request.user, row.enrolment),
        "project_refusal": projections.why_not_project(row),
        "forms": forms,
        "opened": sent[0] if sent else "",
        "errors": first_errors(sent[1]) if sent else [],
    }
    return render(request, "attendance/proof.html", context, status=status)


def _add_page(
    request: SignedInRequest, row: ActivityEnrolment, form: ProofForm, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "sees_case": Case.objects.visible_to(request.user).filter(pk=row.case_id).exists(),
        "kind": words.kind_of(row),
        "errors": first_errors(form) if form.is_bound else [],
        "then": request.GET.get("then", ""),
    }
    return render(request, "attendance/add_proof.html", context, status=status)


def _change_page(
    request: SignedInRequest, row: Any, form: ChangeReportedForm, status: int = 200
) -> HttpResponse:
    context = {"row": row, "form": form, "ahead": words.ahead_words(row)}
    return render(request, "attendance/change.html", context, status=status)

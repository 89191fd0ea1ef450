"""Somebody's supported employment on her case: phase, tier, how and when she is met."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.cases.bar import bar
from caseway.cases.models import Assignment, Case, Part
from caseway.cases.views.common import first_errors, saved, today, visible_case
from caseway.coaching import access
from caseway.coaching.actions import appointments, enrolments, helping
from caseway.coaching.forms import people as forms
from caseway.coaching.models import CoachingEnrolment, TierCode
from caseway.coaching.queries.approved import balances_on
from caseway.coaching.queries.case import enrolments_of
from caseway.coaching.shown import case as words
from caseway.coaching.shown.approved import balance
from caseway.coaching.views.widening import coach_of, month_said, wider_times
from caseway.intake.queries.case import people_of
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.rules.dates import Month

Act = Callable[[datetime], str]


@require_GET
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody of a case in supported employment."""
    row = visible_case(request, pk)
    audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.pk)
    return draw(request, row, wider=wider_times(request, row))


@require_http_methods(["GET", "POST"])
def enroll(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Enroll one person of the case."""
    row = visible_case(request, pk)
    if sentence := access.why_not_edit(request.user, row):
        raise NotAllowed(sentence)
    people = {str(one.pk): one for one in people_of(row)}
    choices = [(key, one.name_used) for key, one in people.items()]
    form = forms.EnrollForm(
        request.POST if request.method == "POST" else None,
        people=choices,
        initial={"began_on": today(), "tier": TierCode.WEEKLY, "person": row.participant_id},
    )

    def act(now: datetime) -> str:
        data = dict(form.cleaned_data)
        person = people[data.pop("person")]
        enrolments.enroll(case=row, person=person, by=request.user, at=now, **data)
        return _("%(name)s is enrolled.") % {"name": person.name_used}

    if form.is_bound and form.is_valid() and saved(request, form, act):
        return redirect("coaching:case", pk)
    context = {
        "case": row,
        "identity": bar(request.user, row, "coaching"),
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
    }
    return render(
        request, "coaching/planner/enroll.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def tier(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """How often she is seen, from a day, and why."""
    row, form = _enrolment(request, pk), forms.TierForm(request.POST, auto_id=f"tier_{pk}_%s")

    def act(now: datetime) -> str:
        enrolments.set_tier(enrolment=row, by=request.user, at=now, **form.cleaned_data)
        return _("Saved. What was before stays on record.")

    return _answer(request, row, "tier", form, act)


@require_POST
def phase(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Her phase, from a day, and why."""
    row, form = _enrolment(request, pk), forms.PhaseForm(request.POST, auto_id=f"phase_{pk}_%s")

    def act(now: datetime) -> str:
        enrolments.set_phase(enrolment=row, by=request.user, at=now, **form.cleaned_data)
        return _("Saved. What was before stays on record.")

    return _answer(request, row, "phase", form, act)


@require_POST
def about(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Who pays, how long, how many calls and why, groups, the end."""
    row = _enrolment(request, pk)
    form = forms.AboutForm(request.POST, month=Month.of(today()), auto_id=f"about_{pk}_%s")

    def act(now: datetime) -> str:
        values = dict(form.cleaned_data)
        version = values.pop("version") or 0
        enrolments.change_about(
            enrolment=row, values=values, version=version, by=request.user, at=now
        )
        return _("Saved.")

    try:
        return _answer(request, row, "about", form, act)
    except StaleRecord:
        form.add_error(
            None,
            _("Somebody else saved this meanwhile. What they wrote is on the page; yours is here."),
        )
        return draw(request, row.case, sent=(pk, "about", form), status=409)


@require_POST
def place(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Where she is met."""
    row, form = _enrolment(request, pk), forms.PlaceForm(request.POST, auto_id=f"place_{pk}_%s")

    def act(now: datetime) -> str:
        enrolments.set_meeting_place(
            enrolment=row,
            place=form.place(),
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
            at=now,
        )
        return _("Saved. The next plan uses it.")

    return _answer(request, row, "place", form, act)


@require_POST
def times(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """When visits may begin."""
    row, form = _enrolment(request, pk), forms.TimesForm(request.POST, auto_id=f"times_{pk}_%s")

    def act(now: datetime) -> str:
        enrolments.set_times(
            enrolment=row,
            times=form.times(),
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
            at=now,
        )
        return _("Saved. The next plan uses it.")

    if (month := month_said(request.POST)) and form.is_valid() and saved(request, form, act):
        coach = coach_of(row, request.user)
        return redirect("coaching:month_of", coach.pk, str(month))
    return _answer(request, row, "times", form, act)


@require_POST
def away(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Days on which she cannot be seen."""
    row, form = _enrolment(request, pk), forms.AwayForm(request.POST, auto_id=f"away_{pk}_%s")

    def act(now: datetime) -> str:
        enrolments.add_away(enrolment=row, by=request.user, at=now, **form.cleaned_data)
        return _("Saved. The next plan uses it.")

    return _answer(request, row, "away", form, act)


@require_POST
def more(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """More sessions than the cap in one month, allowed by who leads, with the reason."""
    row, form = _enrolment(request, pk), forms.MoreForm(request.POST, auto_id=f"more_{pk}_%s")

    def act(now: datetime) -> str:
        helping.lift_cap(
            enrolment=row,
            month=form.cleaned_data["month"].first,
            sessions=form.cleaned_data["sessions"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=now,
        )
        return _("Allowed. The reason is on record.")

    return _answer(request, row, "more", form, act)


@require_POST
def add_visit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """An appointment by hand."""
    row, form = _enrolment(request, pk), forms.VisitForm(request.POST, auto_id=f"visit_{pk}_%s")

    def act(now: datetime) -> str:
        appointments.add_visit(
            enrolment=row,
            coach=coach_of(row, request.user),
            by=request.user,
            at=now,
            **form.cleaned_data,
        )
        return _("The appointment is made.")

    return _answer(request, row, "visit", form, act)


def draw(
    request: SignedInRequest,
    row: Case,
    *,
    sent: tuple[int, str, Any] | None = None,
    wider: tuple[int, str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case; with `sent`, one form of one enrolment comes back as it was typed.

    `wider` is a form filled in for her to look over, on the way from a month that lacks a session.
    """
    day = today()
    enrolled = enrolments_of(row, day)
    balances = balances_on([one.row.pk for one in enrolled], day)
    context = {
        "case": row,
        "identity": bar(request.user, row, "coaching"),
        "enrolments": [
            {
                **words.enrolled(one, day),
                "forms": _forms(one.row, day, sent or wider),
                "approved": balance(balances[one.row.pk]) if one.row.pk in balances else None,
            }
            for one in enrolled
        ],
        "opened": (sent or wider or (0, ""))[1],
        "opened_at": (sent or wider or (0, ""))[0],
        "planning": str(month_said(request.POST or request.GET) or ""),
        "errors": first_errors(sent[2]) if sent else [],
        "refusal": access.why_not_edit(request.user, row),
        "cap_refusal": access.why_not_lift_cap(request.user, row),
        "coach": Assignment.objects.filter(case=row, part=Part.JOB_COACH, ends_on=None)
        .select_related("staff")
        .first(),
        "month": str(Month.of(day)),
    }
    return render(request, "coaching/planner/case.html", context, status=status)


def _forms(row: CoachingEnrolment, day: Any, sent: tuple[int, str, Any] | None) -> dict[str, Any]:
    pk, soon = row.pk, day + timedelta(days=1)
    given: dict[str, Any] = {
        "tier": forms.TierForm(initial={"starts_on": day}, auto_id=f"tier_{pk}_%s"),
        "phase": forms.PhaseForm(initial={"starts_on": day}, auto_id=f"phase_{pk}_%s"),
        "about": forms.AboutForm(
            initial=forms.AboutForm.start(row), month=Month.of(day), auto_id=f"about_{pk}_%s"
        ),
        "place": forms.PlaceForm(initial={"starts_on": soon}, auto_id=f"place_{pk}_%s"),
        "times": forms.TimesForm(initial={"starts_on": soon}, auto_id=f"times_{pk}_%s"),
        "away": forms.AwayForm(auto_id=f"away_{pk}_%s"),
        "more": forms.MoreForm(
            initial={"month": str(Month.of(day)), "sessions": 5}, auto_id=f"more_{pk}_%s"
        ),
        "visit": forms.VisitForm(
            initial={"day": soon, "minutes": row.visit_minutes}, auto_id=f"visit_{pk}_%s"
        ),
    }
    if sent and sent[0] == pk:
        given[sent[1]] = sent[2]
    return given


def _answer(
    request: SignedInRequest, row: CoachingEnrolment, part: str, form: Any, act: Act
) -> HttpResponseBase:
    if form.is_valid() and saved(request, form, act):
        return redirect("coaching:case", row.case_id)
    return draw(request, row.case, sent=(row.pk, part, form), status=422)


def _enrolment(request: SignedInRequest, pk: int) -> CoachingEnrolment:
    rows = CoachingEnrolment.objects.visible_to(request.user)
    found: CoachingEnrolment = get_object_or_404(
        rows.select_related("person", "case__participant", "case__site", "case__region"), pk=pk
    )
    return found

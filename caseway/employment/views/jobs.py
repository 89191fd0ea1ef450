"""One job: what it is, its wage and hours, its week, whether it was kept, its end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.views.common import first_errors, saved, today, try_once
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.employment import access, facts
from caseway.employment.actions import jobs as actions
from caseway.employment.actions.retention import record_check
from caseway.employment.actions.weeks import set_week
from caseway.employment.forms.jobs import (
    ChangeWeekForm,
    CheckForm,
    EndForm,
    JobForm,
    OccupationForm,
    TermsForm,
)
from caseway.employment.models import Job, JobSite, Setting
from caseway.employment.queries.case import seen
from caseway.employment.shown import jobs as words
from caseway.intake.queries.occupations import search
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.rules.jobs import why_below_minimum

MOST_OCCUPATIONS = 8


@require_http_methods(["GET", "POST"])
def job(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One job with all that is known of it. A POST puts right what it is."""
    row = _visible(request, pk)
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
        return _page(request, row)
    access.require_edit(request.user, row.case)
    form = JobForm(request.POST, employer=row.employer, initial={"job_site": row.job_site})

    def act(_now: datetime) -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_job(job=row, work=form.work(), version=version, by=request.user)
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("employment:job", pk)
    except StaleRecord as stale:
        both = conflict_of(row, form, stale, at=reverse("employment:job", args=[pk]), show=_shown)
        return _page(request, _visible(request, pk), conflict=both, status=409)
    return _page(request, _visible(request, pk), sent=("about", form), status=422)


@require_POST
def terms(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A new wage or other hours, from a day. What was before stays."""
    row = _visible(request, pk)
    form = TermsForm(request.POST, auto_id="terms_%s")

    def act(_now: datetime) -> str:
        actions.set_terms(job=row, terms=form.terms(), by=request.user)
        warn_of_wage(request, row, form.terms())
        return _("Saved. What was before stays on record.")

    return _answer(request, row, "terms", form, act)


@require_POST
def week(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Another week, from a day. What was before stays."""
    row = _visible(request, pk)
    form = ChangeWeekForm(request.POST, auto_id="week_%s")

    def act(_now: datetime) -> str:
        starts_on = form.cleaned_data["starts_on"]
        set_week(job=row, slots=form.slots(), starts_on=starts_on, by=request.user)
        return _("The new week holds from that day. The one before stays on record.")

    return _answer(request, row, "week", form, act)


@require_POST
def occupation(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Say which occupation it is."""
    row = _visible(request, pk)
    form = OccupationForm(request.POST)
    form.is_valid()

    def act(_now: datetime) -> str:
        actions.set_occupation(job=row, code=form.cleaned_data.get("code", ""), by=request.user)
        return _("Saved.")

    try_once(request, act)
    return redirect("employment:job", pk)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The last day, and why."""
    row = _visible(request, pk)
    form = EndForm(request.POST, auto_id="end_%s")

    def act(_now: datetime) -> str:
        actions.end_job(job=row, **form.ending(), by=request.user)
        return _("The end is on record. What was done there stays.")

    return _answer(request, row, "end", form, act)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The job goes on after all."""
    row = _visible(request, pk)

    def act(_now: datetime) -> str:
        actions.reopen_job(job=row, by=request.user)
        return _("“%(title)s” goes on.") % {"title": row.title}

    try_once(request, act)
    return redirect("employment:job", pk)


@require_POST
def check(request: SignedInRequest, pk: int, days: int) -> HttpResponseBase:
    """What was found after so many days."""
    row = _visible(request, pk)
    form = CheckForm(request.POST, auto_id=f"check_{days}_%s")

    def act(_now: datetime) -> str:
        record_check(job=row, days=days, **form.answer(), by=request.user, today=today())
        return _("What was found is on record.")

    return _answer(request, row, f"check_{days}", form, act)


def warn_of_wage(request: SignedInRequest, row: Job, given: actions.Terms) -> None:
    """Say so when a wage that was recorded is below the minimum."""
    competitive = row.setting == Setting.COMPETITIVE
    reason = why_below_minimum(given.hourly_cents, given.starts_on, competitive=competitive)
    if reason is not None:
        messages.warning(request, f"{say(reason)} ({reason.source})")


def _answer(
    request: SignedInRequest, row: Job, part: str, form: Any, act: Callable[[datetime], str]
) -> HttpResponseBase:
    access.require_edit(request.user, row.case)
    if form.is_valid() and saved(request, form, act):
        return redirect("employment:job", row.pk)
    return _page(request, _visible(request, row.pk), sent=(part, form), status=422)


def _visible(request: SignedInRequest, pk: int) -> Job:
    rows = Job.objects.visible_to(request.user).select_related(
        "person", "employer", "job_site", "case__participant", "case__site", "case__region"
    )
    found: Job = get_object_or_404(rows, pk=pk)
    return found


def _shown(name: str, value: Any) -> Any:
    if name == "setting":
        return Setting(value).label
    return str(value) if isinstance(value, JobSite) else shown(name, value)


def _page(
    request: SignedInRequest,
    row: Job,
    *,
    sent: tuple[str, Any] | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `sent`, one of its forms comes back as it was typed."""
    part, form = sent or ("", None)
    forms = _forms(row) | ({part: form} if sent else {})
    told = words.job(seen([row], today())[0], today())
    for one in told["checks"]:
        one["form"] = forms.get(f"check_{one['days']}") or _check_form(one)
        one["open"] = part == f"check_{one['days']}"
    looked_for = request.GET.get("q", "").strip()[:100]
    context = {
        "case": row.case,
        "row": row,
        "job": told,
        "forms": forms,
        "opened": part,
        "errors": first_errors(form) if form is not None else [],
        "refusal": access.why_not_edit(request.user, row.case),
        "conflict": conflict,
        "q": looked_for,
        "occupations": search(looked_for or row.title, MOST_OCCUPATIONS)
        if looked_for or not row.occupation
        else [],
    }
    return render(request, "employment/job.html", context, status=status)


def _forms(row: Job) -> dict[str, Any]:
    day = words.first_week_day(row, today())
    now = facts.weeks_on([row.pk], day).get(row.pk, ())
    known = facts.terms_on([row.pk], day).get(row.pk)
    money: dict[str, Any] = {"starts_on": day}
    if known is not None:
        money |= {
            "wage": f"{known.hourly_cents / 100:.2f}",
            "hours": f"{known.minutes_a_week / 60:g}",
        }
    return {
        "about": JobForm(employer=row.employer, initial=JobForm.start(row)),
        "terms": TermsForm(initial=money, auto_id="terms_%s"),
        "week": ChangeWeekForm(
            initial={**ChangeWeekForm.start(now), "starts_on": day}, auto_id="week_%s"
        ),
        "end": EndForm(initial={"on": today()}, auto_id="end_%s"),
    }


def _check_form(one: dict[str, Any]) -> CheckForm:
    answer = one["answer"]
    start = (
        {"found": answer.found, "checked_on": answer.checked_on, "how": answer.how}
        if answer
        else {"checked_on": today()}
    )
    return CheckForm(initial=start, auto_id=f"check_{one['days']}_%s")

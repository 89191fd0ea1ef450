"""Work on a case: the jobs of everybody in it, and recording a new one."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.cases.models import Case
from caseway.cases.views.common import first_errors, saved, today, visible_case
from caseway.employment import access
from caseway.employment.actions import jobs as actions
from caseway.employment.actions.weeks import set_week
from caseway.employment.forms.jobs import FirstTermsForm, NewJobForm, WeekForm
from caseway.employment.models import Employer, Setting
from caseway.employment.queries.case import work_of
from caseway.employment.queries.employers import employers_of
from caseway.employment.shown import jobs as shown
from caseway.employment.views.jobs import warn_of_wage
from caseway.intake.queries.case import people_of
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest


@require_GET
def work(request: SignedInRequest, pk: int) -> HttpResponse:
    """The jobs of a case, and which retention checks are due."""
    case = visible_case(request, pk)
    audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=case.pk)
    page = work_of(case, today())
    jobs = [shown.job(one, today()) for one in page.jobs]
    context = {
        "case": case,
        "current": [one for one in jobs if not one["is_over"]],
        "past": [one for one in jobs if one["is_over"]],
        "due": [
            {"job": one, "check": check}
            for one in jobs
            for check in one["checks"]
            if check["is_open"]
        ],
        "alone": len(page.people) == 1,
        "refusal": access.why_not_edit(request.user, case),
    }
    return render(request, "employment/case.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Record a job: first at which employer, then what it is."""
    case = visible_case(request, pk)
    if sentence := access.why_not_edit(request.user, case):
        raise NotAllowed(sentence)
    chosen = request.GET.get("employer", "")
    if not chosen.isdecimal():
        return _choose(request, case)
    rows = Employer.objects.visible_to(request.user).filter(site=case.site_id, closed_on=None)
    employer: Employer = get_object_or_404(rows, pk=int(chosen))
    return _record(request, case, employer)


def _choose(request: SignedInRequest, case: Case) -> HttpResponse:
    """Employers of the case's site by name, with a place to look for one."""
    words = request.GET.get("q", "").strip()[:100]
    rows = employers_of(request.user, words, closed=False, today=today())
    page = Paginator(rows.filter(site=case.site_id), 25).get_page(request.GET.get("page"))
    context = {"case": case, "q": words, "page": page}
    status = 422 if request.method == "POST" else 200
    return render(request, "employment/choose.html", context, status=status)


def _record(request: SignedInRequest, case: Case, employer: Employer) -> HttpResponseBase:
    people = people_of(case)
    sent = request.POST if request.method == "POST" else None
    only = employer.job_sites.filter(closed_on=None)[:2]
    start = {
        "person": case.participant_id,
        "setting": Setting.COMPETITIVE,
        "job_site": only[0] if len(only) == 1 else None,
        "began_on": today(),
    }
    form = NewJobForm(sent, employer=employer, people=people, initial=start)
    terms, week = FirstTermsForm(sent), WeekForm(sent)
    if sent is None:
        return _form(request, case, employer, form, terms, week)

    def act(_now: datetime) -> str:
        return _save(request, case, employer, form, terms, week)

    if form.is_valid() & terms.is_valid() & week.is_valid() and saved(request, form, act):
        return redirect("employment:case", case.pk)
    return _form(request, case, employer, form, terms, week, status=422)


def _save(
    request: SignedInRequest,
    case: Case,
    employer: Employer,
    form: NewJobForm,
    terms: FirstTermsForm,
    week: WeekForm,
) -> str:
    work = form.work()
    job = actions.add_job(
        case=case,
        person=form.cleaned_data["person"],
        employer=employer,
        work=work,
        terms=terms.terms(work.began_on) if terms.is_said else None,
        by=request.user,
    )
    if slots := week.slots():
        set_week(job=job, slots=slots, starts_on=work.began_on, by=request.user)
    if terms.is_said:
        warn_of_wage(request, job, terms.terms(work.began_on))
    return _("“%(title)s” is on record.") % {"title": job.title}


def _form(
    request: SignedInRequest,
    case: Case,
    employer: Employer,
    form: Any,
    terms: Any,
    week: Any,
    status: int = 200,
) -> HttpResponse:
    context = {
        "case": case,
        "employer": employer,
        "form": form,
        "terms": terms,
        "week": week,
        "errors": first_errors(form, terms, week) if form.is_bound else [],
    }
    return render(request, "employment/add_job.html", context, status=status)

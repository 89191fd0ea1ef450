"""Employers of a site: found, added, put right, no longer used; their places."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.models import Site
from caseway.cases.views.common import saved, today, try_once
from caseway.cases.views.conflicts import conflict_of
from caseway.employment.access import require_edit_employers, why_not_edit_employers
from caseway.employment.actions import employers as actions
from caseway.employment.forms.employers import CloseForm, EmployerForm, FindForm, SpotForm
from caseway.employment.models import Employer, JobSite
from caseway.employment.queries.employers import employers_of, jobs_at, sites_to_edit
from caseway.kernel.chips import chips
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord

PER_PAGE = 25


@require_GET
def employers(request: SignedInRequest) -> HttpResponse:
    """The employers of the reader's sites that fit what was looked for."""
    form = FindForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = employers_of(
        request.user, asked.get("q", ""), closed=asked.get("show") == "closed", today=today()
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    on = chips(form, request.GET)
    context = {
        "page": page,
        "filters": {
            "action": reverse("employment:employers"),
            "fields": form,
            "chips": on,
            "clear_url": reverse("employment:employers"),
            "summary": ngettext("%(n)s employer", "%(n)s employers", count) % {"n": count},
        },
        "narrowed": bool(on),
        "may_add": bool(sites_to_edit(request.user)),
    }
    return render(request, "employment/employers.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponseBase:
    """A new employer; somebody who works at several sites says at which."""
    sites = sites_to_edit(request.user)
    site = _chosen(request, sites)
    form = EmployerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        form = EmployerForm(initial={"name": request.GET.get("name", "")[:160]})
    made: list[Employer] = []

    def act(_now: Any) -> str:
        made.append(actions.add_employer(site=site, firm=form.firm(), by=request.user))
        return _("%(name)s is on the list now. Add where its people work.") % {"name": made[0].name}

    status = 200
    if request.method == "POST":
        if form.is_valid() and saved(request, form, act):
            return (
                redirect("employment:employer", made[0].pk)
                if made
                else redirect("employment:employers")
            )
        status = 422
    page = {"site": site, "sites": sites, "form": form}
    return render(request, "employment/employer.html", page, status=status)


@require_http_methods(["GET", "POST"])
def employer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One employer: what is known of it, its places, who works there."""
    row = _visible(request, pk)
    if request.method != "POST":
        return _page(request, row, EmployerForm(initial=_start(row, actions.Firm)))
    require_edit_employers(request.user, row.site_id)
    form = EmployerForm(request.POST)

    def act(_now: Any) -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_employer(employer=row, firm=form.firm(), version=version, by=request.user)
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("employment:employer", pk)
    except StaleRecord as stale:
        at = reverse("employment:employer", args=[pk])
        return _page(request, row, form, conflict=conflict_of(row, form, stale, at=at), status=409)
    return _page(request, row, form, status=422)


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Offer an employer no longer."""
    row = _visible(request, pk)
    require_edit_employers(request.user, row.site_id)
    form = CloseForm(request.POST, auto_id="close_%s")

    def act(_now: Any) -> str:
        on = form.cleaned_data["on"]
        actions.close_employer(employer=row, on=on, by=request.user, today=today())
        return _("%(name)s is no longer offered. Who works there goes on.") % {"name": row.name}

    if form.is_valid() and saved(request, form, act):
        return redirect("employment:employer", pk)
    start = EmployerForm(initial=_start(row, actions.Firm))
    return _page(request, row, start, closing=form, status=422)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Offer an employer again."""
    row = _visible(request, pk)
    require_edit_employers(request.user, row.site_id)

    def act(_now: Any) -> str:
        actions.reopen_employer(employer=row, by=request.user)
        return _("%(name)s can be chosen again.") % {"name": row.name}

    try_once(request, act)
    return redirect("employment:employer", pk)


@require_http_methods(["GET", "POST"])
def add_place(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A new place of an employer."""
    row = _visible(request, pk)
    require_edit_employers(request.user, row.site_id)
    if request.method != "POST":
        return _place_page(request, row, SpotForm())
    form = SpotForm(request.POST)

    def act(_now: Any) -> str:
        made = actions.add_job_site(employer=row, spot=form.spot(), by=request.user)
        return _said_of_point(made)

    if form.is_valid() and saved(request, form, act):
        return redirect("employment:employer", pk)
    return _place_page(request, row, form, status=422)


@require_http_methods(["GET", "POST"])
def place(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One place. Two people at once: the second sees both texts."""
    row = _visible_place(request, pk)
    require_edit_employers(request.user, row.site_id)
    if request.method != "POST":
        form = SpotForm(initial=_start(row, actions.Spot))
        return _place_page(request, row.employer, form, row=row)
    form = SpotForm(request.POST)

    def act(_now: Any) -> str:
        version = form.cleaned_data["version"] or 0
        changed = actions.change_job_site(
            place=row, spot=form.spot(), version=version, by=request.user
        )
        return _said_of_point(changed)

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("employment:employer", row.employer_id)
    except StaleRecord as stale:
        both = conflict_of(row, form, stale, at=reverse("employment:place", args=[pk]))
        return _place_page(request, row.employer, form, row=row, conflict=both, status=409)
    return _place_page(request, row.employer, form, row=row, status=422)


@require_POST
def close_place(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Offer a place no longer from today."""
    row = _visible_place(request, pk)
    require_edit_employers(request.user, row.site_id)

    def act(_now: Any) -> str:
        actions.close_job_site(place=row, on=today(), by=request.user, today=today())
        return _("This place is no longer offered. Who works there goes on.")

    try_once(request, act)
    return redirect("employment:employer", row.employer_id)


def _said_of_point(row: JobSite) -> str:
    if row.latitude is None:
        return _(
            "Saved. We do not know where its ZIP code is, so no travel to it can be planned yet."
        )
    return _("Saved. Travel is reckoned to the middle of its ZIP area.")


def _visible(request: SignedInRequest, pk: int) -> Employer:
    rows = Employer.objects.visible_to(request.user).select_related("site")
    found: Employer = get_object_or_404(rows, pk=pk)
    return found


def _visible_place(request: SignedInRequest, pk: int) -> JobSite:
    rows = JobSite.objects.visible_to(request.user).select_related("employer__site")
    found: JobSite = get_object_or_404(rows, pk=pk)
    return found


def _chosen(request: SignedInRequest, sites: list[Site]) -> Site:
    """The site named, else the first where she may add."""
    if not sites:
        raise NotAllowed(_("This is done by the workers of a site and their supervisors."))
    asked = request.GET.get("site", "")
    return next((one for one in sites if str(one.pk) == asked), sites[0])


def _start(row: Employer | JobSite, told: type) -> dict[str, Any]:
    names = (*told.__dataclass_fields__, "version")  # type: ignore[attr-defined]
    return {name: getattr(row, name) for name in names}


def _page(
    request: SignedInRequest,
    row: Employer,
    form: EmployerForm,
    *,
    closing: CloseForm | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "site": row.site,
        "row": row,
        "form": form,
        "closing": closing or CloseForm(initial={"on": today()}, auto_id="close_%s"),
        "closing_open": closing is not None,
        "changing_open": form.is_bound,
        "places": row.job_sites.order_by("name", "pk"),
        "jobs": jobs_at(request.user, row),
        "refusal": why_not_edit_employers(request.user, row.site_id),
        "conflict": conflict,
    }
    return render(request, "employment/employer.html", context, status=status)


def _place_page(
    request: SignedInRequest,
    employer: Employer,
    form: SpotForm,
    *,
    row: JobSite | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"employer": employer, "row": row, "form": form, "conflict": conflict}
    return render(request, "employment/place.html", context, status=status)

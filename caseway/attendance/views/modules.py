"""What a site teaches to get ready for work, and what a person finished of it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.attendance.actions import modules
from caseway.attendance.forms.proof import FinishForm, ModuleForm
from caseway.attendance.models import Module, ModuleDone
from caseway.attendance.queries.modules import modules_at
from caseway.attendance.shown.places import sections
from caseway.attendance.views.activity import answer
from caseway.attendance.views.found import of_a_case
from caseway.cases.views.common import saved, today, try_once
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.network.queries import sites_of


@require_http_methods(["GET", "POST"])
def taught(request: SignedInRequest) -> HttpResponseBase:
    """The modules of the reader's sites; a POST adds one to the site that it names."""
    sites = {str(site.pk): site for site in sites_of(request.user)}
    if request.method != "POST":
        return _page(request, sites)
    site = sites.get(request.POST.get("site", ""))
    if site is None:
        site = get_object_or_404(sites_of(request.user)[:1])
    if sentence := modules.why_not_edit(request.user, site.pk):
        raise NotAllowed(sentence)
    form = ModuleForm(request.POST)

    def act(_now: datetime) -> str:
        kept = form.cleaned_data
        made = modules.add_module(
            site=site, name=kept["name"], about=kept["about"], by=request.user
        )
        return _("“%(name)s” is on the list now.") % {"name": made.name}

    if form.is_valid() and saved(request, form, act):
        return redirect("attendance:modules")
    return _page(request, sites, form=form, at=site.pk, status=422)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Teach a module no longer."""
    sites = [site.pk for site in sites_of(request.user)]
    row = get_object_or_404(Module, pk=pk, site__in=sites)

    def act(_now: datetime) -> str:
        modules.end_module(module=row, by=request.user, on=today())
        return _("“%(name)s” is no longer offered. Who finished it keeps it.") % {"name": row.name}

    try_once(request, act)
    return redirect("attendance:modules")


@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A person finished a module of an activity."""
    row = of_a_case(request, pk)
    form = FinishForm(request.POST, enrolment=row, auto_id="finish_%s")

    def act(_now: datetime) -> str:
        done = modules.finish_module(
            enrolment=row,
            module=form.cleaned_data["module"],
            on=form.cleaned_data["on"],
            takeaway=form.cleaned_data["takeaway"],
            by=request.user,
            today=today(),
        )
        return _("“%(name)s” is finished. Well done.") % {"name": done.module.name}

    return answer(request, row, "finish", form, act)


@require_POST
def take_back(request: SignedInRequest, pk: int, done_pk: int) -> HttpResponseBase:
    """Written down by mistake."""
    row = of_a_case(request, pk)
    done = get_object_or_404(
        ModuleDone.objects.select_related("module", "enrolment__case"), pk=done_pk, enrolment=row
    )

    def act(_now: datetime) -> str:
        modules.take_module_back(done=done, by=request.user)
        return _("Taken back.")

    try_once(request, act)
    return redirect("attendance:activity", pk)


def _page(
    request: SignedInRequest,
    sites: dict[str, Any],
    *,
    form: ModuleForm | None = None,
    at: int | None = None,
    status: int = 200,
) -> HttpResponse:
    by_site = modules_at([site.pk for site in sites.values()])
    context = {
        "sites": [
            {
                "site": site,
                "modules": by_site[site.pk],
                "may": modules.why_not_edit(request.user, site.pk) is None,
                "form": form
                if form is not None and at == site.pk
                else ModuleForm(auto_id=f"site{site.pk}_%s"),
                "opened": form is not None and at == site.pk,
            }
            for site in sites.values()
        ],
        "sections": sections(request.user, "modules"),
    }
    return render(request, "attendance/modules.html", context, status=status)

"""Sites: the list, one site and what is present there, and its settings."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies import access
from caseway.agencies.actions import presets
from caseway.agencies.actions import sites as actions
from caseway.agencies.forms import sites as site_forms
from caseway.agencies.models import EmployerKind, ProgramKind, RegionKind, Site
from caseway.agencies.policy import Act
from caseway.agencies.queries.sites import site_page
from caseway.agencies.shown.sites import conflict
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.rules.functions import FunctionCode


@require_GET
def sites(request: SignedInRequest) -> HttpResponse:
    """The sites that the reader looks after."""
    mine = access.sites_for(request.user, Act.EDIT_FUNCTIONS)
    if not mine:
        raise Http404
    rows = Site.objects.filter(pk__in=mine, study_code="").order_by("name", "pk")
    context = {
        "sites": rows.prefetch_related("regions", "programs"),
        "why_not_new": presets.why_not_set_up(request.user),
    }
    return render(request, "agencies/sites.html", context)


@require_GET
def site(request: SignedInRequest, pk: int) -> HttpResponse:
    """One site: settings, regions, agencies, pieces contracted out, programs and promises."""
    here = find_site(request, pk)
    return render(request, "agencies/site.html", site_page(here, timezone.localdate()))


@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Change what is said of the site. Two people at once: the second sees both texts."""
    here = find_site(request, pk)
    form = site_forms.SettingsForm(
        request.POST or None,
        instance=Site.objects.get(pk=here.pk),
        initial={"version": here.version},
    )
    page: dict[str, Any] = {
        "form": form,
        "title": _("Site settings"),
        "button": _("Save settings"),
        **_of(here),
    }
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_settings(
                site=here,
                values=form.cleaned_data,
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except StaleRecord as stale:
            page["conflict"] = conflict(here, stale)
            return render(request, "agencies/form.html", page, status=409)
        messages.success(request, _("Settings saved."))
        return redirect("agencies:site", here.pk)
    return render(request, "agencies/form.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add_region(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add a region."""
    here = find_site(request, pk)
    form = site_forms.RegionForm(request.POST or None, site=here, today=timezone.localdate())

    def act(said: dict[str, Any]) -> None:
        actions.add_region(
            site=here,
            name=said["name"],
            kind=RegionKind(said["kind"]),
            like=said["like"],
            by=request.user,
            on=said["starts_on"],
        )

    return _add(request, here, form, act, _("Add a region"), _("Save region"))


@require_http_methods(["GET", "POST"])
def add_program(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Add a program."""
    here = find_site(request, pk)
    form = site_forms.ProgramForm(request.POST or None)

    def act(said: dict[str, Any]) -> None:
        actions.add_program(
            site=here, name=said["name"], kind=ProgramKind(said["kind"]), by=request.user
        )

    return _add(request, here, form, act, _("Add a program"), _("Save program"))


@require_http_methods(["GET", "POST"])
def add_agency(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let an agency work in a region."""
    here = find_site(request, pk)
    form = site_forms.AgencyForm(request.POST or None, site=here, today=timezone.localdate())

    def act(said: dict[str, Any]) -> None:
        actions.add_agency(
            site=here,
            region=said["region"],
            name=said["name"],
            kind=EmployerKind(said["kind"]),
            by=request.user,
            on=said["starts_on"],
        )

    return _add(request, here, form, act, _("Add an agency"), _("Save agency"))


@require_http_methods(["GET", "POST"])
def add_element(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Contract a piece of a function out, such as a job club."""
    here = find_site(request, pk)
    form = site_forms.ElementForm(request.POST or None, site=here, today=timezone.localdate())

    def act(said: dict[str, Any]) -> None:
        actions.add_element(
            site=here,
            region=said["region"],
            function=FunctionCode(said["function"]),
            name=said["name"],
            agency=said["agency"],
            by=request.user,
            on=said["starts_on"],
        )

    return _add(request, here, form, act, _("Contract a piece out"), _("Save piece"))


@require_http_methods(["GET", "POST"])
def add_promise(request: SignedInRequest, pk: int, program_pk: int) -> HttpResponseBase:
    """Promise a rhythm of contact from a day."""
    here = find_site(request, pk)
    program = get_object_or_404(here.programs, pk=program_pk)
    form = site_forms.PromiseForm(request.POST or None, today=timezone.localdate())

    def act(said: dict[str, Any]) -> None:
        actions.promise_contact(
            program=program, rhythm=form.rhythm(), by=request.user, on=said["starts_on"]
        )

    title = _("Promise of contact: %(program)s") % {"program": program.name}
    return _add(request, here, form, act, title, _("Save promise"))


@require_POST
def end_presence(request: SignedInRequest, pk: int, row_pk: int) -> HttpResponseBase:
    """An agency leaves a region today."""
    here = find_site(request, pk)
    row = get_object_or_404(here.presences, pk=row_pk)
    return _end(
        request, here, lambda on: actions.end_presence(presence=row, by=request.user, on=on)
    )


@require_POST
def end_element(request: SignedInRequest, pk: int, row_pk: int) -> HttpResponseBase:
    """A piece is no longer contracted out."""
    here = find_site(request, pk)
    row = get_object_or_404(here.elements, pk=row_pk)
    return _end(request, here, lambda on: actions.end_element(element=row, by=request.user, on=on))


@require_POST
def end_promise(request: SignedInRequest, pk: int, row_pk: int) -> HttpResponseBase:
    """A rhythm is no longer promised."""
    here = find_site(request, pk)
    row = get_object_or_404(here.promises, pk=row_pk)
    return _end(request, here, lambda on: actions.end_promise(promise=row, by=request.user, on=on))


def find_site(request: SignedInRequest, pk: int) -> Site:
    """A site that the reader looks after; any other does not exist for her."""
    mine = access.sites_for(request.user, Act.EDIT_FUNCTIONS)
    return get_object_or_404(Site.objects.filter(pk__in=mine), pk=pk)


def _add(
    request: SignedInRequest,
    here: Site,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    title: str,
    button: str,
) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("agencies:site", here.pk)
    page = {"form": form, "title": title, "button": button, **_of(here)}
    return render(request, "agencies/form.html", page, status=422 if form.errors else 200)


def _end(request: SignedInRequest, here: Site, act: Callable[[date], None]) -> HttpResponseBase:
    try:
        act(timezone.localdate())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ended today. What held until now stays in the record."))
    return redirect("agencies:site", here.pk)


def _of(here: Site) -> dict[str, Any]:
    return {"back": reverse("agencies:site", args=[here.pk]), "crumb": here.name}

"""Providers of a site: the list, adding one, and putting one right."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Site
from caseway.agencies.policy import Act
from caseway.cases.views.common import saved, today, try_once
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network import actions
from caseway.network.forms import CloseForm, ProviderForm, SiteForm
from caseway.network.models import Place, Provider, Service
from caseway.network.queries import providers_of, sites_of
from caseway.network.shown.services import town_of


@require_GET
def providers(request: SignedInRequest) -> HttpResponse:
    """Where people spend their hours, by site, with whom to call."""
    context = {
        "providers": list(providers_of(request.user)),
        "may_add": any(
            actions.why_not_edit(request.user, site.pk) is None for site in sites_of(request.user)
        ),
    }
    return render(request, "network/providers.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponseBase:
    """A new provider of a site; somebody who works at several chooses the site first."""
    site = _site(request)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(site.pk, None))
    form = ProviderForm(request.POST if request.method == "POST" else None, site=site)
    if request.method != "POST":
        return _form(request, site, form)

    def act(_now: Any) -> str:
        made = actions.add_provider(site=site, place=form.place(), by=request.user, today=today())
        return _("%(name)s is on the list now.") % {"name": made.name}

    if form.is_valid() and saved(request, form, act):
        return redirect("network:providers")
    return _form(request, site, form, status=422)


@require_http_methods(["GET", "POST"])
def provider(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One provider. Two people at once: the second sees both texts."""
    row = _visible(request, pk)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(row.site_id, None))
    if request.method != "POST":
        return _form(request, row.site, ProviderForm(initial=_start(row), site=row.site), row=row)
    form = ProviderForm(request.POST, site=row.site)

    def act(_now: Any) -> str:
        actions.change_provider(
            provider=row,
            place=form.place(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            today=today(),
        )
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("network:providers")
    except StaleRecord as stale:
        at = reverse("network:provider", args=[pk])
        both = conflict_of(row, form, stale, at=at, show=_shown)
        return _form(request, row.site, form, row=row, conflict=both, status=409)
    return _form(request, row.site, form, row=row, status=422)


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Use a provider no longer from a day."""
    row = _visible(request, pk)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(row.site_id, None))
    form = CloseForm(request.POST)

    def act(_now: Any) -> str:
        on = form.cleaned_data["on"]
        actions.close_provider(provider=row, by=request.user, on=on, today=today())
        return _("%(name)s is no longer offered. Who is enrolled there stays.") % {"name": row.name}

    if form.is_valid() and saved(request, form, act):
        return redirect("network:provider", pk)
    start = ProviderForm(initial=_start(row), site=row.site)
    return _form(request, row.site, start, row=row, closing=form, status=422)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Use it again."""
    row = _visible(request, pk)

    def act(_now: Any) -> str:
        actions.reopen_provider(provider=row, by=request.user)
        return _("%(name)s can be chosen again.") % {"name": row.name}

    try_once(request, act)
    return redirect("network:provider", pk)


def _visible(request: SignedInRequest, pk: int) -> Provider:
    rows = Provider.objects.visible_to(request.user).select_related("site", "agency")
    found: Provider = get_object_or_404(rows, pk=pk)
    return found


def _site(request: SignedInRequest) -> Site:
    """The site named, else the only or the first one."""
    sites = sites_of(request.user)
    asked = SiteForm(request.GET, sites=sites)
    if asked.is_valid():
        chosen: Site = asked.cleaned_data["site"]
        return chosen
    return get_object_or_404(sites[:1])


def _start(row: Provider) -> dict[str, Any]:
    names = (*actions.Place.__dataclass_fields__, "version")
    return {name: getattr(row, name) for name in names}


def _shown(name: str, value: Any) -> Any:
    return value.name if isinstance(value, Agency) else shown(name, value)


def _form(
    request: SignedInRequest,
    site: Site,
    form: ProviderForm,
    *,
    row: Provider | None = None,
    closing: CloseForm | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "site": site,
        "sites": [one for one in sites_of(request.user) if row is None],
        "form": form,
        "row": row,
        "closing": closing or CloseForm(initial={"on": today()}, auto_id="close_%s"),
        "closing_open": closing is not None,
        "services": _services(request, row),
        "places": _places(request, row),
        "conflict": conflict,
    }
    return render(request, "network/provider.html", context, status=status)


def _services(request: SignedInRequest, row: Provider | None) -> list[Service]:
    rows = Service.objects.visible_to(request.user).filter(provider=row).order_by("name", "pk")
    return list(rows) if row is not None else []


def _places(request: SignedInRequest, row: Provider | None) -> list[dict[str, Any]]:
    if row is None:
        return []
    rows = Place.objects.visible_to(request.user).filter(provider=row).order_by("name", "pk")
    return [{"place": one, "where": town_of(one)} for one in rows.prefetch_related("addresses")]

"""Places of a provider: added and put right."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.cases.views.common import saved
from caseway.cases.views.conflicts import conflict_of
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.actions import places as actions
from caseway.network.actions.places import Address
from caseway.network.forms.services import PlaceForm
from caseway.network.models import Place, PlaceKind, Provider
from caseway.network.views.finding import note_reading


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A new place of a provider."""
    rows = Provider.objects.visible_to(request.user).select_related("site")
    owner: Provider = get_object_or_404(rows, pk=pk)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(owner.site_id, None))
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, owner, form)

    def act(now: datetime) -> str:
        made = actions.add_place(
            provider=owner,
            where=form.where(),
            address=form.address(),
            ramp=form.cleaned_data["ramp"].strip(),
            by=request.user,
            at=now,
        )
        return _("%(name)s is on the list now.") % {"name": made.name}

    if form.is_valid() and saved(request, form, act):
        return redirect("network:provider", pk)
    return _form(request, owner, form, status=422)


@require_http_methods(["GET", "POST"])
def place(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put a place right. Two people at once: the second sees both texts."""
    rows = Place.objects.visible_to(request.user).select_related("provider__site")
    row: Place = get_object_or_404(rows, pk=pk)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(row.provider.site_id, None))
    if row.is_confidential:
        note_reading(request, row)
    start = _start(row)
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method != "POST":
        return _form(request, row.provider, form, row=row)

    def act(now: datetime) -> str:
        actions.change_place(
            place=row,
            where=form.where(),
            address=form.address(),
            ramp=form.cleaned_data["ramp"].strip(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("network:provider", row.provider_id)
    except StaleRecord as stale:
        both = conflict_of(row, form, stale, at=reverse("network:place", args=[pk]))
        sent = (*Address.__dataclass_fields__, "ramp")
        both["hidden"] += [(name, request.POST.get(name, "")) for name in sent]
        return _form(request, row.provider, form, row=row, conflict=both, status=409)
    return _form(request, row.provider, form, row=row, status=422)


def _start(row: Place) -> dict[str, Any]:
    names = ("name", "description", "transportation", "is_confidential", "version")
    found = {name: getattr(row, name) for name in names}
    address = row.addresses.filter(kind=PlaceKind.PHYSICAL).order_by("pk").first()
    if address is not None:
        found |= {name: getattr(address, name) for name in Address.__dataclass_fields__}
    access = row.accessibility.order_by("pk").first()
    return found | {"ramp": access.description if access else ""}


def _form(
    request: SignedInRequest,
    owner: Provider,
    form: PlaceForm,
    *,
    row: Place | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"provider": owner, "row": row, "form": form, "conflict": conflict}
    return render(request, "network/place.html", context, status=status)

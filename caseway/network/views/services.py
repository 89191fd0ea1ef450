"""Services: added, put right, looked over, published, and their free places in one tap."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.cases.views.common import saved, today, try_once
from caseway.cases.views.conflicts import conflict_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.actions import services as actions
from caseway.network.actions.services import Open, Told
from caseway.network.forms.services import FreeForm, HoursFormSet, OfProviderForm, ServiceForm
from caseway.network.models import Capacity, Place, Provider, Service
from caseway.network.queries import finding
from caseway.network.shown.services import RECHECK_AFTER
from caseway.network.views.finding import service_page, visible_service

PER_PAGE = 50


@require_GET
def unchecked(request: SignedInRequest) -> HttpResponse:
    """Services that somebody should ask about again, those nobody ever asked about first."""
    access_required(request)
    before = today() - RECHECK_AFTER
    rows = finding.services_of(request.user).exclude(last_checked_on__gt=before)
    rows = rows.select_related("provider", "last_checked_by").prefetch_related("phones")
    rows = rows.order_by(F("last_checked_on").asc(nulls_first=True), "name", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/unchecked.html", {"page": page})


def access_required(request: SignedInRequest) -> None:
    """Refuse whoever edits no provider anywhere."""
    if not access.anywhere(request.user, Act.EDIT_PROVIDERS):
        raise NotAllowed(_("This is done by the workers of a site and their supervisors."))


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponseBase:
    """A new service; of which provider stands in the address, or is asked first."""
    access_required(request)
    providers = Provider.objects.visible_to(request.user).filter(closed_on=None).order_by("name")
    asked = OfProviderForm(request.GET or None, providers=providers)
    if not asked.is_valid():
        page = {"form": OfProviderForm(providers=providers)}
        return render(request, "network/of_provider.html", page)
    owner: Provider = asked.cleaned_data["provider"]
    access.require(request.user, Act.EDIT_PROVIDERS, Where(owner.site_id, None))
    form, hours = _forms(request, owner, None)
    if request.method != "POST":
        return _form(request, owner, form, hours)

    def act(now: datetime) -> str:
        made = actions.add_service(
            provider=owner,
            told=form.told(),
            beside=form.beside(_open(hours)),
            by=request.user,
            at=now,
        )
        return _("%(name)s can be found now.") % {"name": made.name}

    if _both_valid(form, hours) and saved(request, form, act):
        return redirect("network:provider", owner.pk)
    return _form(request, owner, form, hours, status=422)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put a service right. Two people at once: the second sees both texts."""
    row = visible_service(request, pk)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(row.provider.site_id, None))
    form, hours = _forms(request, row.provider, row)
    if request.method != "POST":
        return _form(request, row.provider, form, hours, row=row)

    def act(now: datetime) -> str:
        actions.change_service(
            service=row,
            told=form.told(),
            beside=form.beside(_open(hours)),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try:
        if _both_valid(form, hours) and saved(request, form, act):
            return redirect("network:service", pk)
    except StaleRecord as stale:
        _without_unasked(stale, form)
        both = conflict_of(row, form, stale, at=reverse("network:edit_service", args=[pk]))
        both["hidden"] += _beside_as_sent(request, form)
        return _form(request, row.provider, form, hours, row=row, conflict=both, status=409)
    return _form(request, row.provider, form, hours, row=row, status=422)


def _without_unasked(stale: StaleRecord, form: ServiceForm) -> None:
    """The form has no field for some of what was saved: nobody chooses between those."""
    for name in [name for name in stale.mine if name not in form.fields]:
        del stale.mine[name]


def _beside_as_sent(request: SignedInRequest, form: ServiceForm) -> list[tuple[str, str]]:
    """Needs, languages, places and hours as they were sent, to be sent again."""
    words = {*Told.__dataclass_fields__, "version", "csrfmiddlewaretoken", "submission_key"}
    return [
        (name, value)
        for name in request.POST
        if name not in words
        for value in request.POST.getlist(name)
    ]


def _forms(request: SignedInRequest, owner: Provider, row: Service | None) -> tuple[Any, Any]:
    data = request.POST if request.method == "POST" else None
    places = Place.objects.visible_to(request.user).filter(provider=owner).order_by("name", "pk")
    spoken = tuple(row.languages.exclude(code="").values_list("code", flat=True)) if row else ()
    form = ServiceForm(data, initial=_start(row, spoken), places=places, spoken=spoken)
    hours = HoursFormSet(data, prefix="hours", initial=_hours(row))
    return form, hours


def _start(row: Service | None, spoken: tuple[str, ...]) -> dict[str, Any]:
    if row is None:
        return {}
    found = {name: getattr(row, name) for name in (*Told.__dataclass_fields__, "version")}
    needs = list(row.needs.values_list("need", flat=True))
    places = list(row.at_places.values_list("place_id", flat=True))
    return found | {"needs": needs, "spoken": list(spoken), "places": places}


def _hours(row: Service | None) -> list[dict[str, Any]]:
    return [
        {
            "days": rule.byday.split(","),
            "opens_at": rule.opens_at,
            "closes_at": rule.closes_at,
            "description": rule.description,
        }
        for rule in (actions.plain_rules(row) if row else [])
    ]


def _open(hours: Any) -> tuple[Open, ...]:
    return tuple(line for one in hours if (line := one.open()) is not None)


def _both_valid(form: ServiceForm, hours: Any) -> bool:
    fine = form.is_valid()  # both are judged, so that every mistake is shown at once
    return bool(hours.is_valid()) and fine


def _form(
    request: SignedInRequest,
    owner: Provider,
    form: ServiceForm,
    hours: Any,
    *,
    row: Service | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "provider": owner,
        "row": row,
        "form": form,
        "hours": hours,
        "conflict": conflict,
        "other_hours": row.schedules.count() - len(_hours(row)) if row else 0,
    }
    return render(request, "network/service_form.html", context, status=status)


@require_POST
def checked(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Somebody asked there, and all of it is still so."""
    row = visible_service(request, pk)

    def act(now: datetime) -> str:
        actions.note_checked(service=row, by=request.user, on=today(), at=now)
        return _("Noted: %(name)s was checked today.") % {"name": row.name}

    try_once(request, act)
    if request.POST.get("next") == "unchecked":
        return redirect("network:unchecked")
    return redirect("network:service", pk)


@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put the service, its provider or one of its places into the published directory, or out."""
    row = visible_service(request, pk)
    record = _record(request, row)
    on = request.POST.get("on") == "1"

    def act(now: datetime) -> str:
        actions.publish(record=record, on=on, by=request.user, at=now)
        if on:
            return _("%(name)s is in the published directory now.") % {"name": record}
        return _("%(name)s is no longer in the published directory.") % {"name": record}

    try_once(request, act)
    return redirect("network:service", pk)


def _record(request: SignedInRequest, row: Service) -> Any:
    what, _dot, key = request.POST.get("what", "service").partition(":")
    if what == "provider":
        return row.provider
    if what == "place":
        places = Place.objects.visible_to(request.user).filter(at_services__service=row)
        return get_object_or_404(places.distinct(), pk=key if key.isdecimal() else 0)
    return row


@require_POST
def count_free(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Begin to count free places."""
    row = visible_service(request, pk)
    access.require(request.user, Act.EDIT_PROVIDERS, Where(row.provider.site_id, None))
    form = FreeForm(request.POST)

    def act(now: datetime) -> str:
        kept = form.cleaned_data
        actions.count_free(
            service=row,
            unit=kept["unit"],
            available=kept["available"],
            maximum=kept["maximum"],
            by=request.user,
            at=now,
        )
        return _("Free places are counted now.")

    if form.is_valid() and saved(request, form, act):
        return redirect("network:service", pk)
    return service_page(request, row, free=form, status=422)


@require_POST
def free(request: SignedInRequest, pk: int, capacity_pk: int) -> HttpResponseBase:
    """One more or one fewer is free, or the number is still right."""
    row = visible_service(request, pk)
    capacity = get_object_or_404(Capacity, pk=capacity_pk, service=row)
    step = {"more": 1, "fewer": -1}.get(request.POST.get("step", ""), 0)

    def act(now: datetime) -> str:
        done = actions.change_free(capacity=capacity, by_how_many=step, by=request.user, at=now)
        return _("%(n)s %(unit)s free.") % {"n": done.available, "unit": done.unit}

    try_once(request, act)
    return redirect("network:service", pk)

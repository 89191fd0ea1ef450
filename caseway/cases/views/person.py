"""A person's page: what stands on her, and what is added and ended over time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.actions import details
from caseway.cases.forms.person import (
    AboutForm,
    AddressForm,
    NameForm,
    PointForm,
    StrengthForm,
    TraitForm,
)
from caseway.cases.models import Characteristic, ContactPoint, Person, PersonName, Strength
from caseway.cases.person_access import PersonAccess, addresses_for
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views import person_page
from caseway.cases.views.common import save_once, today, try_once, visible_person
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord


@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One person: reading her record, and saving what stands on her."""
    row = visible_person(request, pk)
    if request.method == "POST":
        return _save_about(request, row)
    case = PersonAccess(request.user, row).case
    audit.read(
        Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=case.pk if case else None
    )
    return person_page.draw(request, row)


@require_POST
def add(request: SignedInRequest, pk: int, what: str) -> HttpResponseBase:
    """Add a strength, a name, a phone, an address or a characteristic."""
    row, kind = visible_person(request, pk), _kind(what)
    form = kind.form(request.POST, auto_id=f"{kind.prefix}_%s")

    def act(now: datetime) -> str:
        kind.add(row, form, request.user, now)
        return str(kind.added)

    if form.is_valid():
        try:
            save_once(request, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return person_page.draw(request, row, sent=(what, form), status=422)
    return redirect(reverse("cases:person", args=[pk]) + f"#{what}")


@require_POST
def end(request: SignedInRequest, pk: int, what: str, row_pk: int) -> HttpResponseBase:
    """End one of them today; what was true stays on record."""
    owner, kind = visible_person(request, pk), _kind(what)
    if kind.end is None:
        raise Http404
    row = _row(request, owner, kind, row_pk)
    ending = kind.end

    def act(now: datetime) -> str:
        ending(row, request.user, now)
        return _("Ended today. It stays in the history.")

    try_once(request, act)
    return redirect(reverse("cases:person", args=[pk]) + f"#{what}")


@require_POST
def use(request: SignedInRequest, pk: int, what: str, row_pk: int) -> HttpResponseBase:
    """Use this name, or this phone or address, first."""
    owner, kind = visible_person(request, pk), _kind(what)
    if kind.use is None:
        raise Http404
    row = _row(request, owner, kind, row_pk)
    using = kind.use

    def act(now: datetime) -> str:
        using(row, request.user)
        return _("Saved. This one is used first from now on.")

    try_once(request, act)
    return redirect(reverse("cases:person", args=[pk]) + f"#{what}")


@dataclass(frozen=True)
class _Kind:
    """One kind of thing told about a person: its form, and how it is added, ended and used."""

    form: type[forms.Form]
    prefix: str
    model: type[models.Model] | None
    added: Any
    add: Callable[[Person, Any, User, datetime], object]
    end: Callable[[Any, User, datetime], object] | None = None
    use: Callable[[Any, User], object] | None = None


def _day(now: datetime) -> Any:
    return timezone.localdate(now)


_KINDS = {
    "strengths": _Kind(
        form=StrengthForm,
        prefix="strength",
        model=Strength,
        added=gettext_lazy("Strength saved. It stands first on the case."),
        add=lambda row, form, by, now: details.add_strength(
            person=row,
            words=form.cleaned_data["words"],
            named_by_person=not form.cleaned_data["by_worker"],
            by=by,
            at=now,
        ),
    ),
    "names": _Kind(
        form=NameForm,
        prefix="name",
        model=PersonName,
        added=gettext_lazy("Name saved. They are found under it from now on."),
        add=lambda row, form, by, _now: details.add_name(
            person=row, name=form.name(), is_used=form.cleaned_data["is_used"], by=by
        ),
        end=lambda name, by, now: details.end_name(name=name, by=by, on=_day(now)),
        use=lambda name, by: details.use_name(name=name, by=by),
    ),
    "points": _Kind(
        form=PointForm,
        prefix="point",
        model=ContactPoint,
        added=gettext_lazy("Saved. You can reach them there from now on."),
        add=lambda row, form, by, _now: details.add_point(person=row, point=form.point(), by=by),
        end=lambda point, by, now: details.end_point(point=point, by=by, on=_day(now)),
        use=lambda point, by: details.prefer_point(point=point, by=by),
    ),
    "addresses": _Kind(
        form=AddressForm,
        prefix="address",
        model=None,  # which of them exist depends on the reader
        added=gettext_lazy("Address saved."),
        add=lambda row, form, by, _now: details.add_address(person=row, place=form.place(), by=by),
        end=lambda place, by, now: details.end_address(address=place, by=by, on=_day(now)),
    ),
    "traits": _Kind(
        form=TraitForm,
        prefix="trait",
        model=Characteristic,
        added=gettext_lazy("Saved, with the day it began."),
        add=lambda row, form, by, now: details.add_trait(
            person=row, trait=form.trait(), by=by, today=_day(now)
        ),
        end=lambda trait, by, now: details.end_trait(trait=trait, by=by, on=_day(now)),
    ),
}


def _kind(what: str) -> _Kind:
    if what not in _KINDS:
        raise Http404
    return _KINDS[what]


def _row(request: SignedInRequest, owner: Person, kind: _Kind, pk: int) -> Any:
    """The row named, if it exists for this reader."""
    if kind.model is None:
        seen = addresses_for(PersonAccess(request.user, owner))
        found = next((one for one in seen if one.pk == pk), None)
        if found is None:
            raise Http404
        return found
    return get_object_or_404(kind.model._default_manager.filter(person=owner), pk=pk)


def _save_about(request: SignedInRequest, row: Person) -> HttpResponseBase:
    often = often_spoken([row.site_id])
    form = AboutForm(request.POST, often=often, language=row.language)
    if form.is_valid():
        try:
            details.change_about(
                person=row,
                about=form.about(),
                version=form.cleaned_data["version"],
                by=request.user,
                today=today(),
            )
        except StaleRecord as stale:
            return person_page.conflict(request, row, form, stale)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        # Drawn from what stands on record; only the form shows what was typed.
        row = visible_person(request, row.pk)
        return person_page.draw(request, row, sent=("about", form), status=422)
    messages.success(request, _("Saved."))
    return redirect("cases:person", row.pk)

"""A person's page as it is drawn: what is on record, and one form for each kind of addition."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseway.agencies.languages import language_name
from caseway.agencies.policy import Act
from caseway.cases.forms.person import (
    AboutForm,
    AddressForm,
    NameForm,
    PointForm,
    StrengthForm,
    TraitForm,
)
from caseway.cases.models import Person
from caseway.cases.person_access import PersonAccess
from caseway.cases.queries.person_page import person_rows
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views.common import first_errors, today
from caseway.kernel.models import AuditEntry, User
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord


def draw(
    request: SignedInRequest,
    person: Person,
    *,
    sent: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; with `sent`, one of its forms comes back as it was typed."""
    access = PersonAccess(request.user, person)
    blank = _blank(person)
    if sent:
        blank[sent[0]] = sent[1]
    context: dict[str, Any] = {
        "person": person,
        "access": access,
        "refusal": access.why_not(Act.EDIT_PERSON),
        "rows": person_rows(access, today()),
        "forms": blank,
        "opened": sent[0] if sent else "",
        "errors": first_errors(sent[1]) if sent else [],
        "case": access.case,
        "language": language_name(person.language),
        "today": today(),
    }
    return render(request, "cases/person/page.html", context, status=status)


def conflict(
    request: SignedInRequest, person: Person, form: AboutForm, stale: StaleRecord
) -> HttpResponse:
    """Both versions, side by side, and the choice: what differs only."""
    assert stale.theirs is not None
    who, when = _last_change(person)
    fields, same = [], []
    for name, mine in stale.mine.items():
        theirs = stale.theirs[name]
        if theirs == mine:
            same.append((name, _sent(mine)))
            continue
        fields.append(
            {
                "label": form.fields[name].label,
                "name": name,
                "theirs": _sent(theirs),
                "mine": _sent(mine),
                "theirs_shown": _shown(name, theirs),
                "mine_shown": _shown(name, mine),
            }
        )
    context = {
        "person": person,
        "conflict": {
            "action": reverse("cases:person", args=[person.pk]),
            "version": stale.current,
            "by": who,
            "at": when,
            "back_url": reverse("cases:person", args=[person.pk]),
            "hidden": same,
            "fields": fields,
        },
    }
    return render(request, "cases/person/conflict.html", context, status=409)


def _blank(person: Person) -> dict[str, forms.Form]:
    return {
        "about": AboutForm.of(person, often_spoken([person.site_id])),
        "strengths": StrengthForm(auto_id="strength_%s"),
        "names": NameForm(auto_id="name_%s"),
        "points": PointForm(auto_id="point_%s"),
        "addresses": AddressForm(auto_id="address_%s"),
        "traits": TraitForm(auto_id="trait_%s", initial={"starts_on": today()}),
    }


def _last_change(person: Person) -> tuple[str, Any]:
    rows = AuditEntry.objects.filter(table=Person._meta.db_table, row=str(person.pk))
    last = rows.order_by("-pk").first()
    if last is None:
        return _("Somebody"), None
    found = User.objects.filter(pk=int(last.actor)).first() if last.actor.isdecimal() else None
    return (found.name if found else _("Somebody")), last.at


def _sent(value: Any) -> str:
    """The value as its own field reads it back."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "language":
        return language_name(value)
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value

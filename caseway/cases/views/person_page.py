"""A person's page as it is drawn: what is on record, and one form for each kind of addition."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from caseway.agencies.languages import language_name
from caseway.agencies.policy import Act
from caseway.cases.bar import bar
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
from caseway.cases.views.conflicts import conflict_of, shown
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
    case = access.case
    # Somebody else of the household is not who the case is about: the bar would mislead.
    is_hers = case is not None and case.participant_id == person.pk
    context: dict[str, Any] = {
        "person": person,
        "access": access,
        "refusal": access.why_not(Act.EDIT_PERSON),
        "rows": person_rows(access, today()),
        "forms": blank,
        "opened": sent[0] if sent else "",
        "errors": first_errors(sent[1]) if sent else [],
        "case": case,
        "identity": bar(request.user, case, "person") if case and is_hers else None,
        "language": language_name(person.language),
        "today": today(),
    }
    return render(request, "cases/person/page.html", context, status=status)


def conflict(
    request: SignedInRequest, person: Person, form: AboutForm, stale: StaleRecord
) -> HttpResponse:
    """Both versions, side by side, and the choice: what differs only."""
    at = reverse("cases:person", args=[person.pk])
    both = conflict_of(person, form, stale, at=at, show=_shown)
    context = {"person": person, "conflict": both}
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


def _shown(name: str, value: Any) -> Any:
    return language_name(value) if name == "language" else shown(name, value)

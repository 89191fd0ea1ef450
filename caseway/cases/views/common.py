"""What the pages share: finding rows, saving once, showing again what was typed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.cases.models import Case, Person
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.kernel.words import say
from caseway.rules.records.social_security import why_check


def visible_case(request: SignedInRequest, pk: int) -> Case:
    """The case, or 404 when it does not exist for this person."""
    rows = Case.objects.visible_to(request.user)
    found: Case = get_object_or_404(
        rows.select_related("participant", "site", "region", "program"), pk=pk
    )
    return found


def visible_person(request: SignedInRequest, pk: int) -> Person:
    """The person, or 404 when she does not exist for the reader or was merged into another."""
    rows = Person.objects.visible_to(request.user).filter(merged_into=None)
    found: Person = get_object_or_404(rows.select_related("site"), pk=pk)
    return found


def today() -> date:
    """The office's day."""
    return timezone.localdate()


def save_once(request: SignedInRequest, act: Callable[[datetime], str]) -> None:
    """Act unless this very form did already; both times the reader is told that it is saved.

    `act` takes the time and gives the sentence to say. Raises NotAllowed.
    """
    now = timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if submission.first:
            messages.success(request, act(now))
        else:
            messages.info(request, _("This was saved already. Nothing was saved twice."))


def try_once(request: SignedInRequest, act: Callable[[datetime], str]) -> bool:
    """The same for a button without a form: a refusal becomes a message. Whether it was done."""
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def saved(request: SignedInRequest, form: forms.Form, act: Callable[[datetime], str]) -> bool:
    """The same for a form: a refusal goes beside it. Whether it was done."""
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def as_typed(form: forms.Form) -> forms.Form:
    """The form as it was typed, but not judged: for showing it again on the way."""
    if not form.is_bound:
        return form
    form.initial = {
        name: field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }
    form.is_bound = False
    return form


def to_case(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """The case's page; Today when the act took the case out of the reader's sight."""
    if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return redirect("desk:case", case.pk)
    return redirect("desk:today")


def first_errors(*some: forms.Form) -> list[dict[str, Any]]:
    """Every error of several forms, in order, with the place on the page it belongs to."""
    found = []
    for form in some:
        found += [{"text": text, "at": ""} for text in form.non_field_errors()]
        for field in form:
            at = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
            found += [{"label": field.label, "text": text, "at": at} for text in field.errors]
    return found


def warn_of_ssn(request: SignedInRequest, ssn: str) -> None:
    """Say so when a number that was kept is none that Social Security issues."""
    if ssn and (reason := why_check(ssn)):
        messages.warning(request, say(reason))

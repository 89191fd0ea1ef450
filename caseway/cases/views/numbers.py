"""The social security number: masked, shown once for a reason that is kept, added, replaced."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies.policy import Act
from caseway.cases.actions import details
from caseway.cases.forms.person import RevealForm, SsnForm
from caseway.cases.models import Identifier, Person
from caseway.cases.person_access import PersonAccess
from caseway.cases.queries.person_page import last_four
from caseway.cases.views.common import first_errors, save_once, visible_person, warn_of_ssn
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.personal import FieldClass
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.signin.recent import recently_signed_in
from caseway.kernel.submissions import once


@require_GET
def ssn(request: SignedInRequest, pk: int) -> HttpResponse:
    """The masked number, and the two forms: show it, or set it."""
    return _page(request, visible_person(request, pk))


@require_POST
@recently_signed_in
def show_ssn(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The whole number, once, for a reason that is written down. Sending again shows nothing."""
    person = visible_person(request, pk)
    access = PersonAccess(request.user, person)
    if sentence := access.why_not(Act.REVEAL_IDENTIFIER):
        raise NotAllowed(sentence)
    row = get_object_or_404(Identifier, person=person)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, person, reveal=form, status=422)
    now = timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if not submission.first:
            messages.info(request, _("The number was shown once. Ask again if you still need it."))
            return redirect("cases:ssn", pk)
        audit.read(
            Kind.REVEALED,
            on=row,
            by=request.user,
            at=now,
            case_id=access.case.pk if access.case else None,
            field_class=FieldClass.IDENTIFIER,
            reason=form.said(),
        )
        number = row.unseal("number") or ""
    context = {"person": person, "number": f"{number[:3]}-{number[3:5]}-{number[5:]}"}
    answer = render(request, "cases/person/ssn_shown.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def set_ssn(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Seal a number in place of any before."""
    person = visible_person(request, pk)
    form = SsnForm(request.POST, auto_id="set_%s")

    def act(now: datetime) -> str:
        row = details.set_ssn(person=person, ssn=form.cleaned_data["ssn"], by=request.user)
        warn_of_ssn(request, form.cleaned_data["ssn"])
        return _("Sealed. From now on it shows as •••-••-%(last)s.") % {"last": row.last_four}

    if form.is_valid():
        try:
            save_once(request, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return _page(request, person, setting=form, status=422)
    return redirect("cases:person", pk)


def _page(
    request: SignedInRequest,
    person: Person,
    *,
    reveal: RevealForm | None = None,
    setting: SsnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    access = PersonAccess(request.user, person)
    sent = [form for form in (reveal, setting) if form is not None]
    context: dict[str, Any] = {
        "person": person,
        "last_four": last_four(person),
        "reveal": reveal or RevealForm(),
        "setting": setting or SsnForm(auto_id="set_%s"),
        "why_not_show": access.why_not(Act.REVEAL_IDENTIFIER),
        "why_not_set": access.why_not(Act.EDIT_PERSON),
        "errors": first_errors(*sent),
    }
    return render(request, "cases/person/ssn.html", context, status=status)

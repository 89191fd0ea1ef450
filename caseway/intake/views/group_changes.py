"""A group session that moves, or that somebody else leads."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from caseway.agencies.languages import language_name
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views.common import first_errors, today
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.intake.actions import groups as acts
from caseway.intake.forms.groups import ChangeForm, day_and_time
from caseway.intake.models import GroupKind, GroupSession
from caseway.intake.queries.groups import leaders
from caseway.intake.views.groups import visible_session
from caseway.intake.views.ways_in import saved
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """When, where, for how many, led by whom. Two people at once: the second sees both."""
    row = visible_session(request, pk)
    refusal = acts.why_not_run(request.user, row) or acts.why_not_change(row)
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now())
        return _page(request, row, _form(row), refusal=refusal)
    if refusal:
        raise NotAllowed(refusal)
    form = _form(row, request.POST)

    def act(now: datetime) -> str:
        told = acts.change_session(
            session=row,
            planned=form.planned(),
            led_by=form.cleaned_data["led_by"],
            version=form.cleaned_data["version"],
            by=request.user,
            at=now,
        )
        return _said(told)

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("intake:group", pk)
    except StaleRecord as stale:
        at = reverse("intake:change_group", args=[pk])
        both = conflict_of(row, form, _as_asked(stale), at=at, show=_shown)
        return _page(request, row, form, conflict=both, status=409)
    return _page(request, row, form, status=422)


def _said(told: int) -> str:
    if not told:
        return _("Saved.")
    said = ngettext(
        "Saved. %(n)d person is to be told; it is a task on the case.",
        "Saved. %(n)d people are to be told; it is a task on each case.",
        told,
    )
    return said % {"n": told}


def _form(row: GroupSession, sent: Any = None) -> ChangeForm:
    return ChangeForm(
        sent,
        initial=ChangeForm.start(row),
        leaders=leaders(row, today()),
        often=often_spoken([row.site_id]),
    )


def _as_asked(stale: StaleRecord) -> StaleRecord:
    """Both texts under the names in which the form asks for them."""

    def asked(values: dict[str, Any] | None) -> dict[str, Any] | None:
        if values is None:
            return None
        led_by = values["led_by"]
        rest = {name: value for name, value in values.items() if name != "starts_at"}
        rest["led_by"] = led_by.pk if isinstance(led_by, User) else led_by
        return {**rest, **day_and_time(values["starts_at"])}

    return StaleRecord(asked(stale.theirs), asked(stale.mine) or {}, stale.current)


def _shown(name: str, value: Any) -> Any:
    if name == "led_by":
        return User.objects.filter(pk=value).values_list("name", flat=True).first()
    if name == "kind":
        return GroupKind(value).label
    return language_name(value) if name == "language" else shown(name, value)


def _page(
    request: SignedInRequest,
    row: GroupSession,
    form: ChangeForm,
    *,
    refusal: str | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "errors": first_errors(form) if form.is_bound and not conflict else [],
        "invited": row.invitations.count(),
        "refusal": refusal,
        "conflict": conflict,
    }
    return render(request, "intake/group_change.html", context, status=status)

"""What is in the way: the list, each with its history."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.models import Person
from caseway.cases.views.common import first_errors, save_once, today, try_once, visible_case
from caseway.cases.views.conflicts import last_change
from caseway.intake import access
from caseway.intake.actions import barriers as acts
from caseway.intake.forms.barriers import (
    BarrierForm,
    NewBarrierForm,
    ResolveForm,
)
from caseway.intake.models import Barrier, BarrierKind, Severity
from caseway.intake.queries.case import people_of
from caseway.intake.views.found import visible_barrier
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.models import Referral
from caseway.network.needs import Need


@require_http_methods(["GET", "POST"])
def barriers(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Everything in the way on a case that exists for the reader; a POST adds one."""
    case = visible_case(request, pk)
    people = people_of(case)
    kinds = [one for one in BarrierKind if not acts.why_not_kind(request.user, case, one)]
    form = NewBarrierForm(request.POST or None, people=people, kinds=kinds)
    refusal = access.why_not_edit(request.user, case)
    if request.method == "POST":
        if refusal:
            raise NotAllowed(refusal)
        if form.is_valid() and _noted(request, case, form):
            return redirect("intake:barriers", pk)
    else:
        audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=case.pk)
    rows = Barrier.objects.readable_by(request.user, case).select_related("person", "found_by")
    ordered = list(rows.order_by("found_on", "pk"))
    context = {
        "case": case,
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": refusal,
        "open": [_told(one) for one in ordered if one.ends_on is None],
        "past": [_told(one) for one in ordered if one.ends_on is not None],
        "alone": len(people) == 1,
    }
    return render(request, "intake/barriers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def barrier(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One thing in the way: its story, its history, and how much it is today."""
    row = visible_barrier(request, pk)
    start = {
        "severity": row.severity,
        "story": row.unseal("story") or "",
        "version": row.version,
    }
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
        return _page(request, row, BarrierForm(initial=start))
    form = BarrierForm(request.POST)
    if form.is_valid():
        try:
            acts.change_barrier(
                barrier=row,
                severity=Severity(form.cleaned_data["severity"]),
                story=form.cleaned_data["story"],
                version=form.cleaned_data["version"],
                by=request.user,
                at=timezone.now(),
                on=today(),
            )
        except StaleRecord:
            return _stale(request, pk, form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return _page(request, row, form, status=422)
    return redirect("intake:barrier", pk)


@require_POST
def resolve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """It is no longer in the way."""
    row = visible_barrier(request, pk)
    form = ResolveForm(request.POST)
    if not form.is_valid():
        start = {"severity": row.severity, "story": row.unseal("story"), "version": row.version}
        return _page(request, row, BarrierForm(initial=start), form, status=422)

    def act(now: datetime) -> str:
        acts.resolve_barrier(
            barrier=row,
            resolution=form.cleaned_data["resolution"],
            by=request.user,
            at=now,
            on=today(),
        )
        return _("No longer in the way. It stays in the history.")

    try_once(request, act)
    return redirect("intake:barrier", pk)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """It is in the way again."""
    row = visible_barrier(request, pk)

    def act(now: datetime) -> str:
        acts.reopen_barrier(barrier=row, by=request.user, at=now, on=today())
        return _("In the way again, with its history.")

    try_once(request, act)
    return redirect("intake:barrier", pk)


def _noted(request: SignedInRequest, case: Any, form: NewBarrierForm) -> bool:
    data = form.cleaned_data

    def act(now: datetime) -> str:
        person: Person = data["person"]
        row = acts.note_barrier(
            case=case,
            person=person,
            kind=BarrierKind(data["kind"]),
            severity=Severity(data["severity"]),
            story=data["story"],
            named_by_person=data["named_by_person"],
            by=request.user,
            at=now,
            on=today(),
        )
        return _("“%(kind)s” is on record.") % {"kind": BarrierKind(row.kind).label}

    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _told(row: Barrier) -> dict[str, Any]:
    tones = {"stops": "late", "much": "due", "some": "info"}
    return {
        "row": row,
        "kind": BarrierKind(row.kind).label,
        "story": row.unseal("story") or "",
        "severity": Severity(row.severity).label,
        "tone": tones[row.severity],
        "url": reverse("intake:barrier", args=[row.pk]),
    }


def _page(
    request: SignedInRequest,
    row: Barrier,
    form: BarrierForm,
    resolve_form: ResolveForm | None = None,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    history = [
        {
            "on": change.on,
            "by": change.by.name,
            "severity": Severity(change.severity).label if change.severity else "",
            "words": change.unseal("words") or "",
        }
        for change in row.changes.select_related("by").order_by("-at", "-pk")
    ]
    context = {
        "case": row.case,
        "one": _told(row),
        "form": form,
        "resolve": resolve_form or ResolveForm(),
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": acts.why_not_kind(request.user, row.case, row.kind),
        "history": history,
        "referrals": Referral.objects.visible_to(request.user)
        .filter(for_barrier__barrier=row)
        .select_related("provider"),
        "need": row.kind if row.kind in Need.values else "",
        "conflict": conflict,
    }
    return render(request, "intake/barrier.html", context, status=status)


def _stale(request: SignedInRequest, pk: int, form: BarrierForm) -> HttpResponse:
    """Both versions, in words: what is stored is sealed."""
    row = visible_barrier(request, pk)
    who, when = last_change(row)
    theirs = {"severity": row.severity, "story": row.unseal("story") or ""}
    fields, same = [], []
    for name, theirs_now in theirs.items():
        mine = form.cleaned_data[name]
        if mine == theirs_now:
            same.append((name, mine))
            continue
        words = dict(Severity.choices) if name == "severity" else {}
        fields.append(
            {
                "label": form.fields[name].label,
                "name": name,
                "theirs": theirs_now,
                "mine": mine,
                "theirs_shown": words.get(theirs_now, theirs_now),
                "mine_shown": words.get(mine, mine),
            }
        )
    url = reverse("intake:barrier", args=[pk])
    conflict = {
        "action": url,
        "version": row.version,
        "by": who,
        "at": when,
        "back_url": url,
        "hidden": same,
        "fields": fields,
    }
    return _page(request, row, form, status=409, conflict=conflict)

"""What keeps a person safe. These pages exist for trained staff of the case only."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.actions import safety
from caseway.cases.actions.safety import Safety
from caseway.cases.bar import bar
from caseway.cases.forms.changes import SafetyForm
from caseway.cases.models import Address, Case, SafetyKind, SafetyRecord
from caseway.cases.queries.person_page import has_ended
from caseway.cases.views.common import first_errors, saved, today, try_once, visible_case
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.personal import FieldClass
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord


@require_GET
def records(request: SignedInRequest, pk: int) -> HttpResponse:
    """The safety records and addresses of the participant. Opening it is written down."""
    case = _case(request, pk)
    audit.read(
        Kind.REVEALED,
        on=case.participant,
        by=request.user,
        at=timezone.now(),
        case_id=case.pk,
        field_class=FieldClass.SAFETY,
    )
    return _page(request, case)


@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Write a safety record."""
    case = _case(request, pk)
    form = SafetyForm(request.POST)

    def act(now: datetime) -> str:
        safety.record_safety(case=case, what=_what(form), by=request.user, on=today())
        return _("Saved. Only trained staff of this case can see it.")

    if form.is_valid() and saved(request, form, act):
        return redirect("cases:safety", pk)
    return _page(request, case, form=form, status=422)


@require_POST
def change(request: SignedInRequest, pk: int, record_pk: int) -> HttpResponseBase:
    """Change what a record says, or when it is looked at again."""
    case = _case(request, pk)
    record = get_object_or_404(SafetyRecord, pk=record_pk, person=case.participant_id)
    form = SafetyForm(request.POST, prefix=f"r{record_pk}")

    def act(now: datetime) -> str:
        safety.review_safety(
            record=record,
            case=case,
            what=_what(form),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return redirect("cases:safety", pk)
    except StaleRecord as stale:
        return _stale(request, case, form, stale)
    return _page(request, case, changing=(record_pk, form), status=422)


@require_POST
def end(request: SignedInRequest, pk: int, record_pk: int) -> HttpResponseBase:
    """A record no longer holds; it stays in the history for those who may read it."""
    case = _case(request, pk)
    record = get_object_or_404(SafetyRecord, pk=record_pk, person=case.participant_id)

    def act(now: datetime) -> str:
        safety.end_safety(record=record, case=case, by=request.user, on=today())
        return _("Ended today. It stays in the history.")

    try_once(request, act)
    return redirect("cases:safety", pk)


@require_POST
def keep_address(request: SignedInRequest, pk: int, address_pk: int) -> HttpResponseBase:
    """Hide an address from everybody else, or show it again."""
    case = _case(request, pk)
    address = get_object_or_404(Address, pk=address_pk, person=case.participant_id)
    keep = request.POST.get("keep") == "yes"

    def act(now: datetime) -> str:
        safety.keep_address_confidential(address=address, case=case, by=request.user, keep=keep)
        if keep:
            return _("For everybody else this address does not exist any more.")
        return _("Everybody who works with this case sees this address again.")

    try_once(request, act)
    return redirect("cases:safety", pk)


def _case(request: SignedInRequest, pk: int) -> Case:
    """The case, if what keeps its participant safe exists for this reader; otherwise 404."""
    case = visible_case(request, pk)
    if not access.can(request.user, Act.READ_SAFETY, case):
        raise Http404
    return case


def _what(form: SafetyForm) -> Safety:
    kept = form.cleaned_data
    return Safety(SafetyKind(kept["kind"]), kept["instructions"], kept["review_on"])


def _stale(
    request: SignedInRequest, case: Case, form: SafetyForm, stale: StaleRecord
) -> HttpResponse:
    """Somebody changed the record: theirs stands on the page, hers stays in the form."""
    if stale.current is None:
        raise Http404
    sent = request.POST.copy()
    sent[f"{form.prefix}-version"] = str(stale.current)
    form.data = sent
    text = _(
        "Somebody changed this record while you were writing. It now says: “%(theirs)s”."
        " Your words are below. Save to put yours in its place."
    )
    form.add_error(None, text % {"theirs": (stale.theirs or {})["instructions"]})
    record_pk = int(str(form.prefix)[1:])
    return _page(request, case, changing=(record_pk, form), status=409)


def _page(
    request: SignedInRequest,
    case: Case,
    *,
    form: SafetyForm | None = None,
    changing: tuple[int, SafetyForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = SafetyRecord.objects.filter(person=case.participant_id).select_related("recorded_by")
    sent = [one for one in (form, changing[1] if changing else None) if one is not None]
    context: dict[str, Any] = {
        "case": case,
        "identity": bar(request.user, case, "safety"),
        "records": [
            _shown(row, changing)
            for row in sorted(
                rows.order_by("-starts_on", "-pk"), key=lambda r: has_ended(r, today())
            )
        ],
        "addresses": Address.objects.filter(person=case.participant_id, ends_on=None).order_by(
            "-pk"
        ),
        "form": form or SafetyForm(),
        "adding": form is not None,
        "errors": first_errors(*sent),
        "today": today(),
    }
    return render(request, "cases/safety.html", context, status=status)


def _shown(row: SafetyRecord, changing: tuple[int, SafetyForm] | None) -> dict[str, Any]:
    opened = changing is not None and changing[0] == row.pk
    start = {
        "kind": row.kind,
        "instructions": row.instructions,
        "review_on": row.review_on,
        "version": row.version,
    }
    blank = SafetyForm(prefix=f"r{row.pk}", initial=start)
    return {
        "row": row,
        "past": has_ended(row, today()),
        "late": bool(row.review_on and row.review_on < today() and row.ends_on is None),
        "form": changing[1] if changing and opened else blank,
        "opened": opened,
    }

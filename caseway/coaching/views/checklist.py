"""The record of a visit: filled in, signed, added to; and what was sent and could not be taken."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.views.common import try_once
from caseway.coaching import record_access
from caseway.coaching.actions.checklists import Outcome, save_checklist, settle_sending
from caseway.coaching.actions.signing import add_to_checklist, sign_checklist
from caseway.coaching.actions.visits.photos import why_not_add_photo
from caseway.coaching.forms.checklists import ROWS, ChecklistForm, initial_of
from caseway.coaching.forms.photos import PhotoForm
from caseway.coaching.models import Checklist, ChecklistSending, Visit
from caseway.coaching.queries.record import RecordPage, record_page
from caseway.coaching.reading.answers import read_answers
from caseway.coaching.shown.record import clock, shown_answers
from caseway.coaching.views.found import visible_visit
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.records.visits.record import faults, late_entry, missing, missing_to_sign
from caseway.rules.records.visits.units import units


@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The checklist of a visit. What is filled in is kept, whole or not."""
    visit = visible_visit(request, pk)
    page = record_page(visit)
    if request.method != "POST":
        case = visit.enrolment.case
        audit.read(Kind.OPENED, on=visit, by=request.user, at=timezone.now(), case_id=case.pk)
        return _page(request, page, _form(page))
    form = _form(page, request.POST)
    if not form.is_valid():
        return _page(request, page, form, status=422)
    try:
        saved = save_checklist(
            visit=visit,
            key=_key(request),
            template=_number(request, "template"),
            answers=form.sent(),
            base_version=_number(request, "version"),
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, page, form, status=422)
    if saved.outcome is Outcome.KEPT:
        messages.warning(request, _("Somebody else changed this meanwhile. Decide below."))
    else:
        messages.success(request, _("Saved."))
    return redirect("coaching:record", pk)


def _form(page: RecordPage, data: Any = None) -> ChecklistForm:
    rows = max(ROWS, len(page.answers.doings) + 1)
    return ChecklistForm(
        data,
        visit=page.visit,
        content=page.content,
        goals=page.goals,
        rows=rows,
        initial=_first(page),
    )


def _first(page: RecordPage) -> dict[str, Any]:
    """What the form begins with: what was answered; on a new record, what is known of the visit."""
    found = initial_of(page.answers, page.visit.day)
    if page.checklist is None:
        visit = page.visit
        found |= {"mode": visit.mode, "place": visit.place_name, "started": visit.begins_at}
        found |= {"setting": "group" if visit.group else "individual", "contact": "direct"}
        if visit.group:
            found["group_size"] = Visit.objects.filter(group=visit.group).count()
    return found


def _key(request: SignedInRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("submission_key", ""))
    except ValueError:
        raise NotAllowed(
            _("This form is incomplete. Reload the page, then send it again.")
        ) from None


def _number(request: SignedInRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def record_with(request: SignedInRequest, visit: Visit, photo: PhotoForm) -> HttpResponse:
    """The page with a photo that could not be taken, and why."""
    page = record_page(visit)
    return _page(request, page, _form(page), photo, status=422)


def _page(
    request: SignedInRequest,
    page: RecordPage,
    form: ChecklistForm,
    photo: PhotoForm | None = None,
    status: int = 200,
) -> HttpResponse:
    about = _about(request, page, form) | {"photo_form": photo or PhotoForm()}
    return render(request, "coaching/records/record.html", about, status=status)


def _about(request: SignedInRequest, page: RecordPage, form: ChecklistForm) -> dict[str, Any]:
    visit, held = page.visit, page.checklist
    signed = bool(held and held.signed_at)
    lacking = missing(page.record, page.asks) if signed else missing_to_sign(page.record, page.asks)
    late = late_entry(page.record, page.asks)
    closed = record_access.is_closed(visit.coach_id, visit.site_id, page.day)
    may_not = record_access.why_not_record(request.user, visit)
    minutes = page.record.minutes or 0
    goals = dict(page.goals)
    wrong = [say(one) for one in faults(page.record, page.asks)]
    before = [*wrong, *(say(one.reason) for one in lacking)] if held else wrong
    return {
        "case": visit.enrolment.case,
        "visit": visit,
        "page": page,
        "form": form,
        "checklist": held,
        "version": held.version if held else 0,
        "signed": signed,
        "period": Month.of(page.day).number,
        "before": before,
        "late": say(late) if late else "",
        "units": units(minutes, page.asks) if page.asks and minutes > 0 else None,
        "minutes": minutes,
        "shown": shown_answers(page.content, page.answers, goals),
        # A closed month takes no change; what is added to a signed record changes nothing of it.
        "refusal": may_not or (record_access.why_closed(page.day) if closed else ""),
        "add_refusal": may_not,
        "photo_refusal": why_not_add_photo(request.user, visit, timezone.now()),
        "photos_stay": signed or closed or bool(may_not),
        "sign_refusal": record_access.why_not_sign(request.user, visit),
        "from_to": [clock(page.answers.started_at), clock(page.answers.stopped_at)],
        "waiting": [
            {
                "row": one,
                "shown": [
                    part
                    for part in shown_answers(page.content, read_answers(one.answers), goals)
                    if part.lines
                ],
            }
            for one in page.waiting
        ],
    }


@require_POST
def sign(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Sign the version of the record that she read."""
    visit = visible_visit(request, pk)
    held = get_object_or_404(Checklist, visit=visit)
    try:
        sign_checklist(
            checklist=held,
            version=_number(request, "version"),
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    except StaleRecord:
        messages.error(request, _("The record was changed since you read it. Read it again."))
    else:
        messages.success(request, _("Signed. From now on it can be added to, and not changed."))
    return redirect("coaching:record", pk)


@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Say something more of a visit whose record is signed."""
    visit = visible_visit(request, pk)
    held = get_object_or_404(Checklist, visit=visit)
    text = request.POST.get("text", "")[:1000]

    def act(now: datetime) -> str:
        add_to_checklist(checklist=held, text=text, by=request.user, at=now)
        return _("Added, with your name and the time.")

    try_once(request, act)
    return redirect("coaching:record", pk)


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Decide between the record and what was sent beside it."""
    rows = ChecklistSending.objects.visible_to(request.user).select_related("visit")
    sending = get_object_or_404(rows, pk=pk)
    take = request.POST.get("take") == "sent"

    def act(now: datetime) -> str:
        settle_sending(sending=sending, take=take, by=request.user, at=now)
        return _("What was sent is the record now.") if take else _("The record stays as it is.")

    try_once(request, act)
    return redirect("coaching:record", sending.visit_id)

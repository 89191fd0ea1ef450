"""The pages of providers' lists: those received, sending one, its preview, loading and undoing."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.attendance.actions.marking import NothingSaved
from caseway.attendance.forms.paste import answers_of, days_around, seen_of
from caseway.attendance.queries.markable import may_mark
from caseway.attendance.shown.plan import plan_shown
from caseway.attendance.views.saving import said
from caseway.exchange.attendance import actions
from caseway.exchange.attendance.forms import RosterForm
from caseway.exchange.models import Roster, RosterState
from caseway.kernel.audit.reading import read
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.personal import FieldClass
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once

PER_PAGE = 25
_TONES = {RosterState.PREVIEW: "due", RosterState.APPLIED: "met", RosterState.UNDONE: "info"}


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Lists of the person's own agency, newest first."""
    _may_or_404(request)
    rows = Roster.objects.visible_to(request.user).select_related("received_by", "site")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lists = [(one, _TONES[RosterState(one.state)]) for one in page]
    return render(request, "exchange/rosters/index.html", {"page": page, "lists": lists})


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Send a list. Sent twice by a double click, it is kept once."""
    _may_or_404(request)
    if request.method == "GET":
        form = RosterForm(user=request.user, initial={"day": timezone.localdate(), "span": "month"})
        return render(request, "exchange/rosters/new.html", {"form": form})
    form = RosterForm(request.POST, request.FILES, user=request.user)
    if form.is_valid():
        try:
            return redirect(_receive_once(request, form))
        except NotAllowed as refusal:
            form.add_error("file", str(refusal))
    return render(request, "exchange/rosters/new.html", {"form": form}, status=422)


def _receive_once(request: SignedInRequest, form: RosterForm) -> str:
    values, now = form.cleaned_data, timezone.now()
    days = days_around(values["day"], values["span"])
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if submission.first:
            upload = actions.Upload(values["file"].name, values["file"].chunks(), days[0], days[-1])
            post = form.chosen
            roster = actions.receive(
                upload=upload, site=post.site, agency=post.agency, by=request.user, at=now
            )
            submission.leads_to(reverse("exchange:roster", args=[roster.pk]))
    return submission.result_url


@require_http_methods(["GET", "POST"])
def roster(request: SignedInRequest, pk: int) -> HttpResponse:
    """What loading the list would do; a POST keeps the answers to its questions."""
    found = _roster_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.answer(roster=found, answers=answers_of(request.POST))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("exchange:roster", pk)
    return _page(request, found)


@require_POST
def load(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark what has no question left; answers typed beside the button are kept and shown first."""
    found, now = _roster_or_404(request, pk), timezone.now()
    seen, answers = seen_of(request.POST.get("seen", "")), answers_of(request.POST)
    try:
        if answers and actions.says_more(found, answers, by=request.user, at=now):
            actions.answer(roster=found, answers=answers)
            messages.info(request, _("Your answers are kept. Look at it again, then mark it."))
            return redirect("exchange:roster", pk)
        _roster, done = actions.apply(roster=found, seen=seen, by=request.user, at=now)
    except NothingSaved:
        messages.warning(request, _("Somebody wrote there in the meantime. Look at it again."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said(done))
    return redirect("exchange:roster", pk)


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what the list did."""
    found = _roster_or_404(request, pk)
    try:
        _roster, back, left = actions.undo(roster=found, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _undone(back, left))
    return redirect("exchange:roster", pk)


def _undone(back: int, left: int) -> str:
    put = ngettext("%(n)d day was put back.", "%(n)d days were put back.", back) % {"n": back}
    if not left:
        return put
    stayed = ngettext(
        "%(n)d day stayed, because somebody changed it since.",
        "%(n)d days stayed, because somebody changed them since.",
        left,
    ) % {"n": left}
    return f"{put} {stayed}"


def _may_or_404(request: SignedInRequest) -> None:
    if not may_mark(request.user):
        raise Http404


def _roster_or_404(request: SignedInRequest, pk: int) -> Roster:
    rows = Roster.objects.visible_to(request.user)
    found: Roster = get_object_or_404(
        rows.select_related("site", "agency", "received_by", "applied_by"), pk=pk
    )
    return found


def _page(request: SignedInRequest, found: Roster) -> HttpResponse:
    context: dict[str, Any] = {"roster": found, "tone": _TONES[RosterState(found.state)]}
    if found.purged_at is None and found.state != RosterState.UNDONE:
        now = timezone.now()
        read(
            AccessEvent.Kind.OPENED,
            on=found,
            by=request.user,
            at=now,
            field_class=FieldClass.HEALTH,
        )
        planned, roll = actions.plan_of(found, by=request.user, at=now)
        seen = {box.box.place: box.version for line in planned.lines for box in line.boxes}
        context |= {
            "plan": plan_shown(planned, roll),
            "no_heading": not planned.table.has_heading,
            "seen": json.dumps({place: version for place, version in seen.items() if version}),
        }
    return render(request, "exchange/rosters/roster.html", context)

"""What a conversation suggests, accepted or set aside one by one."""

from datetime import date, datetime

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.cases.views.common import today, try_once
from caseway.intake import access
from caseway.intake.actions import proposals as acts
from caseway.intake.actions.proposals import Accepted
from caseway.intake.models import ProposalDecision, Severity
from caseway.intake.queries.conversation import Conversation, conversation
from caseway.intake.shown import proposals as shown
from caseway.intake.views.found import visible_interview
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest
from caseway.network.actions.referrals import why_not_guarded, why_not_refer
from caseway.network.models import Service
from caseway.network.needs import GUARDED
from caseway.network.queries.finding import few_for, services_of
from caseway.rules.interviews.proposals import Proposal, ProposalKind


@require_GET
def proposals(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strengths first, then what is in the way, help to look for and papers to get."""
    row = visible_interview(request, pk)
    audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
    page = conversation(request.user, row)
    context = {
        "case": row.case,
        "interview": row,
        "refusal": access.why_not_edit(request.user, row.case),
        "severities": Severity.choices,
        **shown.shown(page, _services(request, page)),
    }
    return render(request, "intake/proposals.html", context)


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Accept one suggestion, or set it aside."""
    row = visible_interview(request, pk)
    page = conversation(request.user, row)
    proposal = _proposal(page, request.POST.get("key", ""))

    def act(now: datetime) -> str:
        if request.POST.get("decision") != "accept":
            acts.dismiss(
                interview=row,
                proposal=proposal,
                reason=request.POST.get("reason", ""),
                by=request.user,
                at=now,
            )
            return _("Set aside. It stands below, and can be taken up again.")
        done = acts.accept(
            interview=row,
            proposal=proposal,
            about=shown.about_whom(page, proposal),
            how=_how(request),
            by=request.user,
            at=now,
            on=today(),
        )
        if done.referral_id:
            return _("Accepted. The referral is begun: ask the person before anybody is told.")
        return _("Accepted. It is on the case now.")

    try_once(request, act)
    return redirect("intake:proposals", pk)


@require_POST
def take_up(request: SignedInRequest, pk: int, decision_pk: int) -> HttpResponseBase:
    """A suggestion that was set aside is open again."""
    row = visible_interview(request, pk)
    page = conversation(request.user, row)
    made = get_object_or_404(ProposalDecision, pk=decision_pk, interview=row)
    _proposal(page, made.key)

    def act(_now: datetime) -> str:
        acts.take_up_again(decision=made, by=request.user)
        return _("It can be decided again.")

    try_once(request, act)
    return redirect("intake:proposals", pk)


def _proposal(page: Conversation, key: str) -> Proposal:
    """A suggestion that exists for the reader; 404 for any other."""
    found = next((one for one in shown.proposed(page) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _services(request: SignedInRequest, page: Conversation) -> dict[str, list[Service]]:
    """Where help may be found for each need, for whoever may refer on the case."""
    case = page.interview.case
    if why_not_refer(request.user, case):
        return {}
    wanted = {one.code for one in shown.proposed(page) if one.kind is ProposalKind.REFERRAL}
    if wanted & GUARDED and why_not_guarded(request.user, case):
        wanted -= GUARDED
    return few_for(request.user, wanted)


def _service(request: SignedInRequest) -> Service | None:
    key = request.POST.get("service", "")
    if not (key.isdecimal() and len(key) < 19):
        return None
    rows = services_of(request.user).select_related("provider")
    return get_object_or_404(rows, pk=int(key))


def _how(request: SignedInRequest) -> Accepted:
    severity = request.POST.get("severity", "")
    try:
        due_on = date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        due_on = None
    return Accepted(
        words=request.POST.get("words", "").strip(),
        severity=severity if severity in Severity.values else "",
        service=_service(request),
        due_on=due_on,
    )

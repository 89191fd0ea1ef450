"""Support in money: asking, deciding, paying, and the list of what waits."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies import access as posts
from caseway.agencies.policy import Act
from caseway.cases.views.common import save_once, today, visible_case
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.network.actions import supports as actions
from caseway.network.actions.referrals import members_of
from caseway.network.forms.supports import AskForm, DecideForm, PayForm
from caseway.network.models import Referral, SupportRequest
from caseway.network.queries import supports as asked
from caseway.network.shown import supports as shown
from caseway.rules.supports import SupportMove, SupportState

PER_PAGE = 25


@require_GET
def supports(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, what is to be paid, what was done; and what is left."""
    said = request.GET.get("group", "")
    group = said if said in asked.GROUPS else asked.WAITING
    rows, counts = asked.supports(request.user, group)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "worklist": shown.table(page.object_list),
        "group": group,
        "sections": shown.groups(group, counts),
        "funds": asked.money_of(request.user, today()),
        "may_keep_money": posts.anywhere(request.user, Act.EDIT_SUPPORT_MONEY),
    }
    return render(request, "network/supports.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask for support for a family."""
    case = visible_case(request, pk)
    referrals = Referral.objects.visible_to(request.user).filter(case=case)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        people=members_of(case, today()),
        referrals=referrals.open().select_related("service", "provider").order_by("-pk"),
        initial={"person": case.participant_id, "starts_on": today()},
    )
    made: list[SupportRequest] = []

    def act(now: datetime) -> str:
        row = actions.ask_for(case=case, wanted=form.wanted(), by=request.user, at=now)
        made.append(row)
        if row.state == SupportState.APPROVED:
            return _("Approved at once: it is within what you decide yourself.")
        return _("Asked. Your supervisor decides.")

    status = 200
    if request.method == "POST":
        if form.is_valid() and _saved(request, form, act):
            return redirect("network:support", made[0].pk) if made else redirect("network:case", pk)
        status = 422
    context = {
        "case": case,
        "form": form,
        "refusal": actions.why_not_ask(request.user, case),
        "limits": shown.limits(case.site_id, today()),
    }
    return render(request, "network/support_form.html", context, status=status)


@require_GET
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request: what for, what was decided, what was paid."""
    return _page(request, _visible(request, pk))


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Approve, refuse or withdraw."""
    row = _visible(request, pk)
    form = DecideForm(request.POST)
    said = request.POST.get("move", "")
    choices = {str(one): one for one in SupportMove if one is not SupportMove.PAY}
    if said not in choices:
        return redirect("network:support", pk)

    def act(now: datetime) -> str:
        words = form.cleaned_data["words"]
        done = actions.decide(request=row, move=choices[said], words=words, by=request.user, at=now)
        return _("Noted. Now: %(state)s.") % {"state": done.get_state_display()}

    if form.is_valid() and _saved(request, form, act):
        return redirect("network:support", pk)
    return _page(request, row, decision=form, status=422)


@require_POST
def pay(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Note that it was paid."""
    row = _visible(request, pk)
    form = PayForm(request.POST, row=row)

    def act(now: datetime) -> str:
        actions.pay(request=row, payment=form.payment(), by=request.user, at=now)
        return _("Noted as paid.")

    if form.is_valid() and _saved(request, form, act):
        return redirect("network:support", pk)
    return _page(request, row, payment=form, status=422)


def _visible(request: SignedInRequest, pk: int) -> SupportRequest:
    rows = SupportRequest.objects.visible_to(request.user).select_related(
        "case__participant", "case__site", "person", "asked_by", "decided_by", "fund", "referral"
    )
    found: SupportRequest = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: SignedInRequest,
    row: SupportRequest,
    *,
    decision: DecideForm | None = None,
    payment: PayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
    waits = row.state == SupportState.ASKED
    open_still = waits or row.state == SupportState.APPROVED
    refusal = actions.why_not_decide(request.user, row)
    if refusal is None and row.asked_by_id == request.user.pk and row.needs_another:
        refusal = shown.another_decides()
    context: dict[str, Any] = {
        "row": row,
        "case": row.case,
        "tone": shown.tone(row),
        "whom": shown.whom(row),
        "waits": waits,
        "refusal": refusal if waits else None,
        "may_withdraw": open_still and actions.why_not_pay(request.user, row) is None,
        "may_pay": row.state == SupportState.APPROVED
        and actions.why_not_pay(request.user, row) is None,
        "left": actions.left_in(row.fund) if row.fund else None,
        "decision": decision or DecideForm(),
        "payment": payment or PayForm(row=row, initial={"amount": row.amount, "on": today()}),
        "shows_referral": row.referral_id
        and Referral.objects.visible_to(request.user).filter(pk=row.referral_id).exists(),
    }
    return render(request, "network/support.html", context, status=status)


def _saved(request: SignedInRequest, form: Any, act: Any) -> bool:
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

"""One referral: where it stands, what can be done next, what happened, the provider's link."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.cases.views.common import save_once, today, try_once
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.personal import FieldClass
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.network.actions import referrals as actions
from caseway.network.forms.referrals import LinkForm, StepForm
from caseway.network.jobs import send_referral_link
from caseway.network.models import Referral, ReferralLink
from caseway.network.models.referrals import CONSENTS, SHARES
from caseway.network.reasons import linked_to
from caseway.network.shown import referrals as shown
from caseway.network.views.referrals.common import visible_referral
from caseway.rules.referrals.codes import Move, State
from caseway.rules.referrals.moves import moves_from


@require_GET
def referral(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole of it on one page."""
    return referral_page(request, visible_referral(request, pk))


def referral_page(
    request: SignedInRequest,
    row: Referral,
    *,
    step: StepForm | None = None,
    link: LinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    audit.read(
        Kind.OPENED,
        on=row,
        by=request.user,
        at=timezone.now(),
        case_id=row.case_id,
        field_class=FieldClass.SAFETY if row.is_guarded else FieldClass.PERSONAL,
    )
    refusal = actions.why_not_work(request.user, row)
    unasked = shown.is_unasked(row)
    kept = list(row.steps.select_related("by", "link").order_by("pk"))
    context = {
        "row": row,
        "case": row.case,
        "one": shown.line(row, today()),
        "shares": dict(SHARES)[row.shares],
        "consent": dict(CONSENTS).get(row.consent, ""),
        "refusal": refusal,
        "moves": [] if refusal else _moves(row, request.GET.get("do", ""), step),
        "steps": shown.steps(kept),
        "may_take_back": not refusal and actions.last_step(row) is not None,
        "may_change": actions.why_not_refer(request.user, row.case) is None,
        "link": row.links.filter(revoked_at=None).first(),
        "link_over": timezone.now(),
        "why_not_link": refusal or actions.why_not_link(row),
        "link_form": link or LinkForm(initial={"sent_to": _mail_of(row)}),
        "phones": [*(row.service.phones.all() if row.service else ()), *row.provider.phones.all()],
        "followed_by": row.followed_by.order_by("pk").first(),
        "unasked": unasked,
        "linked": [
            {"label": one.label, "url": reverse(one.page, args=[one.of])}
            for one in linked_to(request.user, row)
        ],
        "another_url": shown.another_url(row),
        "declined": row.state == State.DECLINED,
    }
    return render(request, "network/referral.html", context, status=status)


def _moves(row: Referral, wanted: str, sent: StepForm | None) -> list[dict[str, Any]]:
    """The forms of the steps that can follow; the one that was asked for, or came back, is open."""
    state = State(row.state)
    forms = [
        sent if sent and sent.move is move else StepForm(move=move, state=state)
        for move in moves_from(state)
    ]
    first = "" if shown.is_unasked(row) else next(iter(moves_from(state)), "")
    opened = sent.move if sent else wanted or first
    return [
        {
            "form": form,
            "code": str(form.move),
            "label": form.label,
            "open": form.move == opened,
            "asked": form.move == wanted or form is sent,
        }
        for form in forms
    ]


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Make one step."""
    row = visible_referral(request, pk)
    form = _sent_step(request, row)
    if form is None:
        messages.error(request, _("The referral has moved on since. This is how it stands now."))
        return redirect("network:referral", pk)

    def act(now: datetime) -> str:
        done = actions.move_referral(
            referral=row,
            move=form.move,
            given=form.given(),
            by=request.user,
            at=now,
            report=form.report(),
        )
        return _("Noted. Now: %(state)s.") % {"state": shown.waited(done, today())}

    if form.is_valid() and _saved(request, form, act):
        return redirect("network:referral", pk)
    return referral_page(request, row, step=form, status=422)


def _sent_step(request: SignedInRequest, row: Referral) -> StepForm | None:
    """The step that was sent, if it still follows from where the referral stands."""
    said = request.POST.get("move", "")
    state = State(row.state)
    following = {str(one): one for one in moves_from(state)}
    if said not in following:
        return None
    return StepForm(request.POST, move=Move(said), state=state)


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Undo the latest step."""
    row = visible_referral(request, pk)

    def act(now: datetime) -> str:
        done = actions.take_back(referral=row, by=request.user, at=now)
        return _("Taken back. Now: %(state)s.") % {"state": shown.waited(done, today())}

    try_once(request, act)
    return redirect("network:referral", pk)


@require_POST
def make_link(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A link for the provider. Its address is shown this once: it is kept nowhere."""
    row = visible_referral(request, pk)
    form = LinkForm(request.POST)
    made: list[tuple[ReferralLink, str]] = []

    def act(now: datetime) -> str:
        sent_to = form.cleaned_data["sent_to"]
        link, secret = actions.make_link(referral=row, sent_to=sent_to, by=request.user, at=now)
        if sent_to:
            site = request.build_absolute_uri("/")
            send_referral_link.enqueue(link_id=link.pk, site=site)
            return _("A link is on its way to %(address)s.") % {"address": sent_to}
        made.append((link, secret))
        return _("The link is made. A link made before opens no more.")

    if not (form.is_valid() and _saved(request, form, act)):
        return referral_page(request, row, link=form, status=422)
    if not made:  # sent by letter, or a double click: the first one showed it
        return redirect("network:referral", pk)
    link, secret = made[0]
    address = request.build_absolute_uri(reverse("network:answer", args=[secret]))
    context = {"row": row, "case": row.case, "title": shown.to_what(row)}
    return render(request, "network/link.html", {**context, "link": link, "address": address})


@require_POST
def close_link(request: SignedInRequest, pk: int, link_pk: int) -> HttpResponseBase:
    """The link opens no more."""
    row = visible_referral(request, pk)
    link = get_object_or_404(ReferralLink, pk=link_pk, referral=row)

    def act(now: datetime) -> str:
        actions.revoke_link(link=link, by=request.user, at=now)
        return _("The link is closed.")

    try_once(request, act)
    return redirect("network:referral", pk)


def _mail_of(row: Referral) -> str:
    return row.provider.email or (row.service.email if row.service else "")


def _saved(request: SignedInRequest, form: Any, act: Callable[[datetime], str]) -> bool:
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

"""The provider's own page: no account, no script, one question, as little about the person as goes.

Whoever has the link may answer, so it says no more than the person agreed to, runs out, is counted
by network address, and is kept by no browser.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from caseway.agencies.languages import language_name
from caseway.agencies.models import Membership
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.signin.events import address
from caseway.kernel.throttle import Throttle
from caseway.network.actions import referrals as actions
from caseway.network.forms.referrals import StepForm
from caseway.network.models import Referral, ReferralLink
from caseway.network.needs import Need
from caseway.network.shown import referrals as shown
from caseway.rules.referrals.codes import RESULT_LABELS, STATE_LABELS, Actor, Move, Result, State
from caseway.rules.referrals.moves import moves_from

PER_MINUTE = 30
throttle = Throttle(PER_MINUTE)


@login_not_required
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What is asked, and the answer. A link that opens nothing says so and whom to call."""
    now = timezone.now()
    if wait := throttle.seconds_to_wait(address(request), now):
        return _private(_too_many(request, wait))
    link = actions.link_of(secret)
    if link is None or not actions.opens(link, now):
        page = {"by": link.made_by, "phone": phone_of(link)} if link else {}
        return _private(render(request, "network/answer_over.html", page, status=404))
    if request.method == "POST":
        return _private(_noted(request, link, secret, now))
    actions.note_opened(link=link, at=now)
    return _private(_page(request, link))


def _noted(
    request: HttpRequest, link: ReferralLink, secret: str, now: datetime
) -> HttpResponseBase:
    """Their answer, once. What was answered meanwhile is shown instead of answered twice."""
    form = _sent(request, link.referral)
    if form is None:
        return redirect("network:answer", secret)
    if not form.is_valid():
        return _page(request, link, form, status=422)
    try:
        actions.answer_by_link(
            link=link, move=form.move, given=form.given(), report=form.report(), at=now
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, link, form, status=422)
    return redirect("network:answer", secret)


def _sent(request: HttpRequest, row: Referral) -> StepForm | None:
    """The step they chose, if it follows and the page they answered was not yet another one."""
    state = State(row.state)
    following = {str(one): one for one in moves_from(state, actor=Actor.PARTNER)}
    said = request.POST.get("move", "")
    if said not in following or request.POST.get("state") != row.state:
        return None
    return StepForm(request.POST, move=Move(said), state=state, actor=Actor.PARTNER)


def _page(
    request: HttpRequest, link: ReferralLink, sent: StepForm | None = None, status: int = 200
) -> HttpResponse:
    row = link.referral
    state = State(row.state)
    moves = moves_from(state, actor=Actor.PARTNER)
    context = {
        "row": row,
        "state": _(STATE_LABELS[state]),
        "tone": shown.state_tone(row),
        "result": _(RESULT_LABELS[Result(row.result)]) if row.result else "",
        "need": Need(row.need).label,
        "who": _who(row),
        "closed": state is State.CLOSED,
        "moves": [_asked(move, row, sent) for move in moves],
        "steps": shown.steps(row.steps.filter(link=link).select_related("by")),
        "link": link,
        "phone": phone_of(link),
    }
    return render(request, "network/answer.html", context, status=status)


def _asked(move: Move, row: Referral, sent: StepForm | None) -> dict[str, Any]:
    mine = sent if sent and sent.move is move else None
    state = State(row.state)
    return {
        "form": mine or StepForm(move=move, state=state, actor=Actor.PARTNER),
        "code": str(move),
        "label": _theirs(move),
        "open": mine is not None,
    }


def _theirs(move: Move) -> str:
    """What a step is called from their side."""
    return {
        Move.ACCEPT: _("We can take them"),
        Move.WAITLIST: _("They are on our waiting list"),
        Move.DECLINE: _("We cannot take them"),
        Move.APPOINT: _("We have an appointment for them"),
        Move.ATTEND: _("They came"),
        Move.MISS: _("They did not come"),
        Move.START: _("They have begun with us"),
        Move.CLOSE: _("It is over with us"),
    }[move]


def _who(row: Referral) -> dict[str, Any]:
    """The least that lets them answer: initials, or what the person agreed to once they accepted.

    Of a closed referral nothing is told any more.
    """
    if row.state == State.CLOSED:
        return {}
    person = row.person or row.case.participant
    known = actions.knows_name(row)
    return {
        "name": person.name_used if known else initials(person.name_used),
        "household": row.person is None,
        "known": known,
        "language": language_name(person.language),
        "interpreter": person.needs_interpreter,
        "reach": row.reach_them if known else "",
        "message": row.message,
    }


def phone_of(link: ReferralLink) -> str:
    """Whom to call: the office of whoever made the link. One query."""
    posts = Membership.objects.filter(user=link.made_by, site=link.referral.site)
    return str(posts.order_by("-pk").values_list("agency__phone", flat=True).first() or "")


def initials(name: str) -> str:
    """ "Ana Rivera" as "A. R."."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word)


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    answered = render(request, "network/answer_wait.html", {"seconds": wait}, status=429)
    answered["Retry-After"] = str(wait)
    return answered


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

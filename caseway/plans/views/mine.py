"""The pages behind a link: read, sign, decline, ask for a change or for paper, keep a copy.

Without an account and without a script, on a phone of 320 pixels. Whoever opens a link tells the
date of birth first. A GET writes nothing.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.kernel.refusals import NotAllowed
from caseway.plans.actions import links, proposing, signing
from caseway.plans.actions.signing import OWN_PHONE, Act
from caseway.plans.forms.keeping import AnswerForm
from caseway.plans.forms.signing import AskForm, BornForm, DeclineForm, SignForm
from caseway.plans.models import (
    Proposal,
    ProposalState,
    Side,
    SignatureAct,
    SignedHow,
    SignerRole,
    SigningLink,
)
from caseway.plans.shown.disclosure import disclosure, intent
from caseway.plans.shown.document import LANGUAGES
from caseway.plans.shown.mine import since_signed, talk
from caseway.plans.views.throttle import slow_down
from caseway.plans.views.versions import as_file

COOKIE, COOKIE_SECONDS = "mine", 30 * 60
View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Finds the link of a token; a page for one that is unknown, closed or run out, all alike."""

    @login_not_required
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        if (waiting := slow_down(request)) is not None:
            return waiting
        link = links.find_link(token)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and link is not None:
            translation.activate(link.language)
            request.LANGUAGE_CODE = link.language
        if link is None or signing.why_not_use(link, timezone.now()):
            answer: HttpResponseBase = render(request, "plans/mine_gone.html", status=404)
        else:
            answer = view(request, token, link, **more)
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return opened


def unlocked(view: View) -> View:
    """Only for whoever told the date of birth within the last half hour."""

    def opened(
        request: HttpRequest, token: str, link: SigningLink, **more: Any
    ) -> HttpResponseBase:
        if not _is_open(request, link):
            return redirect("plans:mine", token)
        return view(request, token, link, **more)

    return by_link(opened)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def mine(request: HttpRequest, token: str, link: SigningLink) -> HttpResponseBase:
    """The plan, or first the question whose phone this is."""
    if request.method != "POST":
        if _is_open(request, link):
            return _page(request, token, link)
        return render(request, "plans/mine_open.html", {"form": BornForm(), "token": token})
    form = BornForm(request.POST)
    if form.is_valid():
        sentence = links.unlock(link=link, born=form.cleaned_data["born"], at=timezone.now())
        if sentence is None:
            return _open(redirect("plans:mine", token), token, link)
        form.add_error("born", sentence)
    context = {"form": form, "token": token}
    return render(request, "plans/mine_open.html", context, status=422)


@require_POST
@unlocked
def sign(request: HttpRequest, token: str, link: SigningLink) -> HttpResponseBase:
    """Sign with a typed name."""
    form = SignForm(request.POST, auto_id="sign_%s")
    if form.is_valid():
        kept = form.cleaned_data
        act = _act(
            SignatureAct.SIGNED,
            kept,
            typed_name=kept["typed_name"],
            copy=kept["copy"],
        )
        if _done(form, link, act):
            return redirect("plans:mine", token)
    return _page(request, token, link, sign_form=form, status=422)


@require_POST
@unlocked
def decline(request: HttpRequest, token: str, link: SigningLink) -> HttpResponseBase:
    """Not sign, and say why."""
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if form.is_valid():
        kept = form.cleaned_data
        if _done(form, link, _act(SignatureAct.DECLINED, kept, reason=kept["reason"])):
            return redirect("plans:mine", token)
    return _page(request, token, link, decline_form=form, status=422)


@require_POST
@unlocked
def on_paper(request: HttpRequest, token: str, link: SigningLink) -> HttpResponseBase:
    """Ask for paper instead: always open, also after having begun on the phone."""
    asked = link.version.signatures.filter(act=SignatureAct.PAPER, link=link)
    if not asked.exists():
        act = _act(SignatureAct.PAPER, {"helper_kind": "", "helper_name": ""})
        form = AskForm()
        _done(form, link, act)
    return redirect("plans:mine", token)


@require_POST
@unlocked
def ask(request: HttpRequest, token: str, link: SigningLink) -> HttpResponseBase:
    """Say what should be different."""
    form = AskForm(request.POST, auto_id="ask_%s")
    if form.is_valid():
        waiting = Proposal.objects.filter(
            plan=link.version.plan_id,
            side=Side.PARTICIPANT,
            state=ProposalState.OPEN,
            words=form.cleaned_data["words"].strip(),
        )
        if waiting.exists():  # sent twice
            return redirect("plans:mine", token)
        try:
            proposing.propose(
                plan=link.version.plan,
                side=Side.PARTICIPANT,
                words=form.cleaned_data["words"],
                why=form.cleaned_data["why"],
                by=None,
                link=link,
                at=timezone.now(),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("plans:mine", token)
    return _page(request, token, link, ask_form=form, status=422)


@require_POST
@unlocked
def reply(
    request: HttpRequest, token: str, link: SigningLink, proposal_pk: int
) -> HttpResponseBase:
    """Answer what the agency proposed."""
    row = Proposal.objects.filter(pk=proposal_pk, plan=link.version.plan_id).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST, auto_id=f"reply_{proposal_pk}_%s")
    if form.is_valid():
        try:
            proposing.answer(
                proposal=row,
                agreed=form.cleaned_data["agreed"],
                words=form.cleaned_data["words"],
                by=None,
                link=link,
                at=timezone.now(),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("plans:mine", token)
    return _page(request, token, link, reply_form=(proposal_pk, form), status=422)


@require_GET
@unlocked
def keep_copy(
    request: HttpRequest, token: str, link: SigningLink, language: str, ending: str
) -> HttpResponseBase:
    """Her copy, before signing and after, in either language."""
    return as_file(link.version, language, ending)


def _act(
    act: SignatureAct, kept: dict[str, Any], typed_name: str = "", reason: str = "", copy: str = ""
) -> Act:
    return Act(
        role=SignerRole.PARTICIPANT,
        act=act,
        method=SignedHow.LINK,
        language=_language(),
        identity=OWN_PHONE,
        helper_kind=kept["helper_kind"],
        helper_name=kept["helper_name"],
        typed_name=typed_name,
        reason=reason,
        copy=copy,
    )


def _done(form: Any, link: SigningLink, act: Act) -> bool:
    try:
        signing.act_by_link(link=link, act=act, at=timezone.now())
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _language() -> str:
    """The language of the page is that of the text on it."""
    active = translation.get_language() or LANGUAGES[0]
    return active if active in LANGUAGES else LANGUAGES[0]


def _page(
    request: HttpRequest,
    token: str,
    link: SigningLink,
    *,
    sign_form: Any = None,
    decline_form: Any = None,
    ask_form: Any = None,
    reply_form: tuple[int, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    version, now = link.version, timezone.now()
    text = version.texts.get(language=_language())
    acts = [row for row in version.signatures.all() if row.role == SignerRole.PARTICIPANT]
    context = {
        "token": token,
        "version": version,
        "body": mark_safe(bytes(text.body).decode("utf-8")),  # as in views/versions.py
        "acts": acts,
        "why_not": signing.why_not_sign(version, SignerRole.PARTICIPANT),
        "staff": version.signatures.filter(role=SignerRole.STAFF, act="signed").first(),
        "disclosure": disclosure(*signing.agency_of(version)),
        "intent": intent(),
        "sign_form": sign_form or SignForm(auto_id="sign_%s"),
        "decline_form": decline_form or DeclineForm(auto_id="decline_%s"),
        "ask_form": ask_form or AskForm(auto_id="ask_%s"),
        "opened": "decline" if decline_form else "ask" if ask_form else "",
        "proposals": talk(version.plan, reply_form),
        **since_signed(version),
        "languages": [
            (code, {"en": "English", "es": "Español"}.get(code, code)) for code in LANGUAGES
        ],
        "until": link.expires_at,
        "now": now,
    }
    return render(request, "plans/mine.html", context, status=status)


def _is_open(request: HttpRequest, link: SigningLink) -> bool:
    kept = request.get_signed_cookie(COOKIE, default="", salt=_salt(link), max_age=COOKIE_SECONDS)
    return kept == str(link.pk)


def _open(answer: HttpResponseBase, token: str, link: SigningLink) -> HttpResponseBase:
    answer.set_signed_cookie(
        COOKIE,
        str(link.pk),
        salt=_salt(link),
        max_age=COOKIE_SECONDS,
        path=reverse("plans:mine", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _salt(link: SigningLink) -> str:
    return f"plans.mine.{link.token_sha256}"

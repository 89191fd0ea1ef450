"""A version: offered, read, signed here or on paper, sent by link, copied."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.cases.views.common import first_errors, today, try_once
from caseway.documents.actions.receive import Paper, keep
from caseway.documents.models import DocumentKind
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.plans import access
from caseway.plans.actions import links, offering, signing
from caseway.plans.actions.signing import SIGNED_IN, WORKER_PRESENT, Act
from caseway.plans.forms.signing import HereForm, LinkForm, PaperForm
from caseway.plans.models import (
    PlanVersion,
    SignatureAct,
    SignedHow,
    SignerRole,
    SigningLink,
)
from caseway.plans.queries.page import content_in
from caseway.plans.shown.differences import changes_words
from caseway.plans.shown.disclosure import disclosure, intent
from caseway.plans.shown.document import LANGUAGES
from caseway.plans.shown.pdf import copy_html, pdf_of
from caseway.plans.shown.qr import qr_code
from caseway.plans.verifying import faults_of
from caseway.plans.views.found import saved, to_plan, visible_plan, visible_version
from caseway.plans.views.plan import about
from caseway.rules.plans.difference import difference

# Nothing in a copy may run or load, whatever a browser makes of it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_POST
def offer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Keep the plan as its next version, to be read and signed."""
    plan = visible_plan(request, pk)
    made: list[PlanVersion] = []

    def act(now: datetime) -> str:
        made.append(offering.offer(plan=plan, by=request.user, at=now))
        return _("Version %(n)s is ready to be read and signed.") % {"n": made[0].number}

    if try_once(request, act) and made:
        return redirect("plans:version", made[0].pk)
    return to_plan(pk)


@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A supervisor approves what the plan says now."""
    plan = visible_plan(request, pk)

    def act(now: datetime) -> str:
        note = request.POST.get("note", "")[:300]
        offering.approve(plan=plan, note=note, by=request.user, at=now)
        return _("Approved, word for word. It can be offered now.")

    try_once(request, act)
    return to_plan(pk)


@require_GET
def version(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version: the text, who signed, what changed, and whether it is still what was signed."""
    row = visible_version(request, pk)
    _read(request, row, Kind.OPENED)
    former = PlanVersion.objects.filter(plan=row.plan_id, number=row.number - 1).first()
    changes = difference(content_in(former), content_in(row)) if former else ()
    context = {
        **about(row.plan),
        **_text(request, row),
        "row": row,
        "former": former,
        "changes": changes_words(changes),
        "signatures": list(row.signatures.select_related("document", "by")),
        "links": list(row.links.select_related("made_by")[:5]),
        "now": timezone.now(),
        "whole": not faults_of(row.plan),
        "refusal": access.why_not_write(request.user, row.plan),
        "why_not": {
            role.value: signing.why_not_sign(row, role)
            for role in (SignerRole.PARTICIPANT, SignerRole.STAFF)
        },
        "link_form": LinkForm(initial={"language": _language_of(row)}),
    }
    return render(request, "plans/version.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Sign or decline on this screen. The text stands above what is signed."""
    row = visible_version(request, pk)
    role = "staff" if request.GET.get("as") == "staff" else "participant"
    start = {"role": role, "act": "signed", "copy": "paper"}
    if request.method != "POST":
        _read(request, row, Kind.OPENED)
        return _sign_page(request, row, HereForm(initial=start))
    access.require(access.why_not_write(request.user, row.plan))
    form = HereForm(request.POST)

    def act(now: datetime) -> str:
        kept = form.cleaned_data
        staff = kept["role"] == SignerRole.STAFF
        done = Act(
            role=SignerRole(kept["role"]),
            act=SignatureAct(kept["act"]),
            method=SignedHow.HERE,
            language=_chosen(request, row),
            identity=SIGNED_IN if staff else WORKER_PRESENT,
            typed_name=kept["typed_name"] if kept["act"] == SignatureAct.SIGNED else "",
            reason=kept["reason"],
            helper_kind=kept["helper_kind"],
            helper_name=kept["helper_name"],
            copy="" if staff else kept["copy"],
        )
        signing.act_here(version=row, act=done, by=request.user, at=now)
        return _("Signed.") if done.act == SignatureAct.SIGNED else _("Declined, with the reason.")

    if form.is_valid() and saved(request, form, act):
        return redirect("plans:version", pk)
    return _sign_page(request, row, form, status=422)


@require_http_methods(["GET", "POST"])
def paper(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Keep a plan that was signed by hand: who signed, and the scan."""
    row = visible_version(request, pk)
    start = {"role": "participant"}
    form = PaperForm(initial=start)
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, initial=start)

    def act(now: datetime) -> str:
        kept = form.cleaned_data
        file = kept["file"]
        scan = Paper(
            kind=DocumentKind.OTHER,
            content=file.read(),
            file_name=file.name or "",
            title=_("Signed plan, version %(n)s") % {"n": row.number},
        )
        received = keep(
            case=row.plan.case,
            paper=scan,
            by=request.user,
            today=today(),
            person=row.plan.person,
        )
        done = Act(
            role=SignerRole(kept["role"]),
            act=SignatureAct.SIGNED,
            method=SignedHow.PAPER,
            language=_chosen(request, row),
            identity=WORKER_PRESENT,
            typed_name=kept["typed_name"],
            helper_kind=kept["helper_kind"],
            helper_name=kept["helper_name"],
            copy="paper",
            document=received.document,
        )
        signing.act_here(version=row, act=done, by=request.user, at=now)
        return _("The paper is kept with the version.")

    if request.method == "POST":
        access.require(access.why_not_write(request.user, row.plan))
        if form.is_valid() and saved(request, form, act):
            return redirect("plans:version", pk)
    context = {
        **about(row.plan),
        "row": row,
        "form": form,
        "heading": _("Signed on paper"),
        "button": _("Keep the signed paper"),
        "multipart": True,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": access.why_not_write(request.user, row.plan),
        "back": reverse("plans:version", args=[pk]),
    }
    return render(request, "plans/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def link(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Make a link for the phone and show it this once; only its hash is kept."""
    row = visible_version(request, pk)
    form = LinkForm(request.POST)
    language = form.cleaned_data["language"] if form.is_valid() else _language_of(row)
    try:
        made = links.make_link(version=row, language=language, by=request.user, at=timezone.now())
    except NotAllowed as refusal:
        context = {**about(row.plan), "row": row, "sentence": str(refusal)}
        return render(request, "plans/link.html", context, status=422)
    url = request.build_absolute_uri(reverse("plans:mine", args=[made.token]))
    context = {
        **about(row.plan),
        "row": row,
        "link": made.link,
        "url": url,
        "qr": qr_code(url),
    }
    return render(request, "plans/link.html", context)


@require_POST
def close_link(request: SignedInRequest, pk: int, signing_pk: int) -> HttpResponseBase:
    """Close a link before it runs out."""
    row = visible_version(request, pk)
    found = SigningLink.objects.filter(version=row, pk=signing_pk).first()

    def act(now: datetime) -> str:
        if found is not None:
            links.close_link(link=found, by=request.user, at=now)
        return _("The link opens nothing any more.")

    try_once(request, act)
    return redirect("plans:version", pk)


@require_GET
def copy(request: SignedInRequest, pk: int, language: str, ending: str) -> HttpResponse:
    """The version to keep: a tagged PDF, or a page that needs nothing else."""
    row = visible_version(request, pk)
    _read(request, row, Kind.PRINTED)
    return as_file(row, language, ending)


def as_file(row: PlanVersion, language: str, ending: str) -> HttpResponse:
    """A version's copy as an answer. Where no PDF can be made, a page that says so."""
    if ending not in ("pdf", "html"):
        raise Http404
    language = language if language in LANGUAGES else LANGUAGES[0]
    name = f"{row.plan.case.number}-{row.plan.kind}-{row.number}-{language}.{ending}"
    if ending == "pdf":
        answer = HttpResponse(pdf_of(row, language), content_type="application/pdf")
    else:
        answer = HttpResponse(copy_html(row, language), content_type="text/html; charset=utf-8")
        answer["Content-Security-Policy"] = _POLICY
    disposition = content_disposition_header(ending == "html", name) or ""
    answer["Content-Disposition"] = disposition
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _read(request: SignedInRequest, row: PlanVersion, kind: Any) -> None:
    audit.read(kind, on=row, by=request.user, at=timezone.now(), case_id=row.plan.case_id)


def _language_of(row: PlanVersion) -> str:
    language: str = row.plan.person.language
    return language if language in LANGUAGES else LANGUAGES[0]


def _chosen(request: SignedInRequest, row: PlanVersion) -> str:
    """The language in which the text is read: chosen on the page, else the person's own."""
    asked = request.POST.get("text") or request.GET.get("text") or ""
    return asked if asked in LANGUAGES else _language_of(row)


def _text(request: SignedInRequest, row: PlanVersion) -> dict[str, Any]:
    language = _chosen(request, row)
    text = row.texts.get(language=language)
    return {
        # Made by our own template, from values that it escaped, and never changed since.
        "body": mark_safe(bytes(text.body).decode("utf-8")),
        "text": text,
        "languages": [
            (code, {"en": "English", "es": "Español"}.get(code, code)) for code in LANGUAGES
        ],
    }


def _sign_page(
    request: SignedInRequest, row: PlanVersion, form: HereForm, status: int = 200
) -> HttpResponse:
    context = {
        **about(row.plan),
        **_text(request, row),
        "row": row,
        "form": form,
        "disclosure": disclosure(*signing.agency_of(row)),
        "intent": intent(),
        "me_name": request.user.name,
        "refusal": access.why_not_write(request.user, row.plan),
    }
    return render(request, "plans/sign.html", context, status=status)

"""Making a referral: from the case to a service, or from a service to a case."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.cases.models import Case, ContactPoint, LastLook
from caseway.cases.queries.finding import find_people
from caseway.cases.views.common import save_once, today, visible_case
from caseway.cases.views.conflicts import conflict_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.network.actions import referrals as actions
from caseway.network.actions.referrals import Sent, Told
from caseway.network.forms.choosing import NeedForm, WhichCaseForm
from caseway.network.forms.referrals import ReferForm, ToldForm
from caseway.network.models import Place, Referral, Service
from caseway.network.needs import GUARDED, Need
from caseway.network.queries import finding
from caseway.network.reasons import Reason, keep, reasons_for
from caseway.network.shown import services as service_words
from caseway.network.shown.referrals import to_what
from caseway.network.views.finding import visible_service
from caseway.network.views.referrals.common import places_of, visible_referral, zip_code_of
from caseway.rules.referrals.codes import Shares

PER_PAGE = 25
RECENT = 8


@require_GET
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Services for a family, nearest to where they live first."""
    case = visible_case(request, pk)
    form = NeedForm(request.GET)
    form.is_valid()
    need = form.cleaned_data.get("need", "")
    near = zip_code_of(case)
    now = service_words.office_now()
    found = finding.find(request.user, finding.Asked(need=need, near=near), now)
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    rows = finding.in_full(page.object_list)
    ids = {one.place_id for row in rows for one in row.at_places.all()}
    places = Place.objects.visible_to(request.user).filter(pk__in=ids).order_by()
    seen = set(places.values_list("pk", flat=True))
    hours = finding.hours_of([row.pk for row in rows])
    context = {
        "case": case,
        "page": page,
        "lines": service_words.lines(
            rows,
            miles=found.miles,
            hours=hours,
            seen_places=seen,
            now=now,
        ),
        "need": need,
        "near": near,
        "follows": _follows(request, case),
        "filters": {
            "action": reverse("network:choose", args=[pk]),
            "fields": form,
            "hidden": [("follows", request.GET["follows"])] if request.GET.get("follows") else [],
        },
        "refusal": actions.why_not_refer(request.user, case),
    }
    return render(request, "network/choose.html", context)


@require_http_methods(["GET", "POST"])
def refer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The referral itself: for whom, why, what may be shared."""
    case = visible_case(request, pk)
    asked = request.GET.get("service", "")
    if not asked.isdecimal():
        return redirect("network:choose", pk)
    service = visible_service(request, int(asked))
    form = _refer_form(request, case, service)
    if request.method != "POST":
        return _refer_page(request, case, service, form)
    made: list[Referral] = []

    def act(now: datetime) -> str:
        row = actions.make_referral(
            case=case,
            sent=_sent(request, case, service, form),
            told=form.told(),
            by=request.user,
            at=now,
            send="later" not in request.POST,
        )
        if reason := form.reason_chosen():
            keep(row, reason, by=request.user, at=now)
        made.append(row)
        if row.sent_on:
            return _("Sent. It stays on the list until it is known what came of it.")
        if not row.consent and row.shares != Shares.NOTHING:
            return _("Kept. Ask them before anybody is told.")
        return _("Kept. It waits to be sent.")

    if form.is_valid() and _saved(request, form, act):
        return redirect("network:referral", made[0].pk) if made else redirect("network:case", pk)
    return _refer_page(request, case, service, form, status=422)


@require_GET
def refer_whom(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a service: whom to send there."""
    service = visible_service(request, pk)
    form = WhichCaseForm(request.GET)
    form.is_valid()
    said = form.cleaned_data.get("q", "").strip()
    context = {
        "service": service,
        "form": form,
        "said": said,
        "cases": _cases_named(request, said) if said else _recent(request),
    }
    return render(request, "network/refer_whom.html", context)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put right what is told and what the person agreed to. Two at once see both texts."""
    row = visible_referral(request, pk)
    if sentence := actions.why_not_refer(request.user, row.case):
        raise NotAllowed(sentence)
    names = (*Told.__dataclass_fields__, "version")
    start = {name: getattr(row, name) for name in names}
    form = ToldForm(request.POST if request.method == "POST" else None, initial=start)
    context: dict[str, Any] = {"row": row, "case": row.case, "form": form, "title": to_what(row)}
    if request.method != "POST":
        return render(request, "network/referral_form.html", context)

    def act(now: datetime) -> str:
        actions.change_referral(
            referral=row,
            told=form.told(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=now,
        )
        return _("Saved.")

    try:
        if form.is_valid() and _saved(request, form, act):
            return redirect("network:referral", pk)
    except StaleRecord as stale:
        at = reverse("network:change_referral", args=[pk])
        context["conflict"] = conflict_of(row, form, stale, at=at, show=_in_words(form))
        return render(request, "network/referral_form.html", context, status=409)
    return render(request, "network/referral_form.html", context, status=422)


def _in_words(form: ToldForm) -> Any:
    def words(name: str, value: Any) -> Any:
        choices = dict(getattr(form.fields[name], "choices", ()))
        return choices.get(value, value)

    return words


def _refer_form(request: SignedInRequest, case: Case, service: Service) -> ReferForm:
    needs = [one.need for one in service.needs.all()]
    wanted = request.GET.get("need", "")
    start: dict[str, Any] = {
        "person": case.participant_id,
        "need": wanted if wanted in needs else next(iter(needs), ""),
        "reach_them": _how_to_reach(case),
    }
    if former := _follows(request, case):
        start |= {
            name: getattr(former, name)
            for name in ("why", "barrier", "message", "urgency", "shares", "consent", "need")
        }
    reasons = reasons_for(request.user, case)
    start.setdefault("about", _about(request, reasons, start["need"]))
    return ReferForm(
        request.POST if request.method == "POST" else None,
        initial=start,
        people=actions.members_of(case, today()),
        needs=needs,
        places=places_of(request.user, service),
        reasons=reasons,
    )


def _about(request: SignedInRequest, reasons: list[Reason], need: str) -> str:
    """What was asked for in the address; else the one thing on record that is this very need."""
    asked = request.GET.get("about", "")
    if asked in {one.key for one in reasons}:
        return asked
    fitting = [one.key for one in reasons if one.need and one.need == need]
    return fitting[0] if len(fitting) == 1 else ""


def _how_to_reach(case: Case) -> str:
    """The number the person wants used first."""
    rows = ContactPoint.objects.filter(person=case.participant_id, ends_on=None)
    found = rows.exclude(kind="email").order_by("-is_preferred", "pk").first()
    return found.value if found else ""


def _follows(request: SignedInRequest, case: Case) -> Referral | None:
    """The referral that did not lead there, when another way is tried."""
    key = request.GET.get("follows", "")
    rows = Referral.objects.visible_to(request.user).filter(case=case)
    return rows.filter(pk=int(key)).first() if key.isdecimal() else None


def _sent(request: SignedInRequest, case: Case, service: Service, form: ReferForm) -> Sent:
    return Sent(
        provider=service.provider,
        service=service,
        place=form.cleaned_data.get("place"),
        need=Need(form.cleaned_data["need"]),
        person=form.person_chosen(),
        follows=_follows(request, case),
    )


def _refer_page(
    request: SignedInRequest, case: Case, service: Service, form: ReferForm, status: int = 200
) -> HttpResponse:
    needs = {one.need for one in service.needs.all()}
    context = {
        "case": case,
        "service": service,
        "form": form,
        "refusal": actions.why_not_refer(request.user, case),
        "agreed": bool(form["consent"].value()) or form["shares"].value() == Shares.NOTHING,
        "guarded": service.is_confidential
        or service.provider.is_confidential
        or bool(needs & set(GUARDED)),
    }
    return render(request, "network/refer.html", context, status=status)


def _cases_named(request: SignedInRequest, said: str) -> list[Case]:
    """Open cases by number, or of people whose name resembles what was typed."""
    seen = Case.objects.visible_to(request.user).open().select_related("participant")
    by_number = list(seen.filter(number__iexact=said)[:1])
    if by_number:
        return by_number
    named = [one.case.pk for one in find_people(request.user, said) if one.case]
    found = seen.in_bulk(named)
    return [found[pk] for pk in named if pk in found]


def _recent(request: SignedInRequest) -> list[Case]:
    """Those she looked at last."""
    looked = LastLook.objects.filter(user=request.user).order_by("-looked_at", "-pk")
    ids = list(looked.values_list("case_id", flat=True)[:RECENT])
    seen = Case.objects.visible_to(request.user).open().select_related("participant").in_bulk(ids)
    return [seen[pk] for pk in ids if pk in seen]


def _saved(request: SignedInRequest, form: Any, act: Any) -> bool:
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

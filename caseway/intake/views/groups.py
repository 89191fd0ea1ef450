"""Group sessions: the list, one session with who is invited and who came."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.languages import language_name
from caseway.agencies.models import Region
from caseway.cases.models import Case
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views.common import first_errors, try_once, visible_case
from caseway.intake.actions import groups as acts
from caseway.intake.forms.groups import CancelForm, SessionForm
from caseway.intake.models import Came, GroupSession
from caseway.intake.queries import groups as asking
from caseway.intake.views.first_contacts import regions_of
from caseway.intake.views.ways_in import saved
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def sessions(request: SignedInRequest) -> HttpResponseBase:
    """Sessions ahead and held. A POST plans another."""
    regions = [one for one in regions_of(request) if not acts.why_not_plan(request.user, one)]
    form = _form(request, regions)
    if request.method == "POST":
        if not regions:
            raise NotAllowed(_refusal(request))
        made: list[GroupSession] = []

        def act(now: datetime) -> str:
            region, planned = form.cleaned_data["region"], form.planned()
            made.append(acts.plan_session(region=region, planned=planned, by=request.user, at=now))
            return _("Planned. Invite people now, or from their cases.")

        if form.is_valid() and saved(request, form, act):
            return redirect("intake:group", made[0].pk) if made else redirect("intake:groups")
    held = request.GET.get("held") == "1"
    rows = asking.sessions(request.user, timezone.now(), held=held)
    context = {
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "may_plan": bool(regions),
        "held": held,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "intake/groups.html", context, status=422 if form.errors else 200)


@require_GET
def session(request: SignedInRequest, pk: int) -> HttpResponse:
    """One session: who is invited, who came."""
    return _page(request, visible_session(request, pk))


@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Invite the participants of the cases ticked, or of the case whose number was typed."""
    row = visible_session(request, pk)
    seen = Case.objects.visible_to(request.user).select_related("participant", "site", "region")
    ticked = [int(key) for key in request.POST.getlist("case") if key.isdecimal() and len(key) < 19]
    cases = list(seen.filter(pk__in=ticked).order_by("pk"))
    if number := request.POST.get("number", "").strip():
        cases += list(seen.filter(site=row.site_id, number__iexact=number)[:1])

    def act(now: datetime) -> str:
        if not cases:
            raise NotAllowed(_("Tick somebody, or enter the number of an open case."))
        for case in cases:
            acts.invite(session=row, case=case, person=case.participant, by=request.user, at=now)
        said = ngettext("%(n)d person is invited.", "%(n)d people are invited.", len(cases))
        return said % {"n": len(cases)}

    try_once(request, act)
    return redirect("intake:group", pk)


@require_POST
def attendance(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Who came, all at once. Pressing "Everybody came" notes it of whoever is not noted yet."""
    row = visible_session(request, pk)
    seats = asking.seats_of(request.user, row)
    if "everybody" in request.POST:
        came = {seat.pk: Came.CAME for seat in seats if not seat.came}
    else:
        sent = {seat.pk: request.POST.get(f"came-{seat.pk}", "") for seat in seats}
        came = {pk: Came(value) for pk, value in sent.items() if value in Came.values}

    def act(now: datetime) -> str:
        changed = acts.take_attendance(session=row, came=came, by=request.user, at=now)
        said = ngettext(
            "Noted for %(n)d person. It stands in the case log.",
            "Noted for %(n)d people. It stands in the log of each case.",
            changed,
        )
        return said % {"n": changed}

    try_once(request, act)
    return redirect("intake:group", pk)


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """It does not take place."""
    row = visible_session(request, pk)
    form = CancelForm(request.POST)

    def act(now: datetime) -> str:
        acts.cancel_session(session=row, why=form.cleaned_data["why"], by=request.user, at=now)
        return _("Cancelled. A task on each case says who is to be told.")

    if form.is_valid() and saved(request, form, act):
        return redirect("intake:group", pk)
    return _page(request, row, form, status=422)


@require_POST
def invite_from_case(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """From a case: invite its participant to a session ahead."""
    case = visible_case(request, pk)
    key = request.POST.get("session", "")
    rows = GroupSession.objects.visible_to(request.user)
    row = get_object_or_404(rows, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)

    def act(now: datetime) -> str:
        acts.invite(session=row, case=case, person=case.participant, by=request.user, at=now)
        return _("Invited.")

    try_once(request, act)
    return redirect("intake:case", pk)


def visible_session(request: SignedInRequest, pk: int) -> GroupSession:
    """One that she may see. Raises Http404 otherwise."""
    rows = GroupSession.objects.visible_to(request.user)
    found: GroupSession = get_object_or_404(
        rows.select_related("region", "agency", "led_by", "site"), pk=pk
    )
    return found


def _page(
    request: SignedInRequest, row: GroupSession, form: CancelForm | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    audit.read(Kind.OPENED, on=row, by=request.user, at=now)
    refusal = acts.why_not_run(request.user, row)
    seats = asking.seats_of(request.user, row)
    context = {
        "row": row,
        "language": language_name(row.language),
        "seats": seats,
        "invited": row.invitations.count(),
        "came": sum(seat.came == Came.CAME for seat in seats),
        "states": Came.choices,
        "refusal": refusal,
        "may_change": not refusal and not acts.why_not_change(row),
        "may_mark": not refusal and not row.cancelled_at and now >= row.starts_at - acts.EARLY,
        "may_invite": not refusal and not row.cancelled_at and now <= row.starts_at,
        "could": asking.could_invite(request.user, row),
        "cancel": form or CancelForm(),
        "errors": first_errors(form) if form else [],
    }
    return render(request, "intake/group.html", context, status=status)


def _form(request: SignedInRequest, regions: list[Region]) -> SessionForm:
    queryset = Region.objects.filter(pk__in=[one.pk for one in regions]).order_by("site", "name")
    often = often_spoken([region.site_id for region in regions])
    start: dict[str, Any] = {"language": "en", "minutes": 60}
    sent = request.POST if request.method == "POST" else None
    return SessionForm(sent, regions=queryset, often=often, initial=start)


def _refusal(request: SignedInRequest) -> str:
    regions = regions_of(request)
    sentence = acts.why_not_plan(request.user, regions[0]) if regions else None
    return sentence or _("You hold no post at this site. Ask its administrator.")

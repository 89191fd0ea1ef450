"""First contacts, steps of a way in, papers, and where people wait."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.functions import function_name
from caseway.agencies.models import Region
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases.access import why_not
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views.common import first_errors, save_once, today, try_once, visible_case
from caseway.intake import access
from caseway.intake.actions import ways_in as acts
from caseway.intake.forms.ways_in import BeginForm, FirstContactForm, StepForm
from caseway.intake.models import (
    AskedPaper,
    Diversion,
    DiversionOutcome,
    FirstContact,
    RightProgram,
    StepResult,
    WayIn,
    WayInStep,
)
from caseway.intake.queries.case import open_contacts
from caseway.intake.queries.waiting import waiting, waiting_at
from caseway.intake.shown import ways_in as shown
from caseway.intake.views.found import visible_first_contact
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.rules.functions.flows import STEP_LABELS

PER_PAGE = 25


@require_GET
def waiting_page(request: SignedInRequest) -> HttpResponse:
    """Where people wait on their way in: how many at each step, and since when."""
    on = today()
    rows = waiting(request.user, on)
    chosen = _chosen(request)
    context: dict[str, Any] = {
        "on": on,
        "rows": [{"one": one, "name": shown.step_name(one.code)} for one in rows],
        "sites": len({one.site_id for one in rows}),
        "total": sum(one.count for one in rows),
        "chosen": None,
    }
    if chosen:
        site_id, code = chosen
        listed = waiting_at(request.user, site_id, code)
        page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "chosen": shown.step_name(code),
            "page": page,
            "cases": [
                {
                    "step": step,
                    "days": (on - timezone.localdate(step.begins_at)).days,
                    "late": step.due_on < on,
                    "function": function_name(step.function),
                }
                for step in page.object_list
            ],
        }
    return render(request, "intake/waiting.html", context)


@require_http_methods(["GET", "POST"])
def first_contacts(request: SignedInRequest) -> HttpResponseBase:
    """Who came and has no case yet. A POST writes another down."""
    regions = _regions(request)
    refusal = _why_not_any(request, regions)
    start = {"program": RightProgram.HERE, "wants_tanf": True, "language": "en"}
    often = often_spoken([region.site_id for region in regions])
    queryset = Region.objects.filter(pk__in=[one.pk for one in regions]).order_by("site", "name")
    sent = request.POST if request.method == "POST" else None
    form = FirstContactForm(sent, regions=queryset, often=often, initial=start)
    if sent is not None:
        if refusal:
            raise NotAllowed(refusal)
        made: list[FirstContact] = []

        def act(now: datetime) -> str:
            made.append(
                acts.take_first_contact(
                    region=form.cleaned_data["region"],
                    told=form.told(),
                    by=request.user,
                    at=now,
                )
            )
            return _("Written down.")

        if form.is_valid() and _saved(request, form, act):
            if made:
                return redirect("intake:first_contact", made[0].pk)
            return redirect("intake:first_contacts")
    rows = FirstContact.objects.visible_to(request.user).filter(case=None)
    page = Paginator(
        rows.select_related("by", "site", "region").order_by("-at", "-pk"), PER_PAGE
    ).get_page(request.GET.get("page"))
    audit.read(Kind.SEARCHED, on=FirstContact, by=request.user, at=timezone.now(), hits=len(page))
    context = {
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": refusal,
        "page": page,
        "contacts": [_told(one) for one in page.object_list],
    }
    status = 422 if form.errors else 200
    return render(request, "intake/first_contacts.html", context, status=status)


@require_http_methods(["GET", "POST"])
def first_contact(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One first contact: what was said, and the next step from here. A POST puts it right."""
    row = visible_first_contact(request, pk)
    regions = Region.objects.filter(pk=row.region_id)
    refusal = access.why_not_first_contact(request.user, row.region)
    form = FirstContactForm(request.POST or None, regions=regions, initial=_start(row))
    if request.method == "POST":
        if refusal:
            raise NotAllowed(refusal)

        def act(_now: datetime) -> str:
            acts.change_first_contact(contact=row, told=form.told(), by=request.user)
            return _("Saved.")

        if form.is_valid() and _saved(request, form, act):
            return redirect("intake:first_contact", pk)
    else:
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
    context = {
        "contact": _told(row),
        "row": row,
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": refusal,
    }
    status = 422 if form.errors else 200
    return render(request, "intake/first_contact.html", context, status=status)


@require_POST
def begin(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Put a case on its way in."""
    case = visible_case(request, pk)
    form = BeginForm(request.POST, contacts=open_contacts(request.user, case))
    form.is_valid()

    def act(now: datetime) -> str:
        acts.begin_way_in(
            case=case,
            wanted=form.wanted(),
            contact=form.cleaned_data.get("contact"),
            by=request.user,
            at=now,
        )
        return _("On the way in. Each step says whose turn it is.")

    try_once(request, act)
    return redirect("intake:case", pk)


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """End one step of a way in."""
    rows = WayInStep.objects.visible_to(request.user)
    row = get_object_or_404(
        rows.select_related(
            "case__participant", "case__site", "case__region", "case__program", "way_in"
        ),
        pk=pk,
    )
    results = acts.results_of(acts.flow_step(row))
    form = StepForm(request.POST or None, results=results)
    if request.method == "POST" and form.is_valid():

        def act(now: datetime) -> str:
            acts.end_step(
                step=row,
                result=StepResult(form.cleaned_data["result"]),
                note=form.cleaned_data["note"],
                by=request.user,
                at=now,
            )
            return _("%(step)s: done.") % {"step": shown.step_name(row.code)}

        if _saved(request, form, act):
            return redirect("intake:case", row.case_id)
    context = {
        "case": row.case,
        "step": row,
        "name": shown.step_name(row.code),
        "function": function_name(row.function),
        "days": (today() - timezone.localdate(row.begins_at)).days,
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": "" if row.ends_at else acts.why_not_end(row, request.user),
    }
    return render(request, "intake/step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def papers(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The checklist of papers. A POST keeps all of it as it was ticked."""
    case = visible_case(request, pk)
    way_in = get_object_or_404(WayIn.objects.select_related("case"), case=case)
    if not way_in.papers.exists():
        raise Http404
    refusal = why_not(request.user, Act.EDIT_PERSON, case)
    if request.method == "POST":
        if refusal:
            raise NotAllowed(refusal)

        def act(now: datetime) -> str:
            for paper in way_in.papers.select_related("way_in__case").order_by("pk"):
                _mark(request, paper, now)
            left = shown.missing(way_in)
            if left:
                return _("Saved. Still missing: %(n)d.") % {"n": left}
            return _("Saved. The checklist is complete.")

        if try_once(request, act):
            return redirect("intake:papers", pk)
    context = {
        "case": case,
        "papers": shown.papers(way_in),
        "missing": shown.missing(way_in),
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/papers.html", context, status=status)


def _mark(request: SignedInRequest, paper: AskedPaper, now: datetime) -> None:
    here = f"here-{paper.code}" in request.POST
    waived = "" if here else request.POST.get(f"waived-{paper.code}", "").strip()
    if (here, waived) == (paper.is_here, paper.waived_because):
        return
    acts.mark_paper(paper=paper, is_here=here, waived_because=waived, by=request.user, at=now)


def _saved(request: SignedInRequest, form: Any, act: Any) -> bool:
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _chosen(request: SignedInRequest) -> tuple[int, str] | None:
    site, code = request.GET.get("site", ""), request.GET.get("step", "")
    if code not in STEP_LABELS or not (site.isdecimal() and len(site) < 19):
        return None
    return int(site), code


def _regions(request: SignedInRequest) -> list[Region]:
    """The offices at which she sits."""
    posts = standing_of(request.user).case_posts
    rows = Region.objects.filter(site__in={post.site_id for post in posts}).order_by("pk")
    return [
        row
        for row in rows.select_related("site")
        if any(post.covers(site_id=row.site_id, region_id=row.pk) for post in posts)
    ]


def _why_not_any(request: SignedInRequest, regions: list[Region]) -> str | None:
    """Why she takes first contacts nowhere; None when she does somewhere."""
    if not regions:
        return _("You hold no post at this site. Ask its administrator.")
    found = [access.why_not_first_contact(request.user, region) for region in regions]
    return None if None in found else found[0]


def _start(row: FirstContact) -> dict[str, Any]:
    return {
        "region": row.region_id,
        "name": row.unseal("name"),
        "phone": row.unseal("phone") or "",
        "words": row.unseal("words") or "",
        "language": row.language,
        "wants_tanf": row.wants_tanf,
        "wants_snap": row.wants_snap,
        "wants_medicaid": row.wants_medicaid,
        "wants_child_care": row.wants_child_care,
        "program": row.program,
        "diversion": row.diversion.split(",") if row.diversion else [],
        "outcome": row.outcome,
        "diversion_words": row.diversion_words,
        "next_words": row.next_words,
    }


def _told(row: FirstContact) -> dict[str, Any]:
    """A first contact in words."""
    return {
        "pk": row.pk,
        "name": row.unseal("name"),
        "phone": row.unseal("phone") or "",
        "words": row.unseal("words") or "",
        "language": row.language,
        "came_for": shown.came_for(row),
        "program": RightProgram(row.program).label,
        "opens_case": row.program in (RightProgram.HERE, RightProgram.NOT_SURE)
        and row.outcome != DiversionOutcome.TAKEN,
        "diversion": [Diversion(one).label for one in row.diversion.split(",") if one],
        "discussed": bool(row.outcome),
        "outcome": DiversionOutcome(row.outcome).label,
        "diversion_words": row.diversion_words,
        "next_words": row.next_words,
        "by": row.by.name,
        "at": row.at,
        "region": row.region.name,
        "site": row.site.name,
        "case_id": row.case_id,
        "site_id": row.site_id,
    }

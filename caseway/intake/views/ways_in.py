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
from caseway.agencies.policy import Act
from caseway.cases.access import why_not
from caseway.cases.views.common import first_errors, save_once, today, try_once, visible_case
from caseway.intake.actions import ways_in as acts
from caseway.intake.forms.ways_in import BeginForm, StepForm
from caseway.intake.models import (
    AskedPaper,
    StepResult,
    WayIn,
    WayInStep,
)
from caseway.intake.queries.case import open_contacts
from caseway.intake.queries.waiting import waiting, waiting_at
from caseway.intake.shown import ways_in as shown
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
    lacks = None if row.ends_at else acts.lacking_of(row)
    results = acts.results_now(row, lacks)
    form = StepForm(request.POST or None, results=results, why=lacks is not None)
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

        if saved(request, form, act):
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
        "lacks": shown.lacks_words(lacks),
        "can_end": bool(results),
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


def saved(request: SignedInRequest, form: Any, act: Any) -> bool:
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

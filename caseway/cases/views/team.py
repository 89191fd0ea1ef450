"""Who works on a case: giving a part to a worker, leaving it vacant, naming the lead."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.functions import function_name
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases import access
from caseway.cases.actions import assignments
from caseway.cases.bar import bar
from caseway.cases.forms.changes import PartForm, VacateForm
from caseway.cases.models import Assignment, Case, Part
from caseway.cases.views.assigning import Assigning, parts_held_here
from caseway.cases.views.common import first_errors, today, try_once, visible_case
from caseway.kernel.requests import SignedInRequest
from caseway.rules.functions import Part as RulePart
from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.labels import PART_WORDS

ACTS = (Act.ASSIGN, Act.HAND_OFF, Act.MOVE_REGION, Act.CLOSE_CASE, Act.TAKE_FROM_POOL)


@require_GET
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody who has or had a part, and what the reader may change, or why she may not."""
    return _team_page(request, visible_case(request, pk))


def _team_page(
    request: SignedInRequest, case: Case, vacating: dict[int, VacateForm] | None = None
) -> HttpResponse:
    """The page; `vacating` holds the form that was refused, by the part it is about."""
    rows = case.assignments.select_related("agency", "staff").order_by(
        "-is_lead", "starts_on", "pk"
    )
    mine = standing_of(request.user).agency_ids
    refusals = {str(act): access.why_not(request.user, act, case) for act in ACTS}
    parts = [_shown(row) for row in rows if row.ends_on is None]
    for one in parts:
        row = one["row"]
        free = row.staff_id is None and row.agency_id in mine
        one["can_take"] = free and refusals[Act.TAKE_FROM_POOL] is None
        one["vacating"] = (vacating or {}).get(row.pk) or VacateForm(auto_id=f"{row.pk}_%s")
    context = {
        "case": case,
        "identity": bar(request.user, case, "team"),
        "parts": parts,
        "past": [_shown(row) for row in rows if row.ends_on is not None],
        "refusals": refusals,
        "closed": case.closed_on is not None,
    }
    return render(request, "cases/team/team.html", context, status=422 if vacating else 200)


@require_http_methods(["GET", "POST"])
def assign(request: SignedInRequest, pk: int, assignment_pk: int) -> HttpResponseBase:
    """Give one part to another worker or back to the queue."""
    case = visible_case(request, pk)
    access.require(request.user, Act.ASSIGN, case)
    row = get_object_or_404(_open_parts(case), pk=assignment_pk)
    return _choose(request, Assigning(request, case, Part(row.part), row.function, before=row))


@require_http_methods(["GET", "POST"])
def add_part(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Another part on the case: which one first, then who."""
    case = visible_case(request, pk)
    access.require(request.user, Act.ASSIGN, case)
    sent = request.POST if request.method == "POST" else request.GET
    taken = set(_open_parts(case).values_list("part", flat=True))
    held_here = parts_held_here(request.user, case)
    form = PartForm(sent if "part" in sent else None, open_parts=taken, held_here=held_here)
    if not form.is_bound or not form.is_valid():
        context = {
            "case": case,
            "form": form,
            "nobody": not form.fields["part"].choices,  # type: ignore[attr-defined]
            "errors": first_errors(form) if form.is_bound else [],
        }
        status = 422 if form.is_bound else 200
        return render(request, "cases/team/add.html", context, status=status)
    kept = form.cleaned_data
    return _choose(request, Assigning(request, case, Part(kept["part"]), kept["function"]))


@require_POST
def vacate(request: SignedInRequest, pk: int, assignment_pk: int) -> HttpResponseBase:
    """End a worker's part; it stays open in the agency's queue."""
    case = visible_case(request, pk)
    row = get_object_or_404(_open_parts(case), pk=assignment_pk)
    form = VacateForm(request.POST, auto_id=f"{row.pk}_%s")
    if not form.is_valid():
        return _team_page(request, case, {row.pk: form})

    def act(now: datetime) -> str:
        reason = form.cleaned_data["reason"]
        assignments.vacate(assignment=row, by=request.user, on=today(), reason=reason)
        return _(
            "Vacant from today. The part waits in the agency’s queue, where it stays in sight."
        )

    try_once(request, act)
    return redirect("cases:team", pk)


@require_POST
def make_lead(request: SignedInRequest, pk: int, assignment_pk: int) -> HttpResponseBase:
    """Give the lead to this part. There is always exactly one."""
    case = visible_case(request, pk)
    row = get_object_or_404(_open_parts(case), pk=assignment_pk)

    def act(now: datetime) -> str:
        assignments.make_lead(assignment=row, by=request.user)
        return _("Saved. This part leads the case from now on.")

    try_once(request, act)
    return redirect("cases:team", pk)


def _choose(request: SignedInRequest, assigning: Assigning) -> HttpResponseBase:
    """Draw the choice of workers, or carry it out."""
    if request.method == "POST" and assigning.is_done():
        seen = Case.objects.visible_to(request.user).filter(pk=assigning.case.pk)
        return (
            redirect("cases:team", assigning.case.pk) if seen.exists() else redirect("desk:today")
        )
    context: dict[str, Any] = {
        "case": assigning.case,
        "assigning": assigning,
        "form": assigning.form,
        "errors": first_errors(assigning.form) if assigning.form.is_bound else [],
    }
    status = 422 if assigning.form.is_bound else 200
    return render(request, "cases/team/assign.html", context, status=status)


def _open_parts(case: Case) -> Any:
    if case.closed_on is not None:
        raise Http404
    return case.assignments.filter(ends_on=None).select_related("agency", "staff", "case")


def _shown(row: Assignment) -> dict[str, Any]:
    function = function_name(FunctionCode(row.function)) if row.function else ""
    return {
        "row": row,
        "part": part_name(row),
        "part_word": _site_title(row) or _(PART_WORDS[RulePart(row.part)]),
        "function": function,
        "can_take": False,
    }


def part_name(row: Assignment) -> str:
    """The part in the site's own words where it has some."""
    return _site_title(row) or str(Part(row.part).label)


def _site_title(row: Assignment) -> str:
    titles = {
        Part.PUBLIC_WORKER: row.case.site.public_worker_title,
        Part.CONTRACTOR_WORKER: row.case.site.contractor_worker_title,
    }
    return titles.get(Part(row.part), "")

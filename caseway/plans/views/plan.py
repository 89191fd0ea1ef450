"""The plans of a case, one plan, beginning it, its words, its end."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.cases.bar import bar
from caseway.cases.models import Case
from caseway.cases.views.common import as_typed, today, visible_case
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.plans import access
from caseway.plans.actions import writing
from caseway.plans.facts.kept import in_force
from caseway.plans.forms.keeping import EndForm
from caseway.plans.forms.writing import BeginForm, WordsForm
from caseway.plans.models import Plan, PlanKind, StepState
from caseway.plans.queries.page import plan_page, plans_of
from caseway.plans.queries.told import strengths_of, told_before
from caseway.plans.shown import terms
from caseway.plans.shown.next import next_step
from caseway.plans.shown.page import local_name, shown_plan
from caseway.plans.shown.told import offers, taken
from caseway.plans.views.found import saved, to_plan, visible_plan


@require_GET
def case_plans(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every plan of a case, and which may be begun."""
    case = visible_case(request, pk)
    audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=case.pk)
    plans = plans_of(case.pk, request.user)
    agreed = in_force([plan.pk for plan in plans])
    kinds = access.kinds_she_writes(request.user, case)
    context = {
        "case": case,
        "identity": bar(request.user, case, "plans"),
        "plans": [
            {
                "row": plan,
                "title": terms.plan_title(plan.kind, local_name(plan)),
                "versions": len(plan.versions.all()),
                "agreed": agreed.get(plan.pk),
            }
            for plan in plans
        ],
        "may_begin": bool(kinds),
        "refusal": "" if kinds else access.why_not_begin(request.user, case, PlanKind.EP),
    }
    return render(request, "plans/case.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Begin a plan with the person's own words."""
    case = visible_case(request, pk)
    kinds = access.kinds_she_writes(request.user, case)
    # What was told in the interview stands beside the form.
    audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=case.pk)
    if request.method != "POST":
        start = {"person": case.participant_id, "kind": kinds[0].value if kinds else ""}
        return _begin_page(request, case, BeginForm(initial=start, kinds=kinds, case=case))
    access.require("" if kinds else access.why_not_begin(request.user, case, PlanKind.EP))
    form = BeginForm(request.POST, kinds=kinds, case=case)
    if key := request.POST.get("take", ""):
        return _begin_page(request, case, as_typed(form), take=key)
    made: list[Plan] = []

    def act(_now: datetime) -> str:
        made.append(
            writing.begin_plan(
                case=case,
                person=form.cleaned_data["person"],
                kind=PlanKind(form.cleaned_data["kind"]),
                words=form.words(),
                by=request.user,
                on=today(),
            )
        )
        return _("The plan is begun. Write the first goal in their words.")

    if form.is_valid() and saved(request, form, act):
        return to_plan(made[0].pk) if made else redirect("plans:case", pk)
    return _begin_page(request, case, form, status=422)


@require_GET
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """One plan: their words, goals and steps, hours, promises, versions, talk."""
    row = visible_plan(request, pk)
    audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
    return draw(request, row)


@require_http_methods(["GET", "POST"])
def words(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """What the person says first. Two people at once: the second sees both texts."""
    row = visible_plan(request, pk)
    if request.method != "POST":
        return _words_page(request, row, WordsForm(initial=WordsForm.start(row)))
    access.require(access.why_not_write(request.user, row))
    form = WordsForm(request.POST)

    def act(_now: datetime) -> str:
        writing.change_words(
            plan=row,
            words=form.words(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return to_plan(pk)
    except StaleRecord as stale:
        at = reverse("plans:words", args=[pk])
        both = conflict_of(row, form, _hours(stale), at=at, show=shown)
        return _words_page(request, row, form, conflict=both, status=409)
    return _words_page(request, row, form, status=422)


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """End a plan. What was signed stays readable."""
    row = visible_plan(request, pk)
    form = EndForm(request.POST or None, initial=EndForm.start(today()))

    def act(_now: datetime) -> str:
        writing.end_plan(
            plan=row,
            reason=form.cleaned_data["reason"],
            by=request.user,
            on=form.cleaned_data["on"],
        )
        return _("The plan has ended. What was signed stays.")

    if request.method == "POST":
        access.require(access.why_not_write(request.user, row))
        if form.is_valid() and saved(request, form, act):
            return to_plan(pk)
    context = {
        **about(row),
        "form": form,
        "heading": _("End this plan"),
        "button": _("End the plan"),
        "refusal": access.why_not_write(request.user, row),
        "back": reverse("plans:plan", args=[pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/form.html", context, status=status)


def draw(
    request: SignedInRequest, row: Plan, *, sent: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A plan's page. `sent`: a form of it that came back, with where it belongs."""
    page = plan_page(row, request.user, today())
    refusal = access.why_not_write(request.user, row)
    meet_refusal = access.why_not_meet(request.user, row)
    context = {
        **about(row),
        **shown_plan(page, today()),
        "page": page,
        "next": next_step(page, may_write=not refusal, may_meet=not meet_refusal),
        "refusal": refusal,
        "meet_refusal": meet_refusal,
        "approve_refusal": access.why_not_approve(request.user, row),
        "step_states": StepState.choices,
        "today": today(),
        "sent": sent,
    }
    return render(request, "plans/plan.html", context, status=status)


def about(row: Plan) -> dict[str, Any]:
    """What every page of a plan says at its head."""
    return {
        "plan": row,
        "case": row.case,
        "title": terms.plan_title(row.kind, local_name(row)),
    }


def _hours(stale: StaleRecord) -> StaleRecord:
    """Stored values under the names, and in the units, in which the form asks for them."""

    def typed(values: dict[str, Any] | None) -> dict[str, Any] | None:
        if values is None:
            return None
        minutes = values.get("aim_minutes")
        rest = {name: value for name, value in values.items() if name != "aim_minutes"}
        return {**rest, "aim_hours": f"{minutes / 60:g}" if minutes else ""}

    return StaleRecord(typed(stale.theirs), typed(stale.mine) or {}, stale.current)


def _begin_page(
    request: SignedInRequest, case: Case, form: Any, status: int = 200, take: str = ""
) -> HttpResponse:
    """The form, with what was told before beside it. `take`: what is to be put into it now."""
    kinds = access.kinds_she_writes(request.user, case)
    refusal = "" if kinds else access.why_not_begin(request.user, case, PlanKind.EP)
    strengths, told = strengths_of(case), told_before(request.user, case)
    source = form.data if form.is_bound else form.initial
    typed = {name: source.get(name) or "" for name in ("can_do", "family_words")}
    if take:
        typed = taken(take, strengths, told, typed)
        form.initial |= typed
    context = {
        "case": case,
        "form": form,
        "refusal": refusal,
        **offers(strengths, told, typed),
    }
    return render(request, "plans/begin.html", context, status=status)


def _words_page(
    request: SignedInRequest,
    row: Plan,
    form: Any,
    *,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **about(row),
        "form": form,
        "conflict": conflict,
        "heading": _("In their words"),
        "button": _("Save"),
        "refusal": access.why_not_write(request.user, row),
        "back": reverse("plans:plan", args=[row.pk]),
    }
    return render(request, "plans/form.html", context, status=status)

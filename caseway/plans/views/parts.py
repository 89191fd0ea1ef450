"""Goals, steps, supports and duties: added, changed, taken out and put back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.views.common import today, try_once
from caseway.cases.views.conflicts import conflict_of, shown
from caseway.intake.models import Barrier
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.plans import access
from caseway.plans.actions import writing
from caseway.plans.forms.fields import ramp_text
from caseway.plans.forms.writing import DutyForm, GoalForm, StepForm, SupportForm
from caseway.plans.models import Duty, Goal, Plan, Step, Support
from caseway.plans.queries.page import check_of, more_options
from caseway.plans.shown import terms
from caseway.plans.shown.check import check_words
from caseway.plans.shown.menu import options_for
from caseway.plans.views.found import saved, to_plan, visible_part, visible_plan
from caseway.plans.views.plan import about
from caseway.rules.plans.check import Planned


@dataclass(frozen=True)
class Part:
    """How one kind of part is called and read."""

    model: Any
    name: str
    add_heading: str | Promise
    change_heading: str | Promise


PARTS = {
    "goals": Part(Goal, "goal", gettext_lazy("Add a goal"), gettext_lazy("Change this goal")),
    "steps": Part(Step, "step", gettext_lazy("Add a step"), gettext_lazy("Change this step")),
    "supports": Part(
        Support, "support", gettext_lazy("Promise a support"), gettext_lazy("Change this promise")
    ),
    "duties": Part(Duty, "duty", gettext_lazy("Add a duty"), gettext_lazy("Change this duty")),
}


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int, part: str) -> HttpResponseBase:
    """A new goal, support or duty of a plan."""
    return _add(request, visible_plan(request, pk), part, None)


@require_http_methods(["GET", "POST"])
def add_step(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A new step of a goal."""
    goal = visible_part(request, Goal, pk)
    return _add(request, visible_plan(request, goal.plan_id), "steps", goal)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int, part: str) -> HttpResponseBase:
    """Write a part anew. Two people at once: the second sees both texts."""
    kind = PARTS[part]
    row = visible_part(request, kind.model, pk)
    plan = visible_plan(request, row.plan_id)
    start = _form(part, None, plan, request.user, initial=_form_class(part).start(row))
    if request.method != "POST":
        return _page(request, plan, part, start, row=row)
    access.require(access.why_not_write(request.user, plan))
    form = _form(part, request.POST, plan, request.user, initial=_form_class(part).start(row))
    if "look" in request.POST:
        return _page(request, plan, part, form, row=row)

    def act(_now: datetime) -> str:
        _change(part, row, form, request.user)
        return _("Saved.")

    try:
        if form.is_valid() and saved(request, form, act):
            return to_plan(plan.pk, f"{kind.name}-{pk}")
    except StaleRecord as stale:
        at = reverse(f"plans:{kind.name}", args=[pk])
        both = conflict_of(row, form, _as_typed(stale), at=at, show=_shown)
        return _page(request, plan, part, form, row=row, conflict=both, status=409)
    return _page(request, plan, part, form, row=row, status=422)


@require_POST
def out(request: SignedInRequest, pk: int, part: str) -> HttpResponseBase:
    """Take a part out of the plan; it can be put back."""
    row: Any = visible_part(request, PARTS[part].model, pk)

    def act(_now: datetime) -> str:
        writing.take_out(row=row, by=request.user, on=today())
        return _("Taken out. What was signed keeps it, and it can be put back.")

    try_once(request, act)
    return to_plan(row.plan_id)


@require_POST
def back(request: SignedInRequest, pk: int, part: str) -> HttpResponseBase:
    """Put a part back."""
    row: Any = visible_part(request, PARTS[part].model, pk)

    def act(_now: datetime) -> str:
        writing.put_back(row=row, by=request.user)
        return _("It stands in the plan again.")

    try_once(request, act)
    return to_plan(row.plan_id)


@require_POST
def look(request: SignedInRequest, pk: int) -> HttpResponse:
    """The hours of a plan with a step as it is being typed. Saves nothing."""
    plan = visible_plan(request, pk)
    form = StepForm(request.POST, plan=plan)
    row = request.POST.get("row", "")
    instead = _instead(form, int(row) if row.isdecimal() and len(row) < 19 else None)
    context = {
        "check": check_words(check_of(plan, today(), instead=instead), plan.aim_minutes),
        "unsaved": bool(instead),
    }
    return render(request, "plans/check.html", context)


def _add(request: SignedInRequest, plan: Plan, part: str, goal: Goal | None) -> HttpResponseBase:
    kind = PARTS[part]
    if request.method != "POST":
        form = _form(part, None, plan, request.user, initial=_first_values(part, plan))
        return _page(request, plan, part, form, goal=goal)
    access.require(access.why_not_write(request.user, plan))
    form = _form(part, request.POST, plan, request.user)
    if "look" in request.POST:
        return _page(request, plan, part, form, goal=goal)
    made: list[Any] = []

    def act(_now: datetime) -> str:
        made.append(_new(part, plan, goal, form, request.user))
        return _("It stands in the plan. It is agreed once both have signed.")

    if form.is_valid() and saved(request, form, act):
        return to_plan(plan.pk, f"{kind.name}-{made[0].pk}" if made else "")
    return _page(request, plan, part, form, goal=goal, status=422)


def _new(part: str, plan: Plan, goal: Goal | None, form: Any, by: User) -> Any:
    if part == "goals":
        return writing.add_goal(plan=plan, goal=form.goal(), by=by)
    if part == "steps":
        assert goal is not None
        return writing.add_step(goal=goal, step=form.step(), by=by)
    if part == "supports":
        return writing.add_support(plan=plan, support=form.support(), by=by, today=today())
    return writing.add_duty(plan=plan, duty=form.duty(), by=by)


def _change(part: str, row: Any, form: Any, by: User) -> None:
    version = form.cleaned_data["version"] or 0
    if part == "goals":
        writing.change_goal(row=row, goal=form.goal(), version=version, by=by)
    elif part == "steps":
        writing.change_step(row=row, step=form.step(), version=version, by=by)
    elif part == "supports":
        support = form.support(row)
        writing.change_support(row=row, support=support, version=version, by=by, today=today())
    else:
        writing.change_duty(row=row, duty=form.duty(row), version=version, by=by)


def _form_class(part: str) -> Any:
    return {"goals": GoalForm, "steps": StepForm, "supports": SupportForm, "duties": DutyForm}[part]


def _first_values(part: str, plan: Plan) -> dict[str, Any]:
    first: dict[str, dict[str, Any]] = {
        "goals": {"proposed_by": "participant"},
        "steps": {"owner": "participant", "starts_on": today()},
        "duties": {"kind": "work" if plan.kind == "ep" else "other"},
    }
    return first.get(part, {})


def _page(
    request: SignedInRequest,
    plan: Plan,
    part: str,
    form: Any,
    *,
    row: Any = None,
    goal: Goal | None = None,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = PARTS[part]
    goal = goal or (row.goal if part == "steps" else None)
    context = {
        **about(plan),
        "part": part,
        "row": row,
        "goal": goal,
        "form": form,
        "conflict": conflict,
        "heading": kind.change_heading if row else kind.add_heading,
        "refusal": access.why_not_write(request.user, plan),
        "back": reverse("plans:plan", args=[plan.pk]),
        **_beside(request, plan, part, form, row),
    }
    return render(request, "plans/part.html", context, status=status)


def _form(part: str, data: Any, plan: Plan, user: User, **more: Any) -> Any:
    if part == "goals":
        barriers = Barrier.objects.readable_by(user, plan.case)
        return GoalForm(data, plan=plan, barriers=barriers, **more)
    if part == "steps":
        return StepForm(data, plan=plan, **more)
    if part == "supports":
        return SupportForm(data, plan=plan, today=today(), **more)
    return DutyForm(data, **more)


def _beside(request: SignedInRequest, plan: Plan, part: str, form: Any, row: Any) -> dict[str, Any]:
    """What stands beside the form: for a step the hours, for a goal the menu of options."""
    if part == "steps":
        instead = _instead(form, row.pk if row else None) if form.is_bound else {}
        found = check_of(plan, today(), instead=instead or None)
        return {"check": check_words(found, plan.aim_minutes), "unsaved": bool(instead)}
    if part == "goals":
        barriers = list(Barrier.objects.readable_by(request.user, plan.case).open())
        goal = row or Goal(pk=0, options=[], state="open")
        advice = more_options([goal], len(barriers), today()).get(goal.pk)
        return {"menu": options_for(barriers), "advice": say(advice) if advice else ""}
    return {}


def _instead(form: StepForm, row: int | None) -> dict[int | None, Planned]:
    """The step as typed, if so much of it can be read that hours come of it."""
    form.is_valid()
    kept = form.cleaned_data
    if not kept.get("ramp") or not kept.get("starts_on"):
        return {}
    step = Planned(kept.get("activity"), kept["ramp"], kept["starts_on"], kept.get("due_on"))
    return {row: step}


def _as_typed(stale: StaleRecord) -> StaleRecord:
    """Stored values under the names, and in the shape, in which the form asks for them."""

    def typed(values: dict[str, Any] | None) -> dict[str, Any] | None:
        if values is None:
            return None
        told = dict(values)
        if "options" in told:
            told["options"] = "\n".join(told["options"])
        if "ramp" in told:
            told["ramp"] = ramp_text(told["ramp"])
        if "amount_cents" in told:
            cents = told.pop("amount_cents")
            told["amount"] = f"{cents / 100:.2f}" if cents else ""
        for name in ("step", "barrier") * ("rhythm" in told or "paid_from" in told):
            told.pop(name, None)
        return told

    return StaleRecord(typed(stale.theirs), typed(stale.mine) or {}, stale.current)


def _shown(name: str, value: Any) -> Any:
    if name == "ramp":
        lines = [[int(n) for n in line.split(",")] for line in value.split(";") if line]
        return "; ".join(terms.ramp_lines(lines))
    if name in ("proposed_by", "owner") and isinstance(value, str):
        return terms.value_words(name, value)
    if name in ("activity", "kind", "monitor"):
        return terms.value_words(name, value)
    for attribute in ("name_used", "name"):
        if hasattr(value, attribute):
            return getattr(value, attribute)
    if isinstance(value, Barrier):
        return value.get_kind_display()
    return shown(name, value)

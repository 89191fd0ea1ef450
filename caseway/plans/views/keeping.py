"""Keeping a plan: meetings, steps, supports, duties, goals reached, reviews, proposals."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.views.common import today, try_once
from caseway.kernel.requests import SignedInRequest
from caseway.plans import access
from caseway.plans.actions import keeping, proposing
from caseway.plans.actions.keeping import Told
from caseway.plans.forms.keeping import (
    AnswerForm,
    DutyCheckForm,
    GivenForm,
    MeetingForm,
    ProposalForm,
    ReviewForm,
    SettleForm,
    ToldForm,
)
from caseway.plans.models import (
    OPEN_STEPS,
    Duty,
    Goal,
    GoalState,
    Plan,
    Proposal,
    Side,
    Step,
    StepState,
    Support,
)
from caseway.plans.views.found import saved, to_plan, visible_part, visible_plan
from caseway.plans.views.plan import about, draw


@require_http_methods(["GET", "POST"])
def meet(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Log a meeting on the plan, with what became of its steps."""
    plan = visible_plan(request, pk)
    steps = list(
        plan.steps.standing().filter(state__in=OPEN_STEPS).select_related("goal").order_by("id")
    )
    if request.method != "POST":
        start = MeetingForm.start(timezone.now())
        return _meeting_page(request, plan, MeetingForm(initial=start, steps=steps))
    access.require(access.why_not_meet(request.user, plan))
    form = MeetingForm(request.POST, steps=steps)

    def act(now: datetime) -> str:
        keeping.hold_meeting(
            plan=plan,
            what=form.what(),
            told=form.told(),
            by=request.user,
            now=now,
            group_name=form.cleaned_data["group_name"],
        )
        return _("Saved. The next meeting is due in a week.")

    if form.is_valid() and saved(request, form, act):
        return to_plan(pk)
    return _meeting_page(request, plan, form, status=422)


@require_POST
def tell(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Say how a step stands, between meetings."""
    step = visible_part(request, Step, pk)
    form = ToldForm(request.POST)

    def act(now: datetime) -> str:
        told = Told(step, StepState(form.cleaned_data["state"]), form.cleaned_data["words"])
        keeping.update_step(told=told, by=request.user, at=now)
        return _("Saved.")

    return _short(request, step.plan_id, form, act, f"step-{pk}")


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Say that a goal was reached, was let go, or is open again."""
    goal = visible_part(request, Goal, pk)
    form = SettleForm(request.POST)

    def act(_now: datetime) -> str:
        state = GoalState(form.cleaned_data["state"])
        keeping.settle_goal(goal=goal, state=state, by=request.user, on=today())
        return _("Reached. Well done, say so.") if state == GoalState.REACHED else _("Saved.")

    return _short(request, goal.plan_id, form, act, f"goal-{pk}")


@require_POST
def give(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The agency gave what it promised."""
    support = visible_part(request, Support, pk)
    form = GivenForm(request.POST)

    def act(_now: datetime) -> str:
        keeping.give_support(
            support=support,
            words=form.cleaned_data["words"],
            on=form.cleaned_data["on"],
            by=request.user,
            today=today(),
        )
        return _("Kept. The person can see it too.")

    return _short(request, support.plan_id, form, act, f"support-{pk}")


@require_POST
def watch(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Say whether a duty was kept. Nothing follows by itself."""
    duty = visible_part(request, Duty, pk)
    form = DutyCheckForm(request.POST)

    def act(now: datetime) -> str:
        keeping.check_duty(
            duty=duty,
            kept=form.cleaned_data["kept"],
            words=form.cleaned_data["words"],
            on=form.cleaned_data["on"],
            by=request.user,
            at=now,
        )
        return _("Noted. Nothing follows from it by itself.")

    return _short(request, duty.plan_id, form, act, f"duty-{pk}")


@require_http_methods(["GET", "POST"])
def review(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Go over the plan as a whole."""
    plan = visible_plan(request, pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)

    def act(now: datetime) -> str:
        keeping.review_plan(
            plan=plan,
            stands=form.cleaned_data["stands"],
            words=form.cleaned_data["words"],
            by=request.user,
            at=now,
        )
        return _("The review is kept.")

    refusal = access.why_not_write(request.user, plan)
    return _form_page(request, plan, form, act, _("Review the plan"), _("Keep the review"), refusal)


@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Write down what one side would like to be otherwise."""
    plan = visible_plan(request, pk)
    goals = plan.goals.standing()
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(data, goals=goals, initial={"side": "participant"})

    def act(now: datetime) -> str:
        proposing.propose(
            plan=plan,
            side=Side(form.cleaned_data["side"]),
            words=form.cleaned_data["words"],
            why=form.cleaned_data["why"],
            goal=form.cleaned_data["goal"],
            by=request.user,
            at=now,
        )
        return _("It waits for the answer of the other side.")

    refusal = access.why_not_meet(request.user, plan)
    return _form_page(
        request, plan, form, act, _("Propose a change"), _("Keep the proposal"), refusal
    )


@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Answer a proposal, or write down what the person answered."""
    row = visible_part(request, Proposal, pk)
    form = AnswerForm(request.POST)

    def act(now: datetime) -> str:
        proposing.answer(
            proposal=row,
            agreed=form.cleaned_data["agreed"],
            words=form.cleaned_data["words"],
            by=request.user,
            at=now,
        )
        if form.cleaned_data["agreed"]:
            return _("Agreed. Write it into the plan, then offer the next version.")
        return _("Answered.")

    return _short(request, row.plan_id, form, act, "talk")


def _short(
    request: SignedInRequest, plan_pk: int, form: Any, act: Callable[[datetime], str], at: str
) -> HttpResponseBase:
    """A form of one or two fields on the plan's page: what is wrong becomes a message."""
    if form.is_valid():
        try_once(request, act)
        return to_plan(plan_pk, at)
    for errors in form.errors.values():
        for text in errors:
            messages.error(request, text)
    return draw(request, visible_plan(request, plan_pk), status=422)


def _form_page(
    request: SignedInRequest,
    plan: Plan,
    form: Any,
    act: Callable[[datetime], str],
    heading: str,
    button: str,
    refusal: str | None,
) -> HttpResponseBase:
    if request.method == "POST":
        access.require(refusal)
        if form.is_valid() and saved(request, form, act):
            return to_plan(plan.pk)
    context = {
        **about(plan),
        "form": form,
        "heading": heading,
        "button": button,
        "refusal": refusal,
        "back": reverse("plans:plan", args=[plan.pk]),
    }
    return render(request, "plans/form.html", context, status=422 if form.is_bound else 200)


def _meeting_page(
    request: SignedInRequest, plan: Plan, form: MeetingForm, status: int = 200
) -> HttpResponse:
    context = {
        **about(plan),
        "form": form,
        "refusal": access.why_not_meet(request.user, plan),
        "back": reverse("plans:plan", args=[plan.pk]),
    }
    return render(request, "plans/meet.html", context, status=status)

"""Keeping what was agreed: meetings, steps, supports, duties, reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.cases.actions.contacts import What, log_contact
from caseway.cases.models import ContactKind
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.plans import access
from caseway.plans.models import (
    Duty,
    DutyCheck,
    Goal,
    GoalState,
    Meeting,
    Plan,
    PlanReview,
    Step,
    StepState,
    StepUpdate,
    Support,
)


@dataclass(frozen=True)
class Told:
    """What was told of one step."""

    step: Step
    state: StepState
    words: str = ""


@transaction.atomic
def hold_meeting(
    *,
    plan: Plan,
    what: What,
    told: Sequence[Told],
    by: User,
    now: datetime,
    group_name: str = "",
) -> Meeting:
    """Log a meeting on the plan, with what became of at least one step.

    It is a meeting in the contact log too, so it keeps the promised one. A brief contact is logged
    as such and is no meeting on the plan. Raises NotAllowed.
    """
    access.require(access.why_not_meet(by, plan))
    if what.kind != ContactKind.MEETING:
        raise NotAllowed(_("A brief contact is logged on the case. It does not stand for this."))
    if not told:
        raise NotAllowed(
            _("Say of at least one step how it stands: that is what the meeting is for.")
        )
    contact = log_contact(case=plan.case, what=what, by=by, now=now)
    on = timezone.localdate(what.at)
    meeting: Meeting = Meeting.objects.create(
        site_id=plan.site_id, plan=plan, contact=contact, on=on, group_name=group_name.strip()
    )
    for one in told:
        _tell(one, plan=plan, meeting=meeting, on=on, by=by, at=now)
    return meeting


@transaction.atomic
def update_step(*, told: Told, by: User, at: datetime) -> StepUpdate:
    """Say how a step stands between meetings. Raises NotAllowed."""
    plan = told.step.plan
    access.require(access.why_not_meet(by, plan))
    return _tell(told, plan=plan, meeting=None, on=timezone.localdate(at), by=by, at=at)


def _tell(
    told: Told, *, plan: Plan, meeting: Meeting | None, on: date, by: User, at: datetime
) -> StepUpdate:
    step = told.step
    if step.plan_id != plan.pk:
        raise NotAllowed(_("This step is not of this plan."))
    update: StepUpdate = StepUpdate.objects.create(
        site_id=plan.site_id,
        plan=plan,
        step=step,
        meeting=meeting,
        state=told.state,
        words=told.words.strip(),
        on=on,
        by=by,
        at=at,
    )
    newest = step.updates.order_by("-on", "-id").first()
    if newest is not None and newest.pk == update.pk:
        step.state, step.state_on = told.state, on
        if told.state in (StepState.DONE, StepState.LET_GO) and told.words.strip():
            step.result = told.words.strip()
        step.save(update_fields=["state", "state_on", "result"])
    return update


@transaction.atomic
def settle_goal(*, goal: Goal, state: GoalState, by: User, on: date) -> Goal:
    """Say that a goal was reached, was let go, or is open again. Raises NotAllowed."""
    access.require(access.why_not_write(by, goal.plan))
    goal.state, goal.state_on = state, on
    goal.save(update_fields=["state", "state_on"])
    return goal


@transaction.atomic
def give_support(*, support: Support, words: str, on: date, by: User, today: date) -> Support:
    """Say that the agency gave what it promised, and when. Raises NotAllowed."""
    access.require(access.why_not_meet(by, support.plan))
    if support.given_on is not None:
        raise NotAllowed(_("This was given already. Promise the rest as something new."))
    if on > today:
        raise NotAllowed(_("It cannot have been given in the future."))
    support.given_on, support.given_words = on, words.strip()
    support.save(update_fields=["given_on", "given_words"])
    return support


@transaction.atomic
def check_duty(
    *, duty: Duty, kept: bool, words: str, on: date, by: User, at: datetime
) -> DutyCheck:
    """Say whether a duty was kept, as seen on a day. Nothing follows by itself.

    Raises NotAllowed.
    """
    access.require(access.why_not_watch(by, duty))
    if on > timezone.localdate(at):
        raise NotAllowed(_("This day has not come yet."))
    if not kept and not words.strip():
        raise NotAllowed(_("Say what was seen, without guessing why."))
    row: DutyCheck = DutyCheck.objects.create(
        site_id=duty.site_id,
        plan_id=duty.plan_id,
        duty=duty,
        on=on,
        kept=kept,
        words=words.strip(),
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def review_plan(*, plan: Plan, stands: bool, words: str, by: User, at: datetime) -> PlanReview:
    """Go over a plan as a whole: it stands, or it is to be changed. Raises NotAllowed."""
    access.require(access.why_not_write(by, plan))
    if not words.strip():
        raise NotAllowed(_("Say in a line what was found."))
    row: PlanReview = PlanReview.objects.create(
        site_id=plan.site_id,
        plan=plan,
        on=timezone.localdate(at),
        stands=stands,
        words=words.strip(),
        by=by,
        at=at,
    )
    return row

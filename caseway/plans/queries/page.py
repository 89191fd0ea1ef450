"""One plan on one page. The same number of queries whatever stands in it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from caseway.intake.models import Barrier
from caseway.kernel.models import User
from caseway.plans.actions.offering import approval_asked, is_approved, why_not_offer
from caseway.plans.facts.content import Content, content_of
from caseway.plans.facts.hours import homes, planned
from caseway.plans.facts.kept import Life, in_force, lives
from caseway.plans.models import (
    Duty,
    DutyCheck,
    Goal,
    Meeting,
    Plan,
    PlanReview,
    PlanVersion,
    Proposal,
    Step,
    StepUpdate,
    Support,
)
from caseway.rules.plans.alternatives import why_more
from caseway.rules.plans.check import Check, check
from caseway.rules.plans.difference import Change, difference
from caseway.rules.plans.meetings import NextMeeting, next_meeting
from caseway.rules.plans.required import required_hours
from caseway.rules.plans.reviews import Review, review
from caseway.rules.reasons import Reason


@dataclass(frozen=True)
class PlanPage:
    """Everything that one plan's page tells."""

    plan: Plan
    goals: list[Goal]
    out: list[Goal]
    supports: list[Support]
    duties: list[Duty]
    proposals: list[Proposal]
    versions: list[PlanVersion]
    meetings: list[Meeting]
    reviews: list[PlanReview]
    life: Life
    agreed: tuple[int, int, date] | None
    content: Content
    changes: tuple[Change, ...]
    why_not_offer: str | None
    needs_approval: bool
    approved: bool
    check: Check
    more_options: dict[int, Reason]
    barriers: list[Barrier]
    strengths: list[str]
    next_meeting: NextMeeting | None
    review: Review | None


def plan_page(plan: Plan, user: User, on: date) -> PlanPage:
    """Read a plan for its page."""
    goals = list(
        plan.goals.select_related("serves", "barrier").prefetch_related(
            Prefetch("steps", _steps(), to_attr="own_steps")
        )
    )
    standing = [goal for goal in goals if goal.left_out_on is None]
    versions = list(plan.versions.select_related("offered_by").prefetch_related("signatures"))
    last = versions[0] if versions else None
    content = content_of(plan)
    life = lives([plan], on)[plan.pk]
    barriers = list(Barrier.objects.readable_by(user, plan.case).open())
    return PlanPage(
        plan=plan,
        goals=standing,
        out=[goal for goal in goals if goal.left_out_on is not None],
        supports=list(plan.supports.standing().select_related("owner")),
        duties=list(plan.duties.standing().prefetch_related(_checks())),
        proposals=list(plan.proposals.select_related("goal", "by", "answered_by")[:20]),
        versions=versions,
        meetings=list(plan.meetings.select_related("contact__by")[:5]),
        reviews=list(plan.reviews.select_related("by")[:3]),
        life=life,
        agreed=in_force([plan.pk]).get(plan.pk),
        content=content,
        changes=difference(content_in(last), content) if last else (),
        why_not_offer=why_not_offer(plan, content, last),
        needs_approval=approval_asked(plan, content),
        approved=is_approved(plan, content),
        check=check_of(plan, on),
        more_options=more_options(standing, len(barriers), on),
        barriers=barriers,
        strengths=list(plan.person.strengths.values_list("words", flat=True)),
        next_meeting=meeting_due(life, on),
        review=review(life.kept(), on) if life.since else None,
    )


def content_in(version: PlanVersion) -> Content:
    """The content of a version as plain data."""
    found: Content = json.loads(bytes(version.content))
    return found


def check_of(plan: Plan, on: date, *, instead: dict[int | None, Any] | None = None) -> Check:
    """The plan's hours in the week of a day. `instead` puts steps not yet saved in place of those
    of the same id, or beside them under None. Three queries."""
    required = required_hours(homes([plan.case], on)[plan.case_id], on)
    if instead is None:
        return check(planned([plan.pk])[plan.pk], required, plan.aim_minutes, on)
    from caseway.plans.facts.hours import as_planned
    from caseway.plans.models import OPEN_STEPS

    rows = (
        plan.steps.standing().filter(state__in=OPEN_STEPS).exclude(pk__in=[*filter(None, instead)])
    )
    steps = [*(as_planned(row) for row in rows), *instead.values()]
    return check(steps, required, plan.aim_minutes, on)


def meeting_due(life: Life, on: date) -> NextMeeting | None:
    """When the next meeting on a plan is due; None while it is not agreed, or has ended."""
    if life.agreed_on is None or life.plan.ends_on is not None:
        return None
    met = [life.met_on] if life.met_on else []
    return next_meeting(met, life.brief_on, life.agreed_on, on)


def more_options(goals: list[Goal], barriers: int, on: date) -> dict[int, Reason]:
    """For each goal on the way that lacks alternatives, the advice to offer more."""
    found = {}
    for goal in goals:
        if goal.state == "open" and (why := why_more(barriers, len(goal.options), on)):
            found[goal.pk] = why
    return found


def plans_of(case_id: int, user: User) -> list[Plan]:
    """The plans of a case, open ones first, with their versions. Two queries."""
    rows = Plan.objects.visible_to(user).filter(case=case_id).select_related("person", "site")
    found = list(rows.order_by("ends_on", "kind", "pk").prefetch_related("versions"))
    return sorted(found, key=lambda plan: (plan.ends_on is not None, plan.kind, plan.pk))


def _steps() -> Any:
    newest = StepUpdate.objects.select_related("by")
    return (
        Step.objects.standing()
        .select_related("provider")
        .order_by("id")
        .prefetch_related(Prefetch("updates", newest, to_attr="told"))
    )


def _checks() -> Any:
    return Prefetch("checks", DutyCheck.objects.select_related("by"), to_attr="seen")

"""A plan as plain data: what a version holds, what differences are told from."""

from typing import Any

from caseway.intake.models import PRIVATE_KINDS, SAFETY_KINDS
from caseway.plans.models import Duty, Goal, GoalState, Plan, Step, StepState, Support
from caseway.rules.plans.chain import FORMAT

Content = dict[str, Any]


def content_of(plan: Plan) -> Content:
    """What the plan says today. Four queries.

    What was taken out or let go is not in it, nor how far a step has come: telling that a step
    is done does not make another plan of it. What was told in
    private, or keeps somebody safe, is never named on paper, nor are strengths
    on record: what of them she wants there, she says herself.
    """
    goals = list(
        plan.goals.standing().exclude(state=GoalState.LET_GO).select_related("serves", "barrier")
    )
    kept = {goal.pk for goal in goals}
    steps = plan.steps.standing().exclude(state=StepState.LET_GO).select_related("provider", "goal")
    case = plan.case
    return {
        "format": FORMAT,
        "kind": plan.kind,
        "case": case.number,
        "person": plan.person.name_used,
        "site": plan.site.name,
        "plan_name": plan.site.plan_name if plan.kind == "prp" else "",
        "program": case.program.name,
        "starts_on": plan.starts_on.isoformat(),
        "can_do": plan.can_do,
        "family_words": plan.family_words,
        "aim_minutes": plan.aim_minutes,
        "aim_basis": plan.aim_basis,
        "goals": [_goal(goal) for goal in goals],
        "steps": [_step(step) for step in steps if step.goal_id in kept],
        "supports": [_support(one) for one in plan.supports.standing().select_related("owner")],
        "duties": [_duty(one) for one in plan.duties.standing()],
    }


def _goal(goal: Goal) -> Content:
    barrier = goal.barrier.kind if goal.barrier else ""
    return {
        "id": str(goal.uuid),
        "words": goal.words,
        "proposed_by": goal.proposed_by,
        "serves": goal.serves.name_used if goal.serves else "",
        "barrier": "" if barrier in SAFETY_KINDS | PRIVATE_KINDS else barrier,
        "builds_on": goal.builds_on,
        "options": list(goal.options),
        "choice": goal.choice,
        "why": goal.why,
    }


def _step(step: Step) -> Content:
    return {
        "id": str(step.uuid),
        "goal": str(step.goal.uuid),
        "words": step.words,
        "owner": step.owner,
        "owner_name": step.owner_name,
        "starts_on": step.starts_on.isoformat(),
        "due_on": step.due_on.isoformat() if step.due_on else "",
        "ramp": [list(rung) for rung in step.ramp],
        "activity": step.activity,
        "provider": step.provider.name if step.provider else "",
        "evidence": step.evidence,
    }


def _support(one: Support) -> Content:
    return {
        "id": str(one.uuid),
        "words": one.words,
        "due_on": one.due_on.isoformat(),
        "owner_name": one.owner.name,
        "amount_cents": one.amount_cents,
        "paid_from": one.paid_from,
    }


def _duty(one: Duty) -> Content:
    return {
        "id": str(one.uuid),
        "number": one.number,
        "kind": one.kind,
        "words": one.words,
        "rhythm": one.rhythm,
        "due_on": one.due_on.isoformat() if one.due_on else "",
        "evidence": one.evidence,
        "monitor": one.monitor,
        "citation": one.citation,
    }

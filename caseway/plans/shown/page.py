"""One plan as its page prints it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.functions import function_name
from caseway.intake.models import PRIVATE_KINDS, SAFETY_KINDS
from caseway.kernel.words import long_date, say
from caseway.plans.models import (
    OPEN_STEPS,
    Duty,
    Goal,
    Plan,
    PlanVersion,
    ProposalState,
    SignatureAct,
    SignerRole,
    Step,
    StepState,
    Support,
)
from caseway.plans.queries.page import PlanPage
from caseway.plans.shown import terms
from caseway.plans.shown.check import check_words
from caseway.plans.shown.differences import changes_words
from caseway.plans.shown.next import attention, unsigned

_STEP_TONES = {
    StepState.PLANNED: "",
    StepState.DOING: "info",
    StepState.DONE: "met",
    StepState.STUCK: "late",
    StepState.LET_GO: "",
}


def shown_plan(page: PlanPage, on: date) -> dict[str, Any]:
    """The template's words for the whole page."""
    readable = {barrier.pk for barrier in page.barriers}
    goals = [goal_words(goal, page, readable, on) for goal in page.goals]
    supports = [support_words(one, on) for one in page.supports]
    return {
        "fold": folds(page, on),
        "title": terms.plan_title(page.plan.kind, local_name(page.plan)),
        "standing": standing_words(page),
        "aim": terms.hours_words(page.plan.aim_minutes) if page.plan.aim_minutes else "",
        "goals": [one for one in goals if one["row"].state == "open"],
        "settled": [one for one in goals if one["row"].state != "open"],
        "out": page.out,
        "supports": [one for one in supports if not one["row"].given_on],
        "given": [one for one in supports if one["row"].given_on],
        "duties": [duty_words(one) for one in page.duties],
        "proposals": [
            {"row": one, "open": one.state == ProposalState.OPEN} for one in page.proposals
        ],
        "versions": [version_words(one, page) for one in page.versions],
        "changes": changes_words(page.changes),
        "check": check_words(page.check, page.plan.aim_minutes),
        "attention": attention(page, on),
        "attention_empty": _("Nothing is due on this plan."),
        "meeting": _meeting(page),
        "review": _review(page, on),
    }


def local_name(plan: Plan) -> str:
    """What the site calls its responsibility plan; nothing for the other kinds."""
    name: str = plan.site.plan_name if plan.kind == "prp" else ""
    return name


def standing_words(page: PlanPage) -> dict[str, Any]:
    """Where the plan stands, in a sentence and a tag."""
    plan, last = page.plan, page.versions[0] if page.versions else None
    if plan.ends_on is not None:
        text = _("Ended on %(day)s: %(why)s") % {
            "day": long_date(plan.ends_on),
            "why": plan.end_reason,
        }
        return {"text": text, "tag": _("Ended"), "tone": ""}
    if last is None:
        return {
            "text": _("Being written. Nobody has been asked to sign yet."),
            "tag": _("Being written"),
            "tone": "info",
        }
    if page.agreed and page.agreed[1] == last.number:
        text = _("Version %(n)s is agreed since %(day)s.") % {
            "n": last.number,
            "day": long_date(page.agreed[2]),
        }
        return {"text": text, "tag": _("Agreed"), "tone": "met"}
    text = _("Version %(n)s waits for signatures.") % {"n": last.number}
    return {"text": text, "tag": _("Waits for signatures"), "tone": "due"}


def is_being_written(page: PlanPage) -> bool:
    """Whether nobody was asked to sign yet, so that all of it is still typed."""
    return not page.versions and page.plan.ends_on is None


def folds(page: PlanPage, on: date) -> dict[str, Any]:
    """Which parts of the page stand open, and what a folded one says of itself."""
    writing = is_being_written(page)
    late = sum(one.given_on is None and one.due_on < on for one in page.supports)
    waits = sum(one.state == ProposalState.OPEN for one in page.proposals)
    return {
        "supports": {
            "open": writing or late > 0,
            "tag": ngettext("%(n)s late", "%(n)s late", late) % {"n": late} if late else "",
        },
        "duties": {"open": writing},
        # One that waits for a signature is looked for.
        "versions": {"open": bool(page.versions) and bool(unsigned(page))},
        "talk": {"open": waits > 0, "tag": _("Waits for an answer") if waits else ""},
    }


def goal_words(goal: Goal, page: PlanPage, readable: set[int], on: date) -> dict[str, Any]:
    """A goal with its steps. A barrier that is not for this reader is not named."""
    barrier = goal.barrier
    named = barrier is not None and (
        barrier.kind not in SAFETY_KINDS | PRIVATE_KINDS or barrier.pk in readable
    )
    advice = page.more_options.get(goal.pk)
    writing = is_being_written(page)
    steps = [step_words(step, on, writing=writing) for step in getattr(goal, "own_steps", [])]
    return {
        "row": goal,
        "serves": goal.serves.name_used if goal.serves else _("The whole family"),
        "barrier": barrier.get_kind_display() if barrier and named else "",
        "advice": say(advice) if advice else "",
        "tone": {"reached": "met"}.get(goal.state, ""),
        "steps": [one for one in steps if one["open"]],
        "past": [one for one in steps if not one["open"]],
    }


def step_words(step: Step, on: date, *, writing: bool) -> dict[str, Any]:
    """A step with how it grows, how it stands and what was told of it last.

    It stands open while the plan is being written, and when it asks for a word.
    """
    late = bool(step.state in OPEN_STEPS and step.due_on and step.due_on < on)
    told = getattr(step, "told", [])
    return {
        "row": step,
        "owner": step.owner_name or step.get_owner_display(),
        "ramp": terms.ramp_lines(step.ramp),
        "now": terms.ramp_now(step.ramp, step.starts_on, on),
        "counts": terms.activity_name(step.activity),
        "tag": step.get_state_display(),
        "tone": _STEP_TONES[StepState(step.state)],
        "late": late,
        "late_words": terms.late_words(on, step.due_on) if late else "",
        "told": told[0] if told else None,
        "open": step.state in OPEN_STEPS,
        "unfolded": writing or late or step.state == StepState.STUCK,
    }


def support_words(one: Support, on: date) -> dict[str, Any]:
    """A promise of the agency: kept, kept late, or late."""
    if one.given_on is not None:
        late = one.given_on > one.due_on
        tag, tone = (_("Kept late"), "due") if late else (_("Kept"), "met")
    elif one.due_on < on:
        tag, tone = terms.late_words(on, one.due_on), "late"
    else:
        tag, tone = _("Promised"), "info"
    return {"row": one, "tag": tag, "tone": tone, "amount": terms.money_words(one.amount_cents)}


def duty_words(one: Duty) -> dict[str, Any]:
    """A duty with how it was kept: "3 of 4 times kept"."""
    seen = getattr(one, "seen", [])
    kept = sum(check.kept for check in seen)
    score = (
        ngettext(
            "Kept %(kept)s of %(of)s time looked at",
            "Kept %(kept)s of %(of)s times looked at",
            len(seen),
        )
        % {"kept": kept, "of": len(seen)}
        if seen
        else ""
    )
    return {
        "row": one,
        "kind": one.get_kind_display(),
        "monitor": function_name(one.monitor),
        "score": score,
        "last": seen[0] if seen else None,
    }


def version_words(version: PlanVersion, page: PlanPage) -> dict[str, Any]:
    """A version with who signed it."""
    rows = sorted(version.signatures.all(), key=lambda row: row.number)
    signed = {row.role for row in rows if row.act == SignatureAct.SIGNED}
    whole = {SignerRole.PARTICIPANT, SignerRole.STAFF} <= signed
    newest = version.pk == page.versions[0].pk
    declined = any(row.act == SignatureAct.DECLINED for row in rows)
    if whole:
        tag, tone = _("Signed by both"), "met"
    elif not newest:
        tag, tone = _("Replaced"), ""
    elif declined:
        tag, tone = _("Declined"), "late"
    else:
        tag, tone = _("Waits for signatures"), "due"
    return {"row": version, "tag": tag, "tone": tone, "signatures": rows}


def _meeting(page: PlanPage) -> dict[str, Any] | None:
    if page.next_meeting is None:
        return None
    late = page.next_meeting.overdue_days > 0
    return {
        "reasons": [say(one) for one in page.next_meeting.reasons],
        "tag": _("Late") if late else _("On track"),
        "tone": "late" if late else "met",
    }


def _review(page: PlanPage, on: date) -> dict[str, Any] | None:
    if page.review is None or page.plan.ends_on is not None:
        return None
    due = page.review.is_due(on)
    return {
        "reasons": [say(one) for one in page.review.reasons],
        "tag": _("Due") if due else _("Not yet"),
        "tone": "due" if due else "",
    }

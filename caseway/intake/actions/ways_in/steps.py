"""The steps of a way in: they begin when it is their turn, and say how they ended."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.standing import standing_of
from caseway.cases import access as case_access
from caseway.cases.models import Assignment, Case
from caseway.cases.queries.workers import agencies_for
from caseway.intake.actions.ways_in.first_contacts import Wanted
from caseway.intake.lacking import Lacking, lacking
from caseway.intake.models import StepResult, WayIn, WayInStep
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import FunctionCode, IntakeFlow
from caseway.rules.functions.flows import FLOWS, FlowStep, StepKind, can_begin, wants
from caseway.rules.functions.intake import Program

# What a family may let go of before it took place. Papers and hand-overs are ours to finish.
_MAY_BE_DROPPED = frozenset({StepKind.DECISION, StepKind.TALK, StepKind.INTERVIEW, StepKind.PLAN})


@transaction.atomic
def end_step(
    *, step: WayInStep, result: StepResult, note: str, by: User, at: datetime
) -> WayInStep:
    """Say that a step is done; the steps that waited for it begin.

    Raises NotAllowed when its function is another's, or something it needs is missing: papers,
    a conversation, a signed plan, somebody who holds the part. What the flow lets go on without
    it, and what is no longer wanted, asks for a reason.
    """
    row: WayInStep = WayInStep.objects.select_for_update().get(pk=step.pk)
    if row.ends_at is not None:
        return row
    if sentence := why_not_end(row, by):
        raise NotAllowed(sentence)
    lacks = lacking_of(row)
    if lacks and result not in results_now(row, lacks):
        raise NotAllowed(lacks.sentence)
    if lacks and not note.strip():
        raise NotAllowed(_("Say in a few words why it ends without it."))
    if len(note.strip()) > 300:
        raise NotAllowed(_("Say it in at most %(n)d characters.") % {"n": 300})
    if result == StepResult.DENIED and not note.strip():
        raise NotAllowed(_("Say in a few words why it was denied."))
    if result not in results_of(flow_step(row)):
        raise NotAllowed(_("Choose how this step ended."))
    close_step(row, result, note, by, at)
    open_steps(row.way_in, at)
    return row


def why_not_end(step: WayInStep, by: User) -> str | None:
    """Whose work the step is, when it is not this person's; None when she may end it."""
    return case_access.why_not(by, FunctionCode(step.function), step.case)


def lacking_of(step: WayInStep) -> Lacking | None:
    """What the step lacks before it can be done."""
    return lacking(step, flow_step(step))


def results_now(step: WayInStep, lacks: Lacking | None) -> tuple[StepResult, ...]:
    """How the step can end as it stands: without what it lacks, only as the flow's data allow."""
    what = flow_step(step)
    found = results_of(what)
    if lacks is None:
        return found
    past = {StepResult.WITHDRAWN} if what.kind in _MAY_BE_DROPPED else set()
    if what.or_reason:
        past.add(StepResult.DONE)
    return tuple(one for one in found if one in past)


def results_of(what: FlowStep) -> tuple[StepResult, ...]:
    """How a step can end."""
    if what.kind is StepKind.DECISION:
        return (StepResult.APPROVED, StepResult.DENIED, StepResult.WITHDRAWN)
    return (StepResult.DONE, StepResult.WITHDRAWN)


def flow_step(step: WayInStep) -> FlowStep:
    """The step as its flow's data have it."""
    flow = FLOWS[IntakeFlow(step.way_in.flow)]
    return next(one for one in flow if one.code == step.code)


def open_steps(row: WayIn, at: datetime) -> None:
    """Begin every step whose turn it is, and end the way in after the last."""
    wanted = wants(
        Wanted(row.wants_tanf, row.wants_snap, row.wants_medicaid).needs,
        work_required=row.work_required,
    )
    steps = list(row.steps.all())
    ended = {step.code: step.result for step in steps if step.ends_at is not None}
    begun = {step.code for step in steps}
    if ended.get("decide_tanf") in (StepResult.DENIED, StepResult.WITHDRAWN):
        # Without cash assistance there is no work program to be handed to.
        wanted -= {Program.TANF, "work_required"}
    flow = IntakeFlow(row.flow)
    turn = [one for one in can_begin(flow, wanted, set(ended)) if one.code not in begun]
    WayInStep.objects.bulk_create(
        WayInStep(
            way_in=row,
            site_id=row.site_id,
            case_id=row.case_id,
            code=one.code,
            function=one.function,
            begins_at=at,
            due_on=timezone.localdate(at) + timedelta(days=one.days),
        )
        for one in turn
    )
    for one in turn:
        if one.kind is StepKind.HAND:
            _open_part(row.case, str(one.part), timezone.localdate(at))
    if not turn and begun == set(ended) and row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])


def close_step(row: WayInStep, result: StepResult, note: str, by: User, at: datetime) -> None:
    kinds = {post.employer_kind for post in standing_of(by).posts if post.site_id == row.site_id}
    row.ends_at, row.result, row.note, row.by = at, result, note.strip(), by
    # Where both may do it, who did is kept: footnote b of Table II.1.
    row.employer_kind = str(next(iter(sorted(kinds)), ""))
    row.save(update_fields=["ends_at", "result", "note", "by", "employer_kind"])


def _open_part(case: Case, part: str, on: date) -> None:
    """Let the part to be handed to wait in the queue of the one agency that may hold it there.

    A contractor assigns nobody of the public agency; without this its referral would lead nowhere.
    """
    if Assignment.objects.filter(case=case, part=part, ends_on=None).exists():
        return
    agencies = agencies_for(part, case.region_id, on)
    if len(agencies) == 1:
        Assignment.objects.create(
            site_id=case.site_id,
            case=case,
            agency=agencies[0],
            part=part,
            is_lead=False,
            starts_on=on,
        )

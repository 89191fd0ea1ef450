"""What steps of a way in lack, as far as intake itself knows: papers, talks, a worker."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.cases.models import Assignment, Case
from caseway.intake.lacking import Lacking, known_for
from caseway.intake.models import (
    Answer,
    AnswerSource,
    AnswerState,
    Interview,
    StepResult,
    WayIn,
    WayInStep,
)
from caseway.kernel.words import say
from caseway.rules.functions import IntakeFlow
from caseway.rules.functions.flows import FlowStep, StepKind
from caseway.rules.functions.intake import Intake, why_not_decide, why_not_hand_off


def intake_of(way_in: WayIn) -> Intake:
    """How far a way in has come, as the rules ask."""
    papers = list(way_in.papers.all())
    ended = way_in.steps.filter(code="mini_interview", ends_at__isnull=False)
    talk = ended.exclude(result=StepResult.WITHDRAWN).first()
    return Intake(
        IntakeFlow(way_in.flow),
        checklist_complete=all(one.is_here or one.waived_because for one in papers),
        interviewed_on=timezone.localdate(talk.ends_at) if talk and talk.ends_at else None,
    )


def _papers(step: WayInStep, _what: FlowStep) -> Lacking | None:
    if reason := why_not_hand_off(intake_of(step.way_in)):
        return Lacking(say(reason), _("Papers of the checklist"), "intake:papers", step.case_id)
    return None


def _decision(step: WayInStep, what: FlowStep) -> Lacking | None:
    if reason := why_not_decide(what.function, intake_of(step.way_in)):
        return Lacking(say(reason))
    return None


def _talk(step: WayInStep, what: FlowStep) -> Lacking | None:
    rows = Interview.objects.filter(case=step.case_id, asks__slug=what.asks)
    if _was_held(rows):
        return None
    if begun := rows.order_by("-began_at", "-pk").first():
        sentence = _("The mini interview is begun and not finished.")
        if begun.finished_at:
            sentence = _("The mini interview was finished without an answer.")
        return Lacking(sentence, _("Go on with the mini interview"), "intake:interview", begun.pk)
    sentence = _("The mini interview has not been held.")
    label = _("To the mini interview")
    return Lacking(sentence, label, "intake:case", step.case_id, "interviews")


def _hand(step: WayInStep, what: FlowStep) -> Lacking | None:
    if _is_held(step.case, str(what.part)):
        return None
    sentence = _("Nobody holds this part yet. Assign a worker, or take it from the queue.")
    return Lacking(sentence, _("Team of the case"), "cases:team", step.case_id)


def _interview(step: WayInStep, _what: FlowStep) -> Lacking | None:
    rows = Interview.objects.filter(case=step.case_id).exclude(asks__slug="mini")
    if _was_held(rows):
        return None
    begun = rows.order_by("-began_at", "-pk").first()
    sentence = _("The first interview is not finished yet.")
    if begun:
        return Lacking(sentence, _("Go on with the interview"), "intake:interview", begun.pk)
    return Lacking(sentence, _("To the interview"), "intake:case", step.case_id, "interviews")


def _was_held(rows: QuerySet[Interview]) -> bool:
    """Whether one was finished in which something was said; "prefer not to say" is said, too.

    What was said in an earlier one and only stands beside the question is not.
    """
    said = Answer.objects.filter(source=AnswerSource.SAID).exclude(state=AnswerState.UNANSWERED)
    held = Exists(said.filter(interview=OuterRef("pk")))
    return rows.filter(held, finished_at__isnull=False).exists()


def _is_held(case: Case, part: str) -> bool:
    rows = Assignment.objects.filter(case=case, ends_on=None, staff__isnull=False)
    # A job coach also stands for the worker of her agency.
    parts = [part] if part == "public_worker" else [part, "job_coach"]
    return rows.filter(part__in=parts).exists()


known_for(StepKind.PAPERS, _papers)
known_for(StepKind.DECISION, _decision)
known_for(StepKind.TALK, _talk)
known_for(StepKind.HAND, _hand)
known_for(StepKind.INTERVIEW, _interview)

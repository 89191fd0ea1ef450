"""First contacts, and the way in of a case: steps begin when it is their turn, and are timed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.models import Agency, Region
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases import access as case_access
from caseway.cases.models import Assignment, Case
from caseway.cases.queries.workers import agencies_for
from caseway.intake import access
from caseway.intake.models import (
    AskedPaper,
    FirstContact,
    Interview,
    StepResult,
    WayIn,
    WayInStep,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.rules.functions import FunctionCode, IntakeFlow
from caseway.rules.functions.flows import (
    FLOWS,
    FlowStep,
    StepKind,
    can_begin,
    flow_of,
    wants,
)
from caseway.rules.functions.intake import Intake, Program, why_not_decide, why_not_hand_off

# What the checklist asks of a family, and for whom it makes sense.
PAPERS = ("identity", "ssn_cards", "births", "income", "rent", "residence")


@dataclass(frozen=True)
class Wanted:
    """What a family came for."""

    tanf: bool = False
    snap: bool = False
    medicaid: bool = False
    child_care: bool = False

    @property
    def needs(self) -> frozenset[Program]:
        named = {Program.TANF: self.tanf, Program.SNAP: self.snap, Program.MEDICAID: self.medicaid}
        return frozenset(program for program, asked in named.items() if asked)


@dataclass(frozen=True)
class Told:
    """What was said at first contact."""

    name: str
    phone: str
    words: str
    language: str
    wanted: Wanted
    program: str
    diversion: tuple[str, ...] = ()
    outcome: str = ""
    diversion_words: str = ""
    next_words: str = ""


@transaction.atomic
def take_first_contact(*, region: Region, told: Told, by: User, at: datetime) -> FirstContact:
    """Write down that somebody came, what they look for and what they were offered.

    Raises NotAllowed when another agency takes first contacts there, or
    without a name to call them by.
    """
    if sentence := access.why_not_first_contact(by, region):
        raise NotAllowed(sentence)
    if not told.name.strip():
        raise NotAllowed(_("Enter a name to call them by."))
    row = FirstContact(
        site_id=region.site_id, region=region, agency=_agency(by, region), by=by, at=at
    )
    _write(row, told)
    row.save()
    return row


@transaction.atomic
def change_first_contact(*, contact: FirstContact, told: Told, by: User) -> FirstContact:
    """Put right or complete what was written at first contact."""
    if sentence := access.why_not_first_contact(by, contact.region):
        raise NotAllowed(sentence)
    if not told.name.strip():
        raise NotAllowed(_("Enter a name to call them by."))
    _write(contact, told)
    contact.version += 1
    contact.save()
    return contact


@transaction.atomic
def begin_way_in(
    *,
    case: Case,
    wanted: Wanted,
    contact: FirstContact | None,
    by: User,
    at: datetime,
) -> WayIn:
    """Put a case on its way in. The flow is that of its site.

    A first contact that was written before belongs to the case from now on, and
    its step is done. Raises NotAllowed when the case has a way in, or nothing is wanted.
    """
    case_access.require(by, FunctionCode.INITIAL_CONTACT, case)
    Case.objects.select_for_update().get(pk=case.pk)
    if WayIn.objects.filter(case=case).exists():
        raise NotAllowed(_("This case is on its way in already."))
    if not wanted.needs:
        raise NotAllowed(_("Say what the family came for."))
    if contact is not None and contact.case_id is not None:
        raise NotAllowed(_("This first contact belongs to another case."))
    row = WayIn.objects.create(
        site_id=case.site_id,
        case=case,
        flow=flow_of(case.site.preset, case.site.model),
        wants_tanf=wanted.tanf,
        wants_snap=wanted.snap,
        wants_medicaid=wanted.medicaid,
        wants_child_care=wanted.child_care,
        work_required=case.work_required,
        began_at=at,
        began_by=by,
    )
    AskedPaper.objects.bulk_create(
        AskedPaper(way_in=row, site_id=case.site_id, code=code) for code in _papers(row)
    )
    _open_steps(row, at)
    if contact is not None:
        contact.case = case
        contact.save(update_fields=["case"])
        first = row.steps.filter(code="first_contact").first()
        if first is not None:
            _end(first, StepResult.DONE, "", by, at)
            _open_steps(row, at)
    return row


@transaction.atomic
def end_step(
    *, step: WayInStep, result: StepResult, note: str, by: User, at: datetime
) -> WayInStep:
    """Say that a step is done; the steps that waited for it begin.

    Raises NotAllowed when its function is another's, or something it needs is
    missing: papers, the mini interview, somebody who holds the part.
    """
    row: WayInStep = WayInStep.objects.select_for_update().get(pk=step.pk)
    if row.ends_at is not None:
        return row
    if sentence := why_not_end(row, by):
        raise NotAllowed(sentence)
    if len(note.strip()) > 300:
        raise NotAllowed(_("Say it in at most %(n)d characters.") % {"n": 300})
    if result == StepResult.DENIED and not note.strip():
        raise NotAllowed(_("Say in a few words why it was denied."))
    if result not in results_of(flow_step(row)):
        raise NotAllowed(_("Choose how this step ended."))
    _end(row, result, note, by, at)
    _open_steps(row.way_in, at)
    return row


def why_not_end(step: WayInStep, by: User) -> str | None:
    """Why this person cannot end the step now; None when she can."""
    if sentence := case_access.why_not(by, FunctionCode(step.function), step.case):
        return sentence
    way_in, what = step.way_in, flow_step(step)
    if what.kind is StepKind.PAPERS and (reason := why_not_hand_off(intake_of(way_in))):
        return say(reason)
    if what.kind is StepKind.DECISION and (
        reason := why_not_decide(what.function, intake_of(way_in))
    ):
        return say(reason)
    if what.kind is StepKind.HAND and not _is_held(step.case, str(what.part)):
        return _("Nobody holds this part yet. Assign a worker, or take it from the queue.")
    if what.kind is StepKind.INTERVIEW and not _is_interviewed(step.case):
        return _("The first interview is not finished yet.")
    return None


def results_of(what: FlowStep) -> tuple[StepResult, ...]:
    """How a step can end."""
    if what.kind is StepKind.DECISION:
        return (StepResult.APPROVED, StepResult.DENIED, StepResult.WITHDRAWN)
    return (StepResult.DONE, StepResult.WITHDRAWN)


def flow_step(step: WayInStep) -> FlowStep:
    """The step as its flow's data have it."""
    flow = FLOWS[IntakeFlow(step.way_in.flow)]
    return next(one for one in flow if one.code == step.code)


def intake_of(way_in: WayIn) -> Intake:
    """How far a way in has come, as the rules ask."""
    papers = list(way_in.papers.all())
    talk = way_in.steps.filter(code="mini_interview", ends_at__isnull=False).first()
    return Intake(
        IntakeFlow(way_in.flow),
        checklist_complete=all(one.is_here or one.waived_because for one in papers),
        interviewed_on=timezone.localdate(talk.ends_at) if talk and talk.ends_at else None,
    )


@transaction.atomic
def mark_paper(
    *, paper: AskedPaper, is_here: bool, waived_because: str, by: User, at: datetime
) -> AskedPaper:
    """A paper came, is still missing, or is not needed for a reason."""
    case_access.require(by, Act.EDIT_PERSON, paper.way_in.case)
    reason = "" if is_here else waived_because.strip()
    if len(reason) > 200:
        raise NotAllowed(_("Say it in at most %(n)d characters.") % {"n": 200})
    paper.is_here, paper.waived_because, paper.by, paper.at = is_here, reason, by, at
    paper.save(update_fields=["is_here", "waived_because", "by", "at"])
    return paper


def _papers(row: WayIn) -> Iterable[str]:
    """The checklist belongs to the flow that waits for it."""
    waits = any(step.kind is StepKind.PAPERS for step in FLOWS[IntakeFlow(row.flow)])
    return PAPERS if waits else ()


def _open_steps(row: WayIn, at: datetime) -> None:
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


def _end(row: WayInStep, result: StepResult, note: str, by: User, at: datetime) -> None:
    kinds = {post.employer_kind for post in standing_of(by).posts if post.site_id == row.site_id}
    row.ends_at, row.result, row.note, row.by = at, result, note.strip(), by
    # Where both may do it, who did is kept: footnote b of Table II.1.
    row.employer_kind = str(next(iter(sorted(kinds)), ""))
    row.save(update_fields=["ends_at", "result", "note", "by", "employer_kind"])


def _write(row: FirstContact, told: Told) -> None:
    row.seal("name", told.name.strip())
    row.seal("phone", told.phone.strip() or None)
    row.seal("words", told.words.strip() or None)
    row.language = told.language
    row.wants_tanf, row.wants_snap = told.wanted.tanf, told.wanted.snap
    row.wants_medicaid, row.wants_child_care = told.wanted.medicaid, told.wanted.child_care
    row.program, row.outcome = told.program, told.outcome
    row.diversion = ",".join(told.diversion)
    row.diversion_words, row.next_words = told.diversion_words.strip(), told.next_words.strip()


def _agency(by: User, region: Region) -> Agency:
    """The agency for which she sits there."""
    posts = [
        post
        for post in standing_of(by).case_posts
        if post.covers(site_id=region.site_id, region_id=region.pk)
    ]
    return Agency.objects.get(pk=posts[0].agency_id)


def _is_held(case: Case, part: str) -> bool:
    rows = Assignment.objects.filter(case=case, ends_on=None, staff__isnull=False)
    # A job coach also stands for the worker of her agency.
    parts = [part] if part == "public_worker" else [part, "job_coach"]
    return rows.filter(part__in=parts).exists()


def _is_interviewed(case: Case) -> bool:
    rows = Interview.objects.filter(case=case, finished_at__isnull=False)
    return rows.exclude(asks__slug="mini").exists()

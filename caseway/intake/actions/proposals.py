"""What an interview suggests is done when a person accepts it, and not before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.cases.actions.details import add_strength
from caseway.cases.actions.tasks import add_task
from caseway.cases.models import Person, Task, TaskKind
from caseway.intake import access
from caseway.intake.actions.barriers import note_barrier
from caseway.intake.models import (
    BarrierKind,
    Decided,
    Interview,
    ProposalDecision,
    Severity,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.network.actions.referrals import Sent, Told, make_referral
from caseway.network.models import Referral, Service
from caseway.network.needs import Need
from caseway.network.reasons import keep, reasons_for
from caseway.rules.functions import FunctionCode
from caseway.rules.interviews.proposals import Proposal, ProposalKind

# When the next worker looks whether help was found, and until when a paper is asked for.
HELP_WITHIN = timedelta(days=7)
PROOF_WITHIN = timedelta(days=10)


@dataclass(frozen=True)
class Accepted:
    """How somebody accepts a proposal: what she wrote over what was suggested."""

    words: str = ""
    severity: str = ""
    service: Service | None = None
    due_on: date | None = None


@transaction.atomic
def accept(
    *,
    interview: Interview,
    proposal: Proposal,
    about: Person,
    how: Accepted,
    by: User,
    at: datetime,
    on: date,
) -> ProposalDecision:
    """Do what was suggested: a strength or a barrier on record, a referral begun, a paper asked.

    Without a service the help stays to be looked for: a task.

    Accepting twice is once. Raises NotAllowed when it was set aside meanwhile,
    or when the doing itself is refused.
    """
    if found := _decided(interview, proposal, by):
        if found.decided == Decided.DISMISSED:
            raise NotAllowed(_("Somebody set this aside meanwhile. Take it up again first."))
        return found
    row = ProposalDecision(
        site_id=interview.site_id,
        interview=interview,
        key=proposal.key,
        kind=proposal.kind,
        decided=Decided.ACCEPTED,
        by=by,
        at=at,
    )
    _do(row, proposal, about, how, on)
    row.save()
    return row


@transaction.atomic
def dismiss(
    *, interview: Interview, proposal: Proposal, reason: str, by: User, at: datetime
) -> ProposalDecision:
    """Set a suggestion aside, with a word on why where there is one."""
    if found := _decided(interview, proposal, by):
        return found
    return ProposalDecision.objects.create(
        site_id=interview.site_id,
        interview=interview,
        key=proposal.key,
        kind=proposal.kind,
        decided=Decided.DISMISSED,
        reason=reason.strip()[:300],
        by=by,
        at=at,
    )


@transaction.atomic
def take_up_again(*, decision: ProposalDecision, by: User) -> None:
    """A suggestion that was set aside stands to be decided again."""
    if sentence := access.why_not_edit(by, decision.interview.case):
        raise NotAllowed(sentence)
    if decision.decided != Decided.DISMISSED:
        raise NotAllowed(_("This was accepted, and what came of it is on record."))
    decision.delete()


def _decided(interview: Interview, proposal: Proposal, by: User) -> ProposalDecision | None:
    if sentence := access.why_not_edit(by, interview.case):
        raise NotAllowed(sentence)
    if proposal.keeping not in access.readable(by, interview.case):
        raise NotAllowed(_("This is decided by the workers who may read it."))
    rows = ProposalDecision.objects.select_for_update()
    return rows.filter(interview=interview, key=proposal.key).first()


def _do(row: ProposalDecision, proposal: Proposal, about: Person, how: Accepted, on: date) -> None:
    case = row.interview.case
    if proposal.kind is ProposalKind.STRENGTH:
        row.strength = add_strength(
            person=about,
            words=(how.words or proposal.words.said_in(row.interview.language))[:200],
            named_by_person=True,
            by=row.by,
            at=row.at,
        )
    elif proposal.kind is ProposalKind.BARRIER:
        row.barrier = note_barrier(
            case=case,
            person=about,
            kind=BarrierKind(proposal.code),
            severity=Severity(how.severity or proposal.severity),
            story=how.words,
            named_by_person=True,
            by=row.by,
            at=row.at,
            on=on,
        )
    elif proposal.kind is ProposalKind.REFERRAL and how.service is not None:
        row.referral = _draft(row, Need(proposal.code), about, how.service)
    elif proposal.kind is ProposalKind.REFERRAL:
        title = _("Find help: %(need)s") % {"need": Need(proposal.code).label}
        row.task = _task(row, TaskKind.FOLLOW_UP, title, how.due_on or on + HELP_WITHIN)
    else:
        words = how.words or proposal.words.said_in(row.interview.language)
        title = _("Paper to get: %(what)s") % {"what": words}
        row.task = _task(row, TaskKind.VERIFICATION, title, how.due_on or on + PROOF_WITHIN)


def _draft(row: ProposalDecision, need: Need, about: Person, service: Service) -> Referral:
    """A referral that nobody is told of: the person is asked first. Tied to its one barrier."""
    case = row.interview.case
    sent = Sent(provider=service.provider, service=service, need=need, person=about)
    reasons = [one for one in reasons_for(row.by, case) if one.need == need]
    told = Told(barrier=reasons[0].words if len(reasons) == 1 else "")
    made = make_referral(case=case, sent=sent, told=told, by=row.by, at=row.at)
    if len(reasons) == 1:
        keep(made, reasons[0], by=row.by, at=row.at)
    return made


def _task(row: ProposalDecision, kind: TaskKind, title: str, due_on: date) -> Task:
    function = FunctionCode.REFERRALS if kind == TaskKind.FOLLOW_UP else FunctionCode.ASSESSMENT
    return add_task(
        case=row.interview.case,
        kind=kind,
        title=title[:200],
        function=function,
        due_on=due_on,
        by=row.by,
    )

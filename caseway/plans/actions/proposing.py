"""Proposals from either side, and the answer of the other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.plans import access
from caseway.plans.actions.signing import why_not_use
from caseway.plans.models import Goal, Plan, Proposal, ProposalState, Side, SigningLink

MOST_OPEN = 20


@transaction.atomic
def propose(
    *,
    plan: Plan,
    side: Side,
    words: str,
    why: str,
    by: User | None,
    at: datetime,
    goal: Goal | None = None,
    link: SigningLink | None = None,
) -> Proposal:
    """Ask for something in a plan to be otherwise: by a worker, for herself or for the person, or
    by the person through her link. Raises NotAllowed."""
    if by is not None:
        access.require(access.why_not_meet(by, plan))
    elif link is None or link.version.plan_id != plan.pk or side != Side.PARTICIPANT:
        raise ValueError("A proposal without an account comes by a link, from the participant")
    else:
        access.require(why_not_use(link, at))
    if not words.strip():
        raise NotAllowed(_("Say what should be otherwise."))
    if goal is not None and goal.plan_id != plan.pk:
        raise NotAllowed(_("This goal is not of this plan."))
    waiting = Proposal.objects.filter(plan=plan, state=ProposalState.OPEN, side=side)
    if waiting.count() >= MOST_OPEN:
        raise NotAllowed(_("Many proposals wait for an answer already. Talk about those first."))
    row: Proposal = Proposal.objects.create(
        site_id=plan.site_id,
        plan=plan,
        goal=goal,
        side=side,
        words=words.strip(),
        why=why.strip(),
        by=by,
        link=link,
        made_at=at,
    )
    audit.record("plan.proposed", on=row, by=by, at=at)
    return row


@transaction.atomic
def answer(
    *,
    proposal: Proposal,
    agreed: bool,
    words: str,
    by: User | None,
    at: datetime,
    link: SigningLink | None = None,
) -> Proposal:
    """Answer what the other side proposed. A refusal says why. Raises NotAllowed.

    A worker answers the person's proposals, and writes down what the person answered to the
    agency's; by a link the person answers the agency's herself.
    """
    row: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if by is not None:
        access.require(access.why_not_write(by, row.plan))
    else:
        assert link is not None
        access.require(why_not_use(link, at))
        if row.plan_id != link.version.plan_id or row.side != Side.STAFF:
            raise NotAllowed(_("This proposal waits for the agency’s answer."))
    if row.state != ProposalState.OPEN:
        raise NotAllowed(_("This was answered already."))
    if not agreed and not words.strip():
        raise NotAllowed(_("Say why not, in a few words."))
    row.state = ProposalState.AGREED if agreed else ProposalState.NOT_AGREED
    row.answer, row.answered_by, row.answered_at = words.strip(), by, at
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit.record("plan.answered", on=row, by=by, at=at)
    return row

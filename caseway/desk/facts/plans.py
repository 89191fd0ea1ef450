"""What is known of the plans of many cases, and what of it calls for attention.

Asked: `cases`, as in `basics`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_noop

from caseway.desk.facts.pieces import Piece, Row
from caseway.kernel.prepared import Asked, OneOf
from caseway.plans.models import (
    OPEN_STEPS,
    Plan,
    PlanReview,
    PlanVersion,
    Proposal,
    ProposalState,
    Side,
    Signature,
    SignatureAct,
    SignerRole,
    Step,
    Support,
)
from caseway.rules.caseload.signals import Signal, SignalKind
from caseway.rules.plans.reviews import Kept, review
from caseway.rules.reasons import Term

NAMES = ("plan_versions", "plan_acts", "plan_reviews", "plan_proposals", "plan_supports")

_WAITS = Term(gettext_noop("Your signature is missing on the plan"))
_PAPER = Term(gettext_noop("Asked for the plan on paper"))
_DECLINED = Term(gettext_noop("Declined to sign the plan"))


def plan_pieces() -> list[Piece]:
    """Versions, acts of signing, reviews, open proposals and promises of plans that are open."""
    return [
        Piece(
            "plan_versions",
            PlanVersion.objects.filter(OneOf("plan__case_id", "cases"), plan__ends_on=None),
            case="plan__case_id",
            code="plan__kind",
            number="number",
            person="plan_id",
            moment="offered_at",
        ),
        Piece(
            "plan_acts",
            Signature.objects.filter(
                OneOf("version__plan__case_id", "cases"), version__plan__ends_on=None
            ),
            case="version__plan__case_id",
            code="act",
            sort="role",
            number="version_id",
            person="version__plan_id",
            moment="at",
        ),
        Piece(
            "plan_reviews",
            PlanReview.objects.filter(OneOf("plan__case_id", "cases"), plan__ends_on=None),
            case="plan__case_id",
            person="plan_id",
            day="on",
        ),
        Piece(
            "plan_proposals",
            Proposal.objects.filter(
                OneOf("plan__case_id", "cases"),
                plan__ends_on=None,
                state=ProposalState.OPEN,
                side=Side.PARTICIPANT,
            ),
            case="plan__case_id",
            text="words",
            person="plan_id",
            moment="made_at",
        ),
        Piece(
            "plan_supports",
            Support.objects.standing().filter(
                OneOf("plan__case_id", "cases"), plan__ends_on=None, given_on=None
            ),
            case="plan__case_id",
            text="words",
            who="owner__name",
            person="plan_id",
            day="due_on",
        ),
    ]


def page_pieces() -> list[Piece]:
    """`plans`: the open plans of one case; `plan_steps`: what is to be done, soonest first.

    Asked: `case`.
    """
    case = Asked("case", models.BigIntegerField())
    return [
        Piece(
            "plans",
            Plan.objects.filter(case=case, ends_on=None),
            code="kind",
            text="family_words",
            day="starts_on",
        ),
        Piece(
            "plan_steps",
            Step.objects.standing().filter(
                plan__case=case, plan__ends_on=None, state__in=OPEN_STEPS
            ),
            case="plan__case_id",
            code="state",
            text="words",
            day="due_on",
        ),
    ]


def plan_signals(
    versions: Iterable[Row],
    acts: Iterable[Row],
    reviews: Iterable[Row],
    proposals: Iterable[Row],
    supports: Iterable[Row],
    on: date,
) -> Iterator[Signal]:
    """What calls for attention in the plans of one case."""
    yield from _asked(proposals)
    yield from _promised(supports)
    done: dict[int, list[Row]] = defaultdict(list)
    for row in acts:
        done[row.number or 0].append(row)
    reviewed = {row.person: row.day for row in sorted(reviews, key=_by_day) if row.day}
    by_plan: dict[int | None, list[Row]] = defaultdict(list)
    for row in sorted(versions, key=lambda row: row.number or 0):
        by_plan[row.person].append(row)
    for plan, rows in by_plan.items():
        yield from _waiting(rows[-1], done[rows[-1].id])
        agreed = agreed_on(rows, done)
        if agreed is not None:
            since = max(agreed, reviewed.get(plan, agreed))
            due = review(Kept(rows[-1].code, since), on).due_on
            yield Signal(SignalKind.PLAN_REVIEW, due, ref=str(plan))


def _asked(proposals: Iterable[Row]) -> Iterator[Signal]:
    for row in proposals:
        if row.moment:
            yield Signal(SignalKind.PLAN_PROPOSAL, _day(row.moment), ref=str(row.id))


def _promised(supports: Iterable[Row]) -> Iterator[Signal]:
    for row in supports:
        if row.day:
            about = {"what": row.text}
            yield Signal(SignalKind.PLAN_SUPPORT, row.day, ref=str(row.id), about=about)


def _by_day(row: Row) -> date:
    return row.day or date.min


def agreed_on(versions: list[Row], done: dict[int, list[Row]]) -> date | None:
    """When the newest version that both sides signed became theirs; None without one."""
    for version in reversed(versions):
        signed = {row.sort: row.moment for row in done[version.id] if row.code == "signed"}
        both = signed.get(SignerRole.PARTICIPANT), signed.get(SignerRole.STAFF)
        if both[0] and both[1]:
            return _day(max(both[0], both[1]))
    return None


def _waiting(version: Row, acts: list[Row]) -> Iterator[Signal]:
    """The newest version: what the person did last, when the agency has not answered it."""
    hers = [row for row in acts if row.sort == SignerRole.PARTICIPANT and row.moment]
    if not hers:
        return
    last = max(hers, key=lambda row: row.id)
    agency = any(row.sort == SignerRole.STAFF and row.code == "signed" for row in acts)
    words = {
        SignatureAct.SIGNED: None if agency else _WAITS,
        SignatureAct.PAPER: _PAPER,
        SignatureAct.DECLINED: _DECLINED,
    }[SignatureAct(last.code)]
    if words is not None and last.moment is not None:
        yield Signal(
            SignalKind.PLAN_SIGNATURE,
            _day(last.moment),
            ref=str(version.id),
            about={"what": words},
        )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)

"""The steps of a referral: done by staff, reported by a provider, taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from caseway.cases import access
from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.network.facts import agreed_of, stands_of
from caseway.network.models import Referral, ReferralLink, ReferralStep
from caseway.rules.functions import FunctionCode
from caseway.rules.referrals.ageing import due_on
from caseway.rules.referrals.codes import Actor, Move, Result, Shares, State
from caseway.rules.referrals.moves import Given, leads_to, why_not_move

_KEPT = (
    "state",
    "state_since",
    "sent_on",
    "asked_on",
    "appointment_at",
    "expected_on",
    "refusal",
    "result",
    "closed_at",
)
_DAYS = frozenset({"sent_on", "asked_on", "expected_on"})
_MOMENTS = frozenset({"state_since", "appointment_at", "closed_at"})
_ENCODER = DjangoJSONEncoder()


@dataclass(frozen=True)
class Report:
    """Beside what the rule asks for: when a place may come free, and who told us."""

    expected_on: date | None = None
    said_by: str = ""


def why_not_work(user: User, referral: Referral) -> str | None:
    """The sentence when she may not move the referral. A closed case still gets its results."""
    return access.why_not(user, FunctionCode.REFERRALS, referral.case)


@transaction.atomic
def move_referral(
    *,
    referral: Referral,
    move: Move,
    given: Given,
    by: User,
    at: datetime,
    report: Report = Report(),
) -> Referral:
    """Make one step. Raises NotAllowed when it does not follow, or lacks what it needs."""
    row = _locked(referral)
    if sentence := why_not_work(by, row):
        raise NotAllowed(sentence)
    _refuse(row, move, given, Actor.STAFF)
    return _step(row, move, given, report, at, by=by)


@transaction.atomic
def answer_by_link(
    *, link: ReferralLink, move: Move, given: Given, report: Report, at: datetime
) -> Referral:
    """Note what the provider answered by their link. Raises NotAllowed.

    The log names the link, and no account. Once they accept somebody of whom they knew the
    initials, they are told name and phone, as the person agreed, and that is written down.
    """
    with audit.acting_as(None, f"partner's link {link.pk}"):
        row = _locked(link.referral)
        _refuse(row, move, given, Actor.PARTNER)
        knew = knows_name(row)
        row = _step(row, move, given, report, at, link=link)
        if knows_name(row) and not knew:
            disclose(row, link, at, what="name, phone, language")
    return row


@transaction.atomic
def take_back(*, referral: Referral, by: User, at: datetime) -> Referral:
    """Undo the latest step. It stays on record, with that it was taken back. Raises NotAllowed."""
    row = _locked(referral)
    if sentence := why_not_work(by, row):
        raise NotAllowed(sentence)
    last = last_step(row)
    if last is None:
        raise NotAllowed(_("There is no step to take back."))
    for name in _KEPT:
        setattr(row, name, _read(name, last.before.get(name)))
    _save(row)
    ReferralStep.objects.create(
        referral=row, move=Move.TAKE_BACK, state=row.state, at=at, by=by, takes_back=last
    )
    return row


def last_step(referral: Referral) -> ReferralStep | None:
    """The step that taking back would undo: none once only the making is left."""
    steps = ReferralStep.objects.filter(
        referral=referral, takes_back=None, taken_back_by=None
    ).exclude(move=Move.MAKE)
    return steps.order_by("-pk").first()


def due_of(row: Referral) -> date | None:
    """The day by which somebody should act."""
    return due_on(stands_of(row))


def knows_name(row: Referral) -> bool:
    """Whether the provider may be shown who the person is."""
    if row.shares == Shares.NAME:
        return row.state != State.CLOSED
    unsure = {State.MADE, State.SENT, State.WAITLISTED, State.DECLINED, State.CLOSED}
    return row.shares == Shares.INITIALS and State(row.state) not in unsure


def disclose(row: Referral, link: ReferralLink, at: datetime, *, what: str) -> None:
    """Write down what was given to whom, and by what right."""
    on = row.consent_on.isoformat() if row.consent_on else ""
    audit.disclose(
        on=row,
        to=f"provider {row.provider_id}",
        what=what,
        legal_basis=f"the person's consent ({row.consent}), {on}",
        by=link.made_by,
        at=at,
        case_id=row.case_id,
    )


def _locked(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case")
    found: Referral = rows.get(pk=referral.pk)
    return found


def _refuse(row: Referral, move: Move, given: Given, actor: Actor) -> None:
    reason = why_not_move(State(row.state), move, given, agreed=agreed_of(row), actor=actor)
    if reason:
        raise NotAllowed(say(reason))


def _step(
    row: Referral,
    move: Move,
    given: Given,
    report: Report,
    at: datetime,
    *,
    by: User | None = None,
    link: ReferralLink | None = None,
) -> Referral:
    before = {name: _write(getattr(row, name)) for name in _KEPT}
    _apply(row, move, given, report, at)
    _save(row)
    ReferralStep.objects.create(
        referral=row,
        move=move,
        state=row.state,
        at=at,
        by=by,
        link=link,
        said_by=report.said_by.strip(),
        note=given.words.strip(),
        refusal=row.refusal if move is Move.DECLINE else "",
        result=row.result,
        appointment_at=given.at if move is Move.APPOINT else None,
        expected_on=report.expected_on if move is Move.WAITLIST else None,
        before=before,
    )
    return row


def _apply(row: Referral, move: Move, given: Given, report: Report, at: datetime) -> None:
    today = timezone.localtime(at).date()
    there = leads_to(State(row.state), move, agreed_of(row))
    if there != row.state or move is Move.APPOINT:
        row.state, row.state_since, row.asked_on = there.value, at, None
    if move is Move.SEND:
        row.sent_on = today
    elif move in (Move.REMIND, Move.CHECK):
        row.asked_on = today
    elif move is Move.APPOINT:
        row.appointment_at = given.at
    elif move is Move.WAITLIST:
        row.expected_on = report.expected_on
    row.refusal = (given.reason or "") if move is Move.DECLINE else _still(row)
    if there is State.CLOSED:
        result = Result.WITHDRAWN if move is Move.WITHDRAW else given.result
        row.result, row.closed_at = str(result or ""), at


def _still(row: Referral) -> str:
    """Why they declined stays with a referral that ended so, and goes when they think again."""
    return row.refusal if row.state in (State.DECLINED, State.CLOSED) else ""


def _save(row: Referral) -> None:
    """Steps leave the version alone: two people at one text are told apart by texts only."""
    row.due_on = due_of(row)
    row.save()


def _write(value: Any) -> Any:
    return _ENCODER.default(value) if isinstance(value, date | datetime) else value


def _read(name: str, value: Any) -> Any:
    if value and name in _DAYS:
        return parse_date(value)
    if value and name in _MOMENTS:
        return parse_datetime(value)
    return value

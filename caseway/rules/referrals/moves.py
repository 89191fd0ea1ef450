"""The way of a referral: which move leads from where to where, who may make it, what it needs.

A referral is never deleted and never falls silent: every state but the last has a
move that leads on, and the last is reached only with a result.

Source: docs/adr/0082-referrals.md; for consent 42 CFR 2.31 (treatment of substance use, in
writing) and 34 USC 12291(b)(2) (victims of violence: informed, written, limited in time).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from caseway.rules.reasons import Reason, Sentence, Term, _, because
from caseway.rules.referrals.codes import (
    RESULT_LABELS,
    STATE_LABELS,
    Actor,
    Consent,
    Move,
    Refusal,
    Result,
    Shares,
    State,
)

S, M = State, Move
OPEN = frozenset(State) - {S.CLOSED}

# From where a move may be made, and where it leads; None leaves it where it is.
WAYS: Mapping[Move, tuple[frozenset[State], State | None]] = {
    M.SEND: (frozenset({S.MADE}), S.SENT),
    M.REMIND: (frozenset({S.SENT, S.TOLD, S.WAITLISTED, S.ACCEPTED}), None),
    M.ACCEPT: (frozenset({S.SENT, S.WAITLISTED, S.DECLINED}), S.ACCEPTED),
    M.WAITLIST: (frozenset({S.SENT, S.ACCEPTED, S.DECLINED}), S.WAITLISTED),
    M.DECLINE: (frozenset({S.SENT, S.WAITLISTED, S.ACCEPTED}), S.DECLINED),
    M.APPOINT: (
        frozenset(
            {
                S.SENT,
                S.TOLD,
                S.WAITLISTED,
                S.ACCEPTED,
                S.APPOINTMENT,
                S.MISSED,
                S.ATTENDED,
                S.IN_SERVICE,
            }
        ),
        S.APPOINTMENT,
    ),
    M.ATTEND: (frozenset({S.TOLD, S.ACCEPTED, S.APPOINTMENT, S.MISSED}), S.ATTENDED),
    M.MISS: (frozenset({S.APPOINTMENT}), S.MISSED),
    M.START: (frozenset({S.SENT, S.TOLD, S.ACCEPTED, S.APPOINTMENT, S.ATTENDED}), S.IN_SERVICE),
    M.CHECK: (frozenset({S.ATTENDED, S.IN_SERVICE}), None),
    M.CLOSE: (OPEN, S.CLOSED),
    M.WITHDRAW: (OPEN, S.CLOSED),
}
PARTNERS = frozenset(
    {M.ACCEPT, M.WAITLIST, M.DECLINE, M.APPOINT, M.ATTEND, M.MISS, M.START, M.CLOSE}
)
PARTNERS_RESULTS = (Result.HELPED, Result.PARTLY, Result.NOT_HELPED, Result.NEVER_CAME)

# What somebody most likely does next, the likeliest first.
LIKELY: Mapping[State, tuple[Move, ...]] = {
    S.MADE: (M.SEND, M.WITHDRAW, M.CLOSE),
    S.SENT: (M.REMIND, M.ACCEPT, M.APPOINT, M.WAITLIST, M.DECLINE, M.START, M.WITHDRAW, M.CLOSE),
    S.TOLD: (M.ATTEND, M.REMIND, M.APPOINT, M.START, M.WITHDRAW, M.CLOSE),
    S.WAITLISTED: (M.REMIND, M.ACCEPT, M.APPOINT, M.DECLINE, M.WITHDRAW, M.CLOSE),
    S.ACCEPTED: (
        M.APPOINT, M.ATTEND, M.START, M.REMIND, M.WAITLIST, M.DECLINE, M.WITHDRAW, M.CLOSE,
    ),
    S.APPOINTMENT: (M.ATTEND, M.MISS, M.APPOINT, M.START, M.WITHDRAW, M.CLOSE),
    S.MISSED: (M.APPOINT, M.ATTEND, M.WITHDRAW, M.CLOSE),
    S.ATTENDED: (M.CLOSE, M.START, M.APPOINT, M.CHECK, M.WITHDRAW),
    S.IN_SERVICE: (M.CHECK, M.CLOSE, M.APPOINT, M.WITHDRAW),
    S.DECLINED: (M.CLOSE, M.ACCEPT, M.WAITLIST, M.WITHDRAW),
    S.CLOSED: (),
}  # fmt: skip

_WENT = frozenset({S.TOLD, S.ACCEPTED, S.APPOINTMENT, S.MISSED, S.ATTENDED, S.IN_SERVICE})
# From which states a result can be true.
FITS: Mapping[Result, frozenset[State]] = {
    Result.HELPED: _WENT,
    Result.PARTLY: _WENT,
    Result.NOT_HELPED: _WENT,
    Result.NEVER_CAME: frozenset({S.TOLD, S.ACCEPTED, S.APPOINTMENT, S.MISSED}),
    Result.DECLINED: frozenset({S.DECLINED}),
    Result.NO_ANSWER: frozenset({S.SENT, S.WAITLISTED, S.ACCEPTED}),
    Result.ELSEWHERE: OPEN,
    Result.NOT_NEEDED: OPEN,
    Result.WITHDRAWN: OPEN,
}

NOT_FROM_HERE = Sentence(
    "referral.not_from_here",
    _("This cannot be done while the referral stands at “%(here)s”. Reload the page to see it."),
)
NOT_PARTNERS = Sentence(
    "referral.not_partners", _("This is done by the workers of the case. Please call them.")
)
SAY_WHY = Sentence("referral.say_why", _("Say why."))
SAY_WHEN = Sentence("referral.say_when", _("Enter the day and the time of the appointment."))
SAY_RESULT = Sentence(
    "referral.say_result", _("Say what came of it. A referral closes only with a result.")
)
RESULT_DOES_NOT_FIT = Sentence(
    "referral.result_does_not_fit",
    _("“%(result)s” does not fit a referral that stands at “%(here)s”."),
)
SAY_CONSENT = Sentence(
    "referral.say_consent",
    _("Ask the person first what you may share, and note here how they said yes."),
)
SIGN_CONSENT = Sentence(
    "referral.sign_consent",
    _("For this kind of help the person has to agree in writing before anybody is told."),
)


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a move."""

    reason: Refusal | None = None
    words: str = ""
    at: datetime | None = None
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the person agreed to. `in_writing` says that this kind of help asks for it."""

    shares: Shares
    consent: Consent | None = None
    in_writing: bool = False


def leads_to(here: State, move: Move, agreed: Agreed) -> State:
    """Where the move leads. Raises KeyError for taking back, which the record decides."""
    there = WAYS[move][1]
    if move is M.SEND and agreed.shares is Shares.NOTHING:
        return S.TOLD
    return here if there is None else there


def why_not_move(
    here: State, move: Move, given: Given, *, agreed: Agreed, actor: Actor = Actor.STAFF
) -> Reason | None:
    """Why the move cannot be made now; None when it can."""
    if actor is Actor.PARTNER and move not in PARTNERS:
        return because(NOT_PARTNERS)
    if here not in WAYS[move][0]:
        return because(NOT_FROM_HERE, here=Term(STATE_LABELS[here]))
    if move is M.SEND:
        return why_not_share(agreed)
    if move is M.DECLINE and given.reason is None:
        return because(SAY_WHY)
    if move is M.WITHDRAW and not given.words.strip():
        return because(SAY_WHY)
    if move is M.APPOINT and given.at is None:
        return because(SAY_WHEN)
    return _why_not_close(here, given, actor) if move is M.CLOSE else None


def why_not_share(agreed: Agreed) -> Reason | None:
    """Why nobody may be told of the person yet; None when they may, or nobody is told."""
    if agreed.shares is Shares.NOTHING:
        return None
    if agreed.consent is None:
        return because(SAY_CONSENT)
    if agreed.in_writing and agreed.consent is not Consent.SIGNED:
        return because(SIGN_CONSENT, "42 CFR 2.31; 34 USC 12291(b)(2)")
    return None


def results_from(here: State, actor: Actor = Actor.STAFF) -> tuple[Result, ...]:
    """The results that can be true from here, for whoever says so. Withdrawing is a move."""
    known = PARTNERS_RESULTS if actor is Actor.PARTNER else tuple(Result)
    return tuple(
        result for result in known if result is not Result.WITHDRAWN and here in FITS[result]
    )


def moves_from(here: State, *, actor: Actor = Actor.STAFF) -> tuple[Move, ...]:
    """What can be done next, the likeliest first."""
    every = LIKELY[here]
    if actor is Actor.STAFF:
        return every
    found = [move for move in every if move in PARTNERS]
    if not results_from(here, actor) and M.CLOSE in found:
        found.remove(M.CLOSE)
    return tuple(found)


def _why_not_close(here: State, given: Given, actor: Actor) -> Reason | None:
    if given.result is None:
        return because(SAY_RESULT)
    if given.result in results_from(here, actor):
        return None
    return because(
        RESULT_DOES_NOT_FIT,
        result=Term(RESULT_LABELS[given.result]),
        here=Term(STATE_LABELS[here]),
    )

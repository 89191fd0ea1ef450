"""A referral goes its way: what may be done when, by whom, and what it takes."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.referrals.codes import (
    MOVE_LABELS,
    MOVE_PAST,
    REFUSAL_LABELS,
    RESULT_LABELS,
    STATE_LABELS,
    URGENCY_LABELS,
    Actor,
    Consent,
    Move,
    Refusal,
    Result,
    Shares,
    State,
    Urgency,
)
from caseway.rules.referrals.moves import (
    FITS,
    LIKELY,
    OPEN,
    PARTNERS,
    WAYS,
    Agreed,
    Given,
    leads_to,
    moves_from,
    results_from,
    why_not_move,
    why_not_share,
)

S, M, R = State, Move, Result
YES = Agreed(Shares.INITIALS, Consent.SPOKEN)
ALONE = Agreed(Shares.NOTHING)
NOON = datetime(2026, 11, 24, 12, 0)
WHOLE = Given(Refusal.FULL, "She moved to Queens.", NOON, None)


def after(*moves, agreed=YES):
    """Where a referral stands after these moves, each of them allowed."""
    here = S.MADE
    for move in moves:
        result = next(iter(results_from(here)), None)
        said = Given(WHOLE.reason, WHOLE.words, WHOLE.at, result)
        assert why_not_move(here, move, said, agreed=agreed) is None, (here, move)
        here = leads_to(here, move, agreed)
    return here


@pytest.mark.parametrize(
    ("moves", "stands"),
    [
        ([M.SEND], S.SENT),
        ([M.SEND, M.REMIND], S.SENT),
        ([M.SEND, M.ACCEPT], S.ACCEPTED),
        ([M.SEND, M.WAITLIST, M.REMIND], S.WAITLISTED),
        ([M.SEND, M.WAITLIST, M.ACCEPT, M.APPOINT, M.ATTEND, M.START], S.IN_SERVICE),
        ([M.SEND, M.APPOINT, M.MISS, M.APPOINT, M.ATTEND], S.ATTENDED),
        ([M.SEND, M.DECLINE], S.DECLINED),
        ([M.SEND, M.DECLINE, M.ACCEPT], S.ACCEPTED),
        ([M.SEND, M.ACCEPT, M.START, M.CHECK, M.CLOSE], S.CLOSED),
        ([M.WITHDRAW], S.CLOSED),
    ],
)
def test_a_referral_goes_its_way(moves, stands):
    assert after(*moves) is stands


def test_whoever_is_told_of_nobody_waits_for_no_answer():
    assert after(M.SEND, agreed=ALONE) is S.TOLD
    assert M.ACCEPT not in moves_from(S.TOLD)
    assert after(M.SEND, M.ATTEND, M.CLOSE, agreed=ALONE) is S.CLOSED


@pytest.mark.parametrize(
    ("here", "move"),
    [
        (S.MADE, M.ACCEPT),
        (S.SENT, M.MISS),
        (S.SENT, M.SEND),
        (S.DECLINED, M.ATTEND),
        (S.WAITLISTED, M.START),
        *((S.CLOSED, move) for move in WAYS),
    ],
)
def test_what_does_not_follow_is_refused_with_where_it_stands(here, move):
    refusal = why_not_move(here, move, WHOLE, agreed=YES)

    assert STATE_LABELS[here] in refusal.text


@pytest.mark.parametrize(
    ("here", "move", "bare", "enough"),
    [
        (S.SENT, M.DECLINE, Given(words="Full"), Given(Refusal.FULL)),
        (S.SENT, M.WITHDRAW, Given(words="  "), Given(words="She found a place.")),
        (S.ACCEPTED, M.APPOINT, Given(words="Soon"), Given(at=NOON)),
        (S.ATTENDED, M.CLOSE, Given(words="Done"), Given(result=R.HELPED)),
    ],
)
def test_a_move_needs_what_makes_it_worth_reading(here, move, bare, enough):
    assert why_not_move(here, move, bare, agreed=YES) is not None
    assert why_not_move(here, move, enough, agreed=YES) is None


@pytest.mark.parametrize(
    ("here", "result", "fits"),
    [
        (S.SENT, R.NO_ANSWER, True),
        (S.SENT, R.HELPED, False),
        (S.SENT, R.NEVER_CAME, False),
        (S.ACCEPTED, R.HELPED, True),
        (S.MISSED, R.NEVER_CAME, True),
        (S.ATTENDED, R.NEVER_CAME, False),
        (S.IN_SERVICE, R.NO_ANSWER, False),
        (S.DECLINED, R.DECLINED, True),
        (S.ACCEPTED, R.DECLINED, False),
        (S.MADE, R.NOT_NEEDED, True),
        (S.ATTENDED, R.WITHDRAWN, False),  # that is a move of its own, with a reason
    ],
)
def test_a_result_must_fit_what_happened(here, result, fits):
    refusal = why_not_move(here, M.CLOSE, Given(result=result), agreed=YES)

    assert (refusal is None) is fits


@pytest.mark.parametrize(
    ("agreed", "may"),
    [
        (Agreed(Shares.NOTHING), True),
        (Agreed(Shares.NOTHING, in_writing=True), True),
        (Agreed(Shares.INITIALS), False),
        (Agreed(Shares.INITIALS, Consent.SPOKEN), True),
        (Agreed(Shares.NAME, Consent.SPOKEN, in_writing=True), False),
        (Agreed(Shares.NAME, Consent.SIGNED, in_writing=True), True),
    ],
)
def test_nobody_is_told_of_a_person_who_did_not_agree(agreed, may):
    assert (why_not_share(agreed) is None) is may
    assert (why_not_move(S.MADE, M.SEND, Given(), agreed=agreed) is None) is may


@pytest.mark.parametrize("move", [*WAYS, M.TAKE_BACK, M.MAKE])
def test_a_partner_answers_and_does_nothing_else(move):
    if move in PARTNERS:
        return
    refusal = why_not_move(S.SENT, move, WHOLE, agreed=YES, actor=Actor.PARTNER)
    assert refusal.text == "This is done by the workers of the case. Please call them."


def test_a_partner_cannot_say_that_nobody_answered():
    said = Given(result=R.NO_ANSWER)

    assert why_not_move(S.ACCEPTED, M.CLOSE, said, agreed=YES) is None
    assert why_not_move(S.ACCEPTED, M.CLOSE, said, agreed=YES, actor=Actor.PARTNER) is not None
    assert M.CLOSE not in moves_from(S.SENT, actor=Actor.PARTNER)


@given(st.sampled_from(State))
def test_no_open_referral_is_a_dead_end_and_a_closed_one_moves_no_more(here):
    ways = {move for move, (starts, _end) in WAYS.items() if here in starts}

    assert set(LIKELY[here]) == ways
    assert (here in OPEN) is bool(ways)
    if here in OPEN:
        assert results_from(here)
        assert {M.CLOSE, M.WITHDRAW} <= ways


@given(st.lists(st.sampled_from(list(WAYS)), max_size=12), st.sampled_from([YES, ALONE]))
def test_however_it_goes_it_closes_only_with_a_result(moves, agreed):
    here, result = S.MADE, None
    for move in moves:
        if why_not_move(here, move, WHOLE, agreed=agreed) is None:
            here = leads_to(here, move, agreed)
            result = R.WITHDRAWN if move is M.WITHDRAW else result
    assert (here is S.CLOSED) is (result is not None)


def test_every_word_is_said():
    assert set(STATE_LABELS) == set(State)
    assert set(MOVE_LABELS) == set(MOVE_PAST) == set(Move)
    assert set(RESULT_LABELS) == set(FITS) == set(Result)
    assert set(REFUSAL_LABELS) == set(Refusal)
    assert set(URGENCY_LABELS) == set(Urgency)

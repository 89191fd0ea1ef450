"""Support in money: who decides, from where it can go where, and what each step needs."""

from decimal import Decimal

import pytest

from caseway.rules.supports import (
    STATE_LABELS,
    WAYS,
    Asked,
    SupportMove,
    SupportState,
    dollars,
    why_not_move,
)

S, M = SupportState, SupportMove
HUNDRED = Decimal(100)


def why(here, move, asked=None, own=False, **said):
    reason = why_not_move(here, move, asked or Asked(HUNDRED), own=own, **said)
    return reason.text if reason else None


@pytest.mark.parametrize(
    ("amount", "limit", "another"),
    [
        ("100.00", HUNDRED, False),
        ("100.01", HUNDRED, True),
        ("0.01", Decimal(0), True),
        ("5.00", None, True),  # without a limit somebody else decides on everything
    ],
)
def test_above_the_limit_somebody_else_decides(amount, limit, another):
    assert Asked(Decimal(amount), limit).needs_another is another


def test_nobody_approves_her_own_request_where_another_has_to():
    asked = Asked(Decimal(150), HUNDRED)

    assert why(S.ASKED, M.APPROVE, asked, own=True) == (
        "Amounts above $100.00 are decided by somebody other than who asks."
    )
    assert why(S.ASKED, M.APPROVE, asked) is None


@pytest.mark.parametrize(("left", "enough"), [("100.00", True), ("99.99", False), ("-5", False)])
def test_a_fund_pays_no_more_than_it_has(left, enough):
    refusal = why(S.ASKED, M.APPROVE, Asked(HUNDRED, None, Decimal(left)))

    assert (refusal is None) is enough


@pytest.mark.parametrize("move", [M.REFUSE, M.WITHDRAW])
def test_no_money_is_refused_without_a_reason(move):
    assert why(S.ASKED, move, words="  ") == "Say why."
    assert why(S.ASKED, move, words="The college pays.") is None


@pytest.mark.parametrize(
    ("paid", "fine"),
    [("0.01", True), ("100.00", True), ("100.01", False), ("0", False), (None, False)],
)
def test_what_is_paid_is_some_and_no_more_than_was_approved(paid, fine):
    refusal = why(S.APPROVED, M.PAY, paid=Decimal(paid) if paid else None)

    assert (refusal is None) is fine


@pytest.mark.parametrize("here", S)
@pytest.mark.parametrize("move", M)
def test_each_step_is_made_from_where_it_can_be(here, move):
    refusal = why(here, move, words="So.", paid=HUNDRED)

    assert (refusal is None) is (here in WAYS[move][0])
    if refusal:
        assert STATE_LABELS[here] in refusal


def test_dollars_are_written_with_cents():
    assert dollars(Decimal("1234.5")) == "$1,234.50"

"""Money that takes something out of the way: who decides on it, and what each step needs.

Small amounts are decided by whoever asks, so that a bus card does not wait for a signature; above
the limit somebody else decides. A refusal carries its reason.

Source: docs/adr/0083-support-and-advocacy.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from caseway.rules.reasons import Reason, Sentence, Term, _, because


class SupportState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


class SupportMove(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    PAY = "pay"
    WITHDRAW = "withdraw"


STATE_LABELS: Mapping[SupportState, str] = {
    SupportState.ASKED: _("Waits for a decision"),
    SupportState.APPROVED: _("Approved, to be paid"),
    SupportState.REFUSED: _("Refused"),
    SupportState.PAID: _("Paid"),
    SupportState.WITHDRAWN: _("Withdrawn"),
}
WAYS: Mapping[SupportMove, tuple[frozenset[SupportState], SupportState]] = {
    SupportMove.APPROVE: (frozenset({SupportState.ASKED}), SupportState.APPROVED),
    SupportMove.REFUSE: (frozenset({SupportState.ASKED}), SupportState.REFUSED),
    SupportMove.PAY: (frozenset({SupportState.APPROVED}), SupportState.PAID),
    SupportMove.WITHDRAW: (
        frozenset({SupportState.ASKED, SupportState.APPROVED}),
        SupportState.WITHDRAWN,
    ),
}

NOT_FROM_HERE = Sentence(
    "support.not_from_here",
    _("This cannot be done any more: it stands at “%(here)s”. Reload the page to see it."),
)
OWN_REQUEST = Sentence(
    "support.own_request",
    _("Amounts above %(limit)s are decided by somebody other than who asks."),
)
NOT_LEFT = Sentence(
    "support.not_left", _("The fund has %(left)s left. Ask for less, or add to the fund first.")
)
SAY_WHY = Sentence("support.say_why", _("Say why."))
PAY_HOW_MUCH = Sentence("support.pay_how_much", _("Pay at most the %(amount)s that were approved."))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `limit` is up to where the asker decides; None: never.

    `left` is what the fund still has; None where no fund is kept. Amounts are dollars.
    """

    amount: Decimal
    limit: Decimal | None = None
    left: Decimal | None = None

    @property
    def needs_another(self) -> bool:
        """Whether somebody else has to decide."""
        return self.limit is None or self.amount > self.limit


def why_not_move(
    here: SupportState,
    move: SupportMove,
    asked: Asked,
    *,
    own: bool,
    words: str = "",
    paid: Decimal | None = None,
) -> Reason | None:
    """Why the step cannot be made; None when it can.

    `own`: by whoever asked for it, where somebody else has to decide.
    """
    if here not in WAYS[move][0]:
        return because(NOT_FROM_HERE, here=Term(STATE_LABELS[here]))
    if move is SupportMove.APPROVE:
        return _why_not_approve(asked, own)
    if move in (SupportMove.REFUSE, SupportMove.WITHDRAW) and not words.strip():
        return because(SAY_WHY)
    if move is SupportMove.PAY and (paid is None or not 0 < paid <= asked.amount):
        return because(PAY_HOW_MUCH, amount=dollars(asked.amount))
    return None


def _why_not_approve(asked: Asked, own: bool) -> Reason | None:
    if own:
        return because(OWN_REQUEST, limit=dollars(asked.limit or Decimal(0)))
    if asked.left is not None and asked.amount > asked.left:
        return because(NOT_LEFT, left=dollars(max(asked.left, Decimal(0))))
    return None


def dollars(amount: Decimal) -> str:
    """ "$1,234.50"."""
    return f"${amount:,.2f}"

"""What the person sees behind her link beside the text: what is new in it, and what was asked."""

from typing import Any

from caseway.plans.forms.keeping import AnswerForm
from caseway.plans.models import (
    Plan,
    PlanVersion,
    ProposalState,
    Side,
    SignatureAct,
    SignerRole,
)
from caseway.plans.queries.page import content_in
from caseway.plans.shown.differences import changes_words
from caseway.rules.plans.difference import difference


def since_signed(version: PlanVersion) -> dict[str, Any]:
    """What is otherwise than in the version that she signed last, with when she did. One query."""
    earlier = PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number)
    hers = earlier.filter(
        signatures__role=SignerRole.PARTICIPANT, signatures__act=SignatureAct.SIGNED
    )
    former = hers.prefetch_related("signatures").order_by("-number").first()
    if former is None:
        return {"changes": [], "signed_before": None}
    signed = [
        row.at
        for row in former.signatures.all()
        if (row.role, row.act) == (SignerRole.PARTICIPANT, SignatureAct.SIGNED)
    ]
    changes = difference(content_in(former), content_in(version))
    return {"changes": changes_words(changes), "signed_before": max(signed)}


def talk(plan: Plan, reply_form: tuple[int, Any] | None) -> list[dict[str, Any]]:
    """The last ten proposals of either side. `reply_form`: to which an answer came back, and it."""
    number, replied = reply_form or (0, None)
    return [
        {
            "row": one,
            "hers": one.side == Side.PARTICIPANT,
            "open": one.state == ProposalState.OPEN,
            "form": replied if one.pk == number else AnswerForm(auto_id=f"reply_{one.pk}_%s"),
        }
        for one in plan.proposals.order_by("-made_at", "-id")[:10]
    ]

"""The checklist of papers that a way in waits for."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access as case_access
from caseway.intake.models import AskedPaper, WayIn
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import IntakeFlow
from caseway.rules.functions.flows import FLOWS, StepKind

# What the checklist asks of a family, and for whom it makes sense.
PAPERS = ("identity", "ssn_cards", "births", "income", "rent", "residence")


def papers_for(row: WayIn) -> Iterable[str]:
    """The checklist belongs to the flow that waits for it."""
    waits = any(step.kind is StepKind.PAPERS for step in FLOWS[IntakeFlow(row.flow)])
    return PAPERS if waits else ()


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

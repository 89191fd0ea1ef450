"""The ways in: who sees a newcomer first, and what must happen before what.

Source: Privatization in Practice (2003), intake in Palm Beach County (mini
interview), in Wisconsin (two independent referrals) and in two-worker sites.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.labels import FUNCTION_LABELS
from caseway.rules.functions.presets import IntakeFlow
from caseway.rules.functions.table import FUNCTIONS
from caseway.rules.functions.words import Part
from caseway.rules.reasons import Reason, Sentence, Term, _, because

NO_CHECKLIST = Sentence(
    "intake.checklist",
    _(
        "Documents are still missing. Complete the checklist, or waive it with a reason,"
        " before the hand-off to the public specialist."
    ),
)
NO_INTERVIEW = Sentence(
    "intake.no_interview",
    _(
        "%(function)s: the mini interview with the public specialist has not taken place."
        " Record it first."
    ),
)


class Program(StrEnum):
    """What a newcomer may need."""

    TANF = "tanf"
    SNAP = "snap"
    MEDICAID = "medicaid"


@dataclass(frozen=True, slots=True)
class Intake:
    """How far one intake has come."""

    flow: IntakeFlow
    checklist_complete: bool = False
    checklist_waived_because: str = ""
    interviewed_on: date | None = None


def why_not_hand_off(intake: Intake) -> Reason | None:
    """Why the hand-off to the public specialist cannot start; None when it can."""
    if intake.flow is not IntakeFlow.MINI_INTERVIEW:
        return None
    if intake.checklist_complete or intake.checklist_waived_because.strip():
        return None
    return because(NO_CHECKLIST)


def why_not_decide(function: FunctionCode, intake: Intake) -> Reason | None:
    """Why a reserved decision cannot be entered yet; None when it can.

    Says when, not who: `permission.why_not_hold` says who.
    """
    if intake.flow is not IntakeFlow.MINI_INTERVIEW or not FUNCTIONS[function].reserved:
        return None
    if intake.interviewed_on is not None:
        return None
    return because(NO_INTERVIEW, function=Term(FUNCTION_LABELS[function]))


@dataclass(frozen=True, slots=True)
class Opening:
    """What an intake opens: a TANF case or not, and the parts to fill."""

    opens_tanf_case: bool
    parts: tuple[Part, ...]


def opening(flow: IntakeFlow, needs: frozenset[Program], work_required: bool) -> Opening:
    """What to open for a newcomer with these needs.

    Where the two referrals are independent, TANF brings the contractor's case
    manager and SNAP or Medicaid a public worker; neither waits for the other,
    and nobody gets a case manager for SNAP or Medicaid alone.
    """
    tanf = Program.TANF in needs
    public = bool(needs - {Program.TANF})
    if flow is IntakeFlow.PUBLIC_FIRST:
        wanted = {Part.PUBLIC_WORKER: bool(needs), Part.CONTRACTOR_WORKER: tanf and work_required}
    else:
        wanted = {Part.CASE_MANAGER: tanf, Part.PUBLIC_WORKER: public}
    return Opening(tanf, tuple(part for part, needed in wanted.items() if needed))

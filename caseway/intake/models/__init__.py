from caseway.intake.models.barriers import (
    PRIVATE_KINDS,
    SAFETY_KINDS,
    Barrier,
    BarrierChange,
    BarrierKind,
    Severity,
)
from caseway.intake.models.groups import Came, GroupKind, GroupSeat, GroupSession
from caseway.intake.models.interests import Interest
from caseway.intake.models.interviews import (
    Answer,
    AnswerSource,
    AnswerState,
    Decided,
    Interview,
    ProposalDecision,
)
from caseway.intake.models.questions import QuestionDraft, QuestionSetVersion
from caseway.intake.models.referred import BarrierReferral
from caseway.intake.models.ways_in import (
    AskedPaper,
    Diversion,
    DiversionOutcome,
    FirstContact,
    RightProgram,
    StepResult,
    WayIn,
    WayInStep,
)

__all__ = [
    "PRIVATE_KINDS",
    "SAFETY_KINDS",
    "Answer",
    "AnswerSource",
    "AnswerState",
    "AskedPaper",
    "Barrier",
    "BarrierChange",
    "BarrierKind",
    "BarrierReferral",
    "Came",
    "Decided",
    "Diversion",
    "DiversionOutcome",
    "FirstContact",
    "GroupKind",
    "GroupSeat",
    "GroupSession",
    "Interest",
    "Interview",
    "ProposalDecision",
    "QuestionDraft",
    "QuestionSetVersion",
    "RightProgram",
    "Severity",
    "StepResult",
    "WayIn",
    "WayInStep",
]

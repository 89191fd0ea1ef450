from caseway.coaching.models.coaches import CoachDuty, CoachSetup, TravelBy
from caseway.coaching.models.enrolments import (
    CoachingEnrolment,
    CoachingProgram,
    PhaseCode,
    PhaseSpan,
    SessionOverride,
    TierCode,
    TierSpan,
)
from caseway.coaching.models.meeting import ClientAway, MeetingPlace, MeetingWindow
from caseway.coaching.models.month_plans import MonthPlan, PlanState, ProposedSession
from caseway.coaching.models.visits import Visit, VisitMode, VisitState, WhyNot

__all__ = [
    "ClientAway",
    "CoachDuty",
    "CoachSetup",
    "CoachingEnrolment",
    "CoachingProgram",
    "MeetingPlace",
    "MeetingWindow",
    "MonthPlan",
    "PhaseCode",
    "PhaseSpan",
    "PlanState",
    "ProposedSession",
    "SessionOverride",
    "TierCode",
    "TierSpan",
    "TravelBy",
    "Visit",
    "VisitMode",
    "VisitState",
    "WhyNot",
]

from caseway.coaching.models.approved import ApprovedHours
from caseway.coaching.models.checklists import (
    Checklist,
    ChecklistAddendum,
    ChecklistDraft,
    ChecklistSending,
    ChecklistVersion,
    FunderNumber,
    KeptWhy,
)
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
from caseway.coaching.models.feeds import CalendarFeed, FeedKind, FeedReading
from caseway.coaching.models.field import FieldSending, Outcome, VisitPhoto
from caseway.coaching.models.meeting import ClientAway, MeetingPlace, MeetingWindow
from caseway.coaching.models.month_plans import MonthPlan, PlanState, ProposedSession
from caseway.coaching.models.summaries import (
    CoachMonthClosing,
    MonthlySummary,
    SummaryAddendum,
)
from caseway.coaching.models.travel import TravelTable
from caseway.coaching.models.visits import Visit, VisitMode, VisitState, WhyNot

__all__ = [
    "ApprovedHours",
    "CalendarFeed",
    "Checklist",
    "ChecklistAddendum",
    "ChecklistDraft",
    "ChecklistSending",
    "ChecklistVersion",
    "ClientAway",
    "CoachDuty",
    "CoachMonthClosing",
    "CoachSetup",
    "CoachingEnrolment",
    "CoachingProgram",
    "FeedKind",
    "FeedReading",
    "FieldSending",
    "FunderNumber",
    "KeptWhy",
    "MeetingPlace",
    "MeetingWindow",
    "MonthPlan",
    "MonthlySummary",
    "Outcome",
    "PhaseCode",
    "PhaseSpan",
    "PlanState",
    "ProposedSession",
    "SessionOverride",
    "SummaryAddendum",
    "TierCode",
    "TierSpan",
    "TravelBy",
    "TravelTable",
    "Visit",
    "VisitMode",
    "VisitPhoto",
    "VisitState",
    "WhyNot",
]

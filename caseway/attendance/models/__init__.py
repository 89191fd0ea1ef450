from caseway.attendance.models.ahead import HoursAhead
from caseway.attendance.models.codes import (
    DAY_MARKS,
    HOMEWORK_MARKS,
    NEEDS_SUPERVISOR,
    PAID,
    ActivityKind,
    EntrySource,
    ExcuseReason,
    MarkCode,
    ProofState,
)
from caseway.attendance.models.enrolments import ActivityEnrolment, AgreedHours, ScheduledDay
from caseway.attendance.models.entries import AttendanceEntry
from caseway.attendance.models.evidence import Evidence, EvidenceKind, HoursProjection
from caseway.attendance.models.families import (
    FAMILY_FACTS,
    MEMBER_FACTS,
    NOT_CARRIED,
    FactSource,
    FamilyMonth,
    FamilyRole,
    MemberMonth,
    PlanHoliday,
)
from caseway.attendance.models.modules import Module, ModuleDone
from caseway.attendance.models.results import (
    CaseMonth,
    FundingCode,
    MonthClosing,
    MonthDifference,
    PersonMonth,
    StandingCode,
)

__all__ = [
    "DAY_MARKS",
    "FAMILY_FACTS",
    "HOMEWORK_MARKS",
    "MEMBER_FACTS",
    "NEEDS_SUPERVISOR",
    "NOT_CARRIED",
    "PAID",
    "ActivityEnrolment",
    "ActivityKind",
    "AgreedHours",
    "AttendanceEntry",
    "CaseMonth",
    "EntrySource",
    "Evidence",
    "EvidenceKind",
    "ExcuseReason",
    "FactSource",
    "FamilyMonth",
    "FamilyRole",
    "FundingCode",
    "HoursAhead",
    "HoursProjection",
    "MarkCode",
    "MemberMonth",
    "Module",
    "ModuleDone",
    "MonthClosing",
    "MonthDifference",
    "PersonMonth",
    "PlanHoliday",
    "ProofState",
    "ScheduledDay",
    "StandingCode",
]

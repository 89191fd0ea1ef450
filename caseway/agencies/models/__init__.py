from caseway.agencies.models.agencies import Agency, EmployerKind, Presence
from caseway.agencies.models.functions import FunctionHolder, SpecialistElement
from caseway.agencies.models.places import (
    CaseloadMode,
    Program,
    ProgramKind,
    Region,
    RegionKind,
    Site,
    SiteModel,
)
from caseway.agencies.models.promises import ContactPromise
from caseway.agencies.models.staff import Leave, Membership, Role, StaffLanguage, WorkingHours

__all__ = [
    "Agency",
    "CaseloadMode",
    "ContactPromise",
    "EmployerKind",
    "FunctionHolder",
    "Leave",
    "Membership",
    "Presence",
    "Program",
    "ProgramKind",
    "Region",
    "RegionKind",
    "Role",
    "Site",
    "SiteModel",
    "SpecialistElement",
    "StaffLanguage",
    "WorkingHours",
]

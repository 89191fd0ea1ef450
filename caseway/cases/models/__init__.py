from caseway.cases.models.assignments import Assignment, HandOff, Part
from caseway.cases.models.case import Case, Stage, StageChange
from caseway.cases.models.contacts import Contact, ContactKind, ContactMode, ContactPlace
from caseway.cases.models.emergencies import EmergencyAccess
from caseway.cases.models.households import Household, HouseholdMember, Relation
from caseway.cases.models.merges import Merge
from caseway.cases.models.people import (
    Address,
    Characteristic,
    CharacteristicKind,
    ContactPoint,
    Identifier,
    NameKey,
    NameKind,
    Person,
    PersonName,
    PointKind,
)
from caseway.cases.models.safety import SafetyKind, SafetyRecord
from caseway.cases.models.strengths import Strength
from caseway.cases.models.work import LastLook, Snooze, Task, TaskKind, TaskOutcome

__all__ = [
    "Address",
    "Assignment",
    "Case",
    "Characteristic",
    "CharacteristicKind",
    "Contact",
    "ContactKind",
    "ContactMode",
    "ContactPlace",
    "ContactPoint",
    "EmergencyAccess",
    "HandOff",
    "Household",
    "HouseholdMember",
    "Identifier",
    "LastLook",
    "Merge",
    "NameKey",
    "NameKind",
    "Part",
    "Person",
    "PersonName",
    "PointKind",
    "Relation",
    "SafetyKind",
    "SafetyRecord",
    "Snooze",
    "Stage",
    "StageChange",
    "Strength",
    "Task",
    "TaskKind",
    "TaskOutcome",
]

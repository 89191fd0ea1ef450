from caseway.kernel.models.audit import AccessEvent, AuditEntry, AuditSeal, Disclosure
from caseway.kernel.models.jobs import Job, Schedule
from caseway.kernel.models.sealing import BlindIndexField, Sealed, SealedField
from caseway.kernel.models.shared_cache import SharedCache
from caseway.kernel.models.submissions import Submission
from caseway.kernel.models.users import User

__all__ = [
    "AccessEvent",
    "AuditEntry",
    "AuditSeal",
    "BlindIndexField",
    "Disclosure",
    "Job",
    "Schedule",
    "Sealed",
    "SealedField",
    "SharedCache",
    "Submission",
    "User",
]

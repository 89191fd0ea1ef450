from caseway.employment.models.employers import Employer, JobSite
from caseway.employment.models.jobs import (
    EndReason,
    Job,
    JobTerms,
    RetentionCheck,
    Setting,
    Shift,
)

__all__ = [
    "Employer",
    "EndReason",
    "Job",
    "JobSite",
    "JobTerms",
    "RetentionCheck",
    "Setting",
    "Shift",
]

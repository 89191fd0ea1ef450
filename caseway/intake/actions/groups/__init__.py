"""Group sessions: planned, people invited, attendance taken at once and told in the case log."""

from caseway.intake.actions.groups.planning import (
    Planned,
    cancel_session,
    change_session,
    plan_session,
    why_not_change,
    why_not_plan,
    why_not_run,
)
from caseway.intake.actions.groups.seats import (
    EARLY,
    invite,
    take_attendance,
    told_of,
    why_not_invite,
)

__all__ = [
    "EARLY",
    "Planned",
    "cancel_session",
    "change_session",
    "invite",
    "plan_session",
    "take_attendance",
    "told_of",
    "why_not_change",
    "why_not_invite",
    "why_not_plan",
    "why_not_run",
]

"""The way from welfare to work: its stages, the moves between them, and who makes them.

Source: Privatization in Practice (2003), the sequence of case management
functions; work-first practice (one worker oversees the whole way).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.reasons import Reason, Sentence, Term, _, because


class Stage(StrEnum):
    """The stages, in order."""

    INITIAL_CONTACT = "initial_contact"
    ELIGIBILITY = "eligibility"
    ASSESSMENT = "assessment"
    PLANNING = "planning"
    ACTIVITIES = "activities"
    JOB_SEARCH = "job_search"
    PLACED = "placed"
    RETENTION = "retention"
    CLOSED = "closed"


STAGE_LABELS: Mapping[Stage, str] = {
    Stage.INITIAL_CONTACT: _("First contact"),
    Stage.ELIGIBILITY: _("Eligibility"),
    Stage.ASSESSMENT: _("Assessment"),
    Stage.PLANNING: _("Planning"),
    Stage.ACTIVITIES: _("Activities"),
    Stage.JOB_SEARCH: _("Job search"),
    Stage.PLACED: _("At work"),
    Stage.RETENTION: _("Keeping work"),
    Stage.CLOSED: _("Closed"),
}

# Work comes as soon as it comes: from planning on, a job may start at any point. A lost job
# leads back to search, activities or a new assessment, never to the first contact. A closed
# case comes back by way of eligibility, with its history.
MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.INITIAL_CONTACT: frozenset({Stage.ELIGIBILITY, Stage.CLOSED}),
    Stage.ELIGIBILITY: frozenset({Stage.ASSESSMENT, Stage.CLOSED}),
    Stage.ASSESSMENT: frozenset({Stage.PLANNING, Stage.JOB_SEARCH, Stage.PLACED, Stage.CLOSED}),
    Stage.PLANNING: frozenset(
        {Stage.ASSESSMENT, Stage.ACTIVITIES, Stage.JOB_SEARCH, Stage.PLACED, Stage.CLOSED}
    ),
    Stage.ACTIVITIES: frozenset(
        {Stage.ASSESSMENT, Stage.PLANNING, Stage.JOB_SEARCH, Stage.PLACED, Stage.CLOSED}
    ),
    Stage.JOB_SEARCH: frozenset(
        {Stage.ASSESSMENT, Stage.PLANNING, Stage.ACTIVITIES, Stage.PLACED, Stage.CLOSED}
    ),
    Stage.PLACED: frozenset(
        {
            Stage.ASSESSMENT,
            Stage.PLANNING,
            Stage.ACTIVITIES,
            Stage.JOB_SEARCH,
            Stage.RETENTION,
            Stage.CLOSED,
        }
    ),
    Stage.RETENTION: frozenset(
        {
            Stage.ASSESSMENT,
            Stage.PLANNING,
            Stage.ACTIVITIES,
            Stage.JOB_SEARCH,
            Stage.PLACED,
            Stage.CLOSED,
        }
    ),
    Stage.CLOSED: frozenset({Stage.ELIGIBILITY}),
}

# The function whose holder moves a case into the stage. None: whoever leads the case.
NEEDS: Mapping[Stage, FunctionCode | None] = {
    Stage.INITIAL_CONTACT: FunctionCode.INITIAL_CONTACT,
    Stage.ELIGIBILITY: FunctionCode.INITIAL_CONTACT,
    Stage.ASSESSMENT: FunctionCode.TANF_ELIGIBILITY,
    Stage.PLANNING: FunctionCode.ASSESSMENT,
    Stage.ACTIVITIES: FunctionCode.EP_DEVELOPMENT,
    Stage.JOB_SEARCH: FunctionCode.JOB_SEARCH,
    Stage.PLACED: FunctionCode.JOB_SEARCH,
    Stage.RETENTION: FunctionCode.JOB_SEARCH,
    Stage.CLOSED: None,
}

ALREADY = Sentence("stage.already", _("The case is already at this stage: %(stage)s."))
NOT_FROM_HERE = Sentence(
    "stage.not_from_here",
    _("A case cannot go from “%(here)s” to “%(there)s”. Choose a stage that follows."),
)


def why_not_move(here: Stage, there: Stage) -> Reason | None:
    """Why a case cannot go from one stage to another; None when it can."""
    if here == there:
        return because(ALREADY, stage=Term(STAGE_LABELS[here]))
    if there in MOVES[here]:
        return None
    return because(NOT_FROM_HERE, here=Term(STAGE_LABELS[here]), there=Term(STAGE_LABELS[there]))

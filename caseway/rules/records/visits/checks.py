"""What can hold a session back from the bill, in the funder's terms and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseway.rules.reasons import Reason, Sentence, _, ngettext
from caseway.rules.records.visits.approved import Per


class Check(StrEnum):
    """What can hold a session back, in the order in which it is best put right."""

    NOT_THIS_FUNDER = "not_this_funder"
    INCOMPLETE = "incomplete"
    CONTRADICTS = "contradicts"
    NOT_SIGNED = "not_signed"
    OUTSIDE_ENROLMENT = "outside_enrolment"
    NOT_EMPLOYED = "not_employed"
    PHASE_ENDED = "phase_ended"
    DUPLICATE = "duplicate"
    OVERLAP = "overlap"
    NO_UNIT = "no_unit"
    OVER_HOURS = "over_hours"
    NOT_APPROVED = "not_approved"
    OVER_APPROVED = "over_approved"
    MONTH_OPEN = "month_open"


CHECK_LABELS: Mapping[Check, str] = {
    Check.NOT_THIS_FUNDER: _("Not billed to this funder"),
    Check.INCOMPLETE: _("Incomplete"),
    Check.CONTRADICTS: _("Cannot be right"),
    Check.NOT_SIGNED: _("Not signed"),
    Check.OUTSIDE_ENROLMENT: _("Outside the enrollment"),
    Check.NOT_EMPLOYED: _("Extended phase without a job"),
    Check.PHASE_ENDED: _("Intensive phase has ended"),
    Check.DUPLICATE: _("Recorded twice"),
    Check.OVERLAP: _("Overlaps another session"),
    Check.NO_UNIT: _("Less than one unit"),
    Check.OVER_HOURS: _("Over the hour limit"),
    Check.NOT_APPROVED: _("No approved hours on that day"),
    Check.OVER_APPROVED: _("More than the approved hours"),
    Check.MONTH_OPEN: _("Month not closed"),
}

NOT_THIS_FUNDER = Sentence(
    "billing.not_this_funder", _("The program is not supported employment, so no unit is billed.")
)
NOT_SIGNED = Sentence("billing.not_signed", _("Not signed yet. Only a signed record is billed."))
OUTSIDE = Sentence("billing.outside", _("On %(day)s the person was not enrolled."))
PHASE_ENDED = Sentence(
    "billing.phase_ended",
    _("Day %(used)s of the intensive phase; only the first %(last)s are billed."),
)
DUPLICATE = Sentence(
    "billing.duplicate",
    _("The same person, start and stop are on record already. Only one of the two is billed."),
)
OVERLAP = Sentence(
    "billing.overlap",
    *ngettext(
        "At the same time the coach has %(count)s other session on record, not of the same group.",
        "At the same time the coach has %(count)s other sessions on record, not of the same group.",
    ),
    "count",
)
NO_UNIT = Sentence(
    "billing.no_unit", _("%(minutes)s minutes are less than one unit of %(unit)s minutes.")
)
OVER_HOURS = Sentence(
    "billing.over_hours",
    _(
        "%(left)s hours of the phase “%(phase)s” are left of %(limit)s; "
        "this session takes %(taken)s."
    ),
)
NOT_APPROVED = Sentence(
    "billing.not_approved", _("On %(day)s no letter of the funder approves any hours.")
)
OVER_APPROVED = {
    Per.WEEK: Sentence(
        "billing.over_approved_week",
        _(
            "Letter %(number)s: %(left)s of %(allowed)s hours are left that week; "
            "this session takes %(taken)s."
        ),
    ),
    Per.MONTH: Sentence(
        "billing.over_approved_month",
        _(
            "Letter %(number)s: %(left)s of %(allowed)s hours are left that month; "
            "this session takes %(taken)s."
        ),
    ),
}
MONTH_OPEN = Sentence(
    "billing.month_open", _("The month is not closed yet. Sign every summary, then close it.")
)


@dataclass(frozen=True, slots=True)
class Held:
    """One check that holds a session back, and the sentence that says why."""

    check: Check
    reason: Reason

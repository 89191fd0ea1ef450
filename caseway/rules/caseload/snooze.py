"""Putting an item of Today off: until when, why, and what brings it back."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from caseway.rules.caseload.signals import Signal
from caseway.rules.caseload.weights import Weight
from caseway.rules.dates import add_days
from caseway.rules.reasons import Reason, Sentence, _, because

NO_REASON = Sentence("snooze.no_reason", _("Say why this can wait."))
NOT_LATER = Sentence("snooze.not_later", _("Choose a day after today."))
TOO_LATE = Sentence(
    "snooze.too_late", _("This cannot wait past %(due)s. Choose that day or an earlier one.")
)
TOO_LONG = Sentence("snooze.too_long", _("Put it off until %(latest)s at the latest."))

LONGEST_DAYS = 31


class Snoozed(NamedTuple):
    """An item put off on `made_on`, when it had `at_score` points of its own."""

    until: date
    made_on: date
    at_score: int

    def hides(self, as_of_then: int, today: date) -> bool:
        """Whether it still hides the item.

        `as_of_then` is what the signal, as it stands now, would have scored on
        the day it was put off. Time alone never raises that; an earlier due day,
        a heavier kind or a higher count does, and then it shows again.
        """
        return today < self.until and as_of_then <= self.at_score


def why_not_snooze(
    signal: Signal, weight: Weight, until: date, reason: str, today: date
) -> Reason | None:
    """Why an item cannot be put off until that day; None when it can.

    What has a fixed date (a benefit, a proof, a month's hours, somebody's safety)
    is never hidden past it.
    """
    due = add_days(signal.on, weight.grace_days)
    latest = add_days(today, LONGEST_DAYS)
    if not reason.strip():
        return because(NO_REASON)
    if until <= today:
        return because(NOT_LATER)
    if weight.fixed and today <= due < until:
        return because(TOO_LATE, due=due)
    if until > latest:
        return because(TOO_LONG, latest=latest)
    return None

"""The month of a person's record: by when its summary is due, and whether it is overdue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import Month, add_days, days_between
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext
from caseway.rules.records.visits.asks import Asks

DUE = Sentence("visit_summary.due", _("The summary of the month is due on %(due)s"))
DUE_ON_DAY_OFF = Sentence(
    "visit_summary.due_on_day_off",
    _(
        "The summary of the month is due on %(due)s, a weekend or holiday. The date does not move; "
        "the last working day before it is %(working)s"
    ),
)
OVERDUE = Sentence(
    "visit_summary.overdue",
    *ngettext(
        "The summary was due on %(due)s, %(days)s day ago",
        "The summary was due on %(due)s, %(days)s days ago",
    ),
    "days",
)
SIGNED = Sentence("visit_summary.signed", _("Signed on %(on)s"))
SIGNED_LATE = Sentence(
    "visit_summary.signed_late",
    *ngettext(
        "Signed on %(on)s, %(days)s day after it was due",
        "Signed on %(on)s, %(days)s days after it was due",
    ),
    "days",
)


@dataclass(frozen=True, slots=True)
class Due:
    """When the summary of a month is due, and the last working day up to then."""

    on: date
    working: date
    reason: Reason


@dataclass(frozen=True, slots=True)
class SummaryStanding:
    """Whether a summary is overdue on a day, in one sentence."""

    due: Due
    overdue: bool
    reason: Reason


def summary_due(month: Month, asks: Asks, holidays: Collection[date] = ()) -> Due:
    """The day of the next month by which the summary is signed.

    A due date on a weekend or holiday stays where it is: nothing says that it moves, and whoever
    works by the earlier day is right either way.
    """
    on = month.plus(1).first.replace(day=asks.summary_day)
    working = on
    while working.weekday() >= 5 or working in holidays:
        working = add_days(working, -1)
    said = because(DUE, due=on)
    if working != on:
        said = because(DUE_ON_DAY_OFF, due=on, working=working)
    return Due(on, working, said)


def summary_standing(due: Due, signed_on: date | None, today: date) -> SummaryStanding:
    """How the summary stands today; with a signature, how it stood when it was signed."""
    late = days_between(due.on, signed_on or today)
    if signed_on is not None:
        said = because(SIGNED, on=signed_on)
        if late > 0:
            said = because(SIGNED_LATE, on=signed_on, days=late)
        return SummaryStanding(due, False, said)
    if late > 0:
        return SummaryStanding(due, True, because(OVERDUE, due=due.on, days=late))
    return SummaryStanding(due, False, due.reason)

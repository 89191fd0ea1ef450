"""Whether a job was kept: what to ask after how many days, and which answers can be true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, _, because

TOO_EARLY = Sentence(
    "jobs.check_too_early",
    _("%(days)s days are over on %(due)s. Check on that day or later."),
)
AHEAD = Sentence("jobs.check_ahead", _("That day is still to come. Enter the day you found out."))
ENDED = Sentence(
    "jobs.check_after_end",
    _(
        "This job ended on %(ended)s, before the %(days)s days were over. Choose whether they "
        "worked in another job then."
    ),
)
KEPT = Sentence(
    "jobs.check_while_kept",
    _(
        "On record this job went on past %(due)s. If it ended before, enter the last day first; "
        "then record what was found."
    ),
)


class Found(StrEnum):
    """As `employment.RetentionCheck.Found`."""

    AT_WORK = "at_work"
    OTHER_JOB = "other_job"
    NOT_AT_WORK = "not_at_work"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How a check stands on a day."""

    DONE = "done"
    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: after how many days, on which day it falls due, and what was found."""

    days: int
    due_on: date
    standing: Standing
    found: Found | None = None


def checkpoints(on: date) -> tuple[int, ...]:
    """Days after the first day at which a job is looked at, in order."""
    return tuple(load("retention").value_on("checkpoints", on))


def checks(began_on: date, found: Mapping[int, Found], today: date) -> tuple[Check, ...]:
    """Every check of a job as it stands on `today`, earliest first.

    A check falls due when its days are over and is overdue some days later; a job that ended
    is asked about all the same, because the person may work elsewhere.
    """
    grace = grace_days(today)
    return tuple(
        _check(days, began_on + timedelta(days), found.get(days), today, grace)
        for days in checkpoints(today)
    )


def first_open(began_on: date, found: Mapping[int, Found], today: date) -> Check | None:
    """The earliest check whose days are over and that has no answer; None when there is none."""
    asked = (Standing.DUE, Standing.OVERDUE)
    return next((one for one in checks(began_on, found, today) if one.standing in asked), None)


def grace_days(on: date) -> int:
    """Days after a check fell due until it is overdue."""
    return int(load("retention").value_on("grace_days", on))


def _check(days: int, due_on: date, found: Found | None, today: date, grace: int) -> Check:
    if found is not None:
        return Check(days, due_on, Standing.DONE, found)
    if today < due_on:
        return Check(days, due_on, Standing.AHEAD)
    late = today > due_on + timedelta(grace)
    return Check(days, due_on, Standing.OVERDUE if late else Standing.DUE)


def why_not_found(
    *,
    days: int,
    began_on: date,
    ended_on: date | None,
    found: Found,
    checked_on: date,
    today: date,
) -> Reason | None:
    """Why an answer cannot be true; None when it can."""
    due_on = began_on + timedelta(days)
    if checked_on > today:
        return because(AHEAD)
    if checked_on < due_on:
        return because(TOO_EARLY, days=days, due=due_on)
    ended_before = ended_on is not None and ended_on < due_on
    if found is Found.AT_WORK and ended_before:
        return because(ENDED, ended=ended_on, days=days)
    if found in {Found.NOT_AT_WORK, Found.OTHER_JOB} and not ended_before:
        return because(KEPT, due=due_on)
    return None

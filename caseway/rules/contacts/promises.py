"""Promised against kept contact.

A promise says how often the worker holding a part meets the person. Only the
kinds it counts keep it: a brief contact or an attempt is contact all the same
and is shown, but the weekly meeting is still due.
Source: best practices of workforce case management (weekly meetings, brief
extra contacts); Privatization in Practice (2003), contact rhythm by worker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.dates import add_days, add_months, days_between
from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, Term, _, because, ngettext


class ContactKind(StrEnum):
    """What happened between worker and person."""

    MEETING = "meeting"
    BRIEF = "brief"
    ATTEMPT = "attempt"
    MESSAGE_IN = "message_in"
    MESSAGE_OUT = "message_out"
    NOTE = "note"


MEETINGS: frozenset[str] = frozenset({ContactKind.MEETING})
REACHED: frozenset[str] = frozenset(
    {ContactKind.MEETING, ContactKind.BRIEF, ContactKind.MESSAGE_IN}
)
"""The kinds in which worker and person did reach each other."""

_KIND_WORDS = {
    ContactKind.BRIEF: _("brief contact"),
    ContactKind.ATTEMPT: _("attempt"),
    ContactKind.MESSAGE_IN: _("message from the person"),
    ContactKind.MESSAGE_OUT: _("message to the person"),
}

LATE = Sentence(
    "promise.late",
    *ngettext(
        "Meeting %(late)s day late: due %(due)s; last one %(last)s",
        "Meeting %(late)s days late: due %(due)s; last one %(last)s",
    ),
    count_by="late",
)
FIRST_LATE = Sentence(
    "promise.first_late",
    *ngettext(
        "First meeting %(late)s day late: due %(due)s",
        "First meeting %(late)s days late: due %(due)s",
    ),
    count_by="late",
)
DUE = Sentence("promise.due", _("Next meeting due %(due)s; last one %(last)s"))
FIRST_DUE = Sentence("promise.first_due", _("First meeting due %(due)s"))
NOT_COUNTED = Sentence(
    "promise.not_counted", _("A %(kind)s on %(day)s is noted; it does not stand for the meeting")
)
EVERY_DAYS = Sentence(
    "promise.every_days",
    *ngettext("Promised: a meeting every day", "Promised: a meeting every %(every)s days"),
    count_by="every",
)
EVERY_MONTHS = Sentence(
    "promise.every_months",
    *ngettext("Promised: a meeting every month", "Promised: a meeting every %(every)s months"),
    count_by="every",
)
KEPT = Sentence(
    "promise.kept",
    *ngettext(
        "%(kept)s of %(promised)s promised meeting kept",
        "%(kept)s of %(promised)s promised meetings kept",
    ),
    count_by="promised",
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: the day and its kind."""

    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Promise:
    """The worker holding `part` meets the person at least once per interval.

    Exactly one of `every_days` and `every_months` is set. A stage of "" means
    any stage. `opens_after_months` is the earliest month for the next meeting
    where a program names a window ("every 3 to 6 months"). Raises ValueError.
    """

    part: str
    stage: str = ""
    every_days: int | None = None
    every_months: int | None = None
    opens_after_months: int | None = None
    counts: frozenset[str] = MEETINGS
    source: str = ""

    def __post_init__(self) -> None:
        intervals = [one for one in (self.every_days, self.every_months) if one is not None]
        if len(intervals) != 1 or intervals[0] < 1:
            raise ValueError("A promise has exactly one interval, of days or of months, above 0")
        if self.opens_after_months is not None and (
            self.every_months is None or not 0 <= self.opens_after_months <= self.every_months
        ):
            raise ValueError("A window opens no later than the promised months")

    def due_after(self, day: date, intervals: int = 1) -> date:
        """The day due when the clock starts on `day`. Months keep the day, or clamp."""
        if self.every_days is not None:
            return add_days(day, self.every_days * intervals)
        return add_months(day, (self.every_months or 0) * intervals)

    @property
    def words(self) -> Reason:
        """What is promised, in words."""
        if self.every_days is not None:
            return because(EVERY_DAYS, self.source or None, every=self.every_days)
        return because(EVERY_MONTHS, self.source or None, every=self.every_months)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one promise stands on a day.

    `kept` of `promised` counts the intervals that have passed since the promise
    began, each kept by a counted contact up to and including its due day.
    `opens_on` is when the next meeting is first expected, when the program names
    a window ("every 3 to 6 months").
    `notes` name newer contacts that were shown but not counted.
    """

    due_on: date
    overdue_days: int
    kept: int
    promised: int
    last_counted: date | None
    opens_on: date | None
    reason: Reason
    notes: tuple[Reason, ...] = ()

    @property
    def score(self) -> Reason:
        """Kept of promised, in words."""
        return because(KEPT, kept=self.kept, promised=self.promised)


def standing(promise: Promise, contacts: Iterable[Contact], today: date, since: date) -> Standing:
    """Where the promise stands on `today`, for a promise made on `since`.

    The clock starts at the last counted contact, or at `since` if that is
    later. Contacts after `today` are plans and are left out.
    """
    past = sorted((one for one in contacts if one.on <= today), key=lambda one: one.on)
    counted = [one.on for one in past if one.kind in promise.counts]
    last = counted[-1] if counted else None
    clock = max(since, last) if last else since
    due_on = promise.due_after(clock)
    overdue = max(0, days_between(due_on, today))
    kept, promised = _kept(promise, counted, today, since)
    opens = promise.opens_after_months
    return Standing(
        due_on=due_on,
        overdue_days=overdue,
        kept=kept,
        promised=promised,
        last_counted=last,
        opens_on=None if opens is None else add_months(clock, opens),
        reason=_reason(promise, due_on, overdue, last),
        notes=_not_counted(promise, past, max(clock, last) if last else since),
    )


def _kept(promise: Promise, counted: list[date], today: date, since: date) -> tuple[int, int]:
    kept = promised = 0
    after = add_days(
        since, -1
    )  # the first day counts; later intervals start the day after a due day
    # Each edge is reckoned from `since`, so that a clamped month end does not drift.
    while (due := promise.due_after(since, promised + 1)) < today:
        kept += any(after < day <= due for day in counted)
        promised += 1
        after = due
    return kept, promised


def _reason(promise: Promise, due_on: date, overdue: int, last: date | None) -> Reason:
    source = promise.source or None
    if overdue and last:
        return because(LATE, source, late=overdue, due=due_on, last=last)
    if overdue:
        return because(FIRST_LATE, source, late=overdue, due=due_on)
    if last:
        return because(DUE, source, due=due_on, last=last)
    return because(FIRST_DUE, source, due=due_on)


def _not_counted(promise: Promise, past: list[Contact], after: date) -> tuple[Reason, ...]:
    return tuple(
        because(NOT_COUNTED, kind=Term(_KIND_WORDS[ContactKind(one.kind)]), day=one.on)
        for one in past
        if one.on >= after and one.kind not in promise.counts and one.kind in _KIND_WORDS
    )


def chosen(promises: Iterable[Promise], part: str, stage: str) -> Promise | None:
    """The promise for a part in a stage: the one for that stage, else the one for any stage."""
    fitting = [one for one in promises if one.part == part and one.stage in ("", stage)]
    return max(fitting, key=lambda one: one.stage != "", default=None)


def default_promises(program: str, day: date) -> dict[str, Promise]:
    """The promises a new program of that kind starts with, by name. Dated data."""
    found = {}
    for name, param in load("contact_promises").items():
        value = dict(param.value_on(day))
        if value.pop("program") == program:
            found[name] = Promise(**value, source=param.source)
    return found

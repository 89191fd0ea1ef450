"""What is said of the arithmetic itself, where somebody asks how a figure came about.

These sentences are made when they are asked for. As notes they would be stored with every
family of a state, though the first is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from caseway.rules.participation.entries import Mark, RawEntry, day_of
from caseway.rules.participation.law import Rules
from caseway.rules.participation.notes import hours_text
from caseway.rules.participation.options import Averaging
from caseway.rules.reasons import Reason, Sentence, _, because

_BY_WEEKS = Sentence(
    "wpr.average.weeks",
    _(
        "Hours a week are the hours from %(first)s to %(last)s, divided by %(weeks)s weeks; in"
        " each activity those worked, excused and of holidays are each rounded, a half upward"
    ),
)
_BY_FIXED = Sentence(
    "wpr.average.fixed",
    _(
        "Hours a week are the hours of %(month)s, divided by %(weeks)s weeks; in each activity"
        " those worked, excused and of holidays are each rounded, a half upward"
    ),
)
_BY_DAYS = Sentence(
    "wpr.average.days",
    _(
        "Hours a week are the hours of %(month)s, divided by its %(days)s days and times 7; in"
        " each activity those worked, excused and of holidays are each rounded, a half upward"
    ),
)
_NOT_ATTENDED = Sentence(
    "wpr.hours.not_attended",
    _(
        "%(missed)s h were scheduled, and neither attended nor excused; they do not count, for"
        " hours that were only scheduled never do"
    ),
)
_IN_THE_BOOK = (Mark.PRESENT, Mark.UNEXCUSED)


def averaging(rules: Rules) -> Reason:
    """How the hours of a whole month become hours a week, as the state's plan has it."""
    calendar, month = rules.calendar, rules.month
    source = "45 CFR 261.31(a), 261.62"
    if rules.options.averaging is Averaging.FRIDAY_WEEKS:
        first, last = (day_of(month, day) for day in (calendar.first_day, calendar.last_day))
        weeks = (calendar.last_day - calendar.first_day + 1) // 7
        return because(_BY_WEEKS, source, first=first, last=last, weeks=weeks)
    if rules.options.averaging is Averaging.FIXED:
        whole, hundredths = divmod(rules.options.weeks_hundredths, 100)
        return because(_BY_FIXED, source, month=month, weeks=f"{whole}.{hundredths:02}")
    return because(_BY_DAYS, source, month=month, days=month.days)


def not_attended(entries: Iterable[RawEntry], person: int) -> Reason | None:
    """The hours that a person's days were short of their schedule without an excuse, if any."""
    missed = sum(
        max(0, scheduled - attended)
        for _day, whose, _activity, mark, _proof, scheduled, attended in entries
        if whose == person and mark in _IN_THE_BOOK
    )
    if not missed:
        return None
    return because(_NOT_ATTENDED, "45 CFR 261.60(a)", missed=hours_text(missed))

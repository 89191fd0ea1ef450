"""A graded step: twice a week, then three times; a little longer each time.

Source: work-focused, client-centred planning (ride the bus daily for a week, longer each day).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from caseway.rules.dates import days_between
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext

MOST_STAGES = 6
MOST_WEEKS = 104
_WEEK_MINUTES = 7 * 24 * 60

FROM_THE_START = Sentence(
    "ramp.from_the_start", _("The first line says how the step begins: from week 1.")
)
IN_ORDER = Sentence("ramp.in_order", _("Each line begins in a later week than the one before."))
TOO_FAR = Sentence("ramp.too_far", _("A step is planned for two years at most."))
TOO_MUCH = Sentence(
    "ramp.too_much", _("A week has no more than 168 hours. Check how often and how long.")
)
AT_ONCE = Sentence(
    "ramp.always",
    *ngettext(
        "%(times)s time a week, %(length)s each time",
        "%(times)s times a week, %(length)s each time",
    ),
    count_by="times",
)
FROM_WEEK = Sentence(
    "ramp.from_week",
    *ngettext(
        "From week %(week)s: %(times)s time a week, %(length)s each time",
        "From week %(week)s: %(times)s times a week, %(length)s each time",
    ),
    count_by="times",
)


@dataclass(frozen=True, slots=True)
class Rung:
    """From a week on (1 is the first): how often a week, and for how many minutes each time."""

    from_week: int
    times_a_week: int
    minutes: int

    @property
    def minutes_a_week(self) -> int:
        return self.times_a_week * self.minutes


Ramp = Sequence[Rung]


def why_not(ramp: Ramp) -> Reason | None:
    """Why these lines are no ramp; None when they are, or when there are none."""
    if not ramp:
        return None
    if ramp[0].from_week != 1:
        return because(FROM_THE_START)
    weeks = [rung.from_week for rung in ramp]
    if any(later <= earlier for earlier, later in pairwise(weeks)):
        return because(IN_ORDER)
    if weeks[-1] > MOST_WEEKS:
        return because(TOO_FAR)
    if any(rung.minutes_a_week > _WEEK_MINUTES for rung in ramp):
        return because(TOO_MUCH)
    return None


def minutes_in_week(ramp: Ramp, week: int) -> int:
    """Minutes that the step takes in its `week`, the first being 1; 0 before it begins."""
    rung = rung_in_week(ramp, week)
    return rung.minutes_a_week if rung else 0


def rung_in_week(ramp: Ramp, week: int) -> Rung | None:
    """The rung on which the step stands in its `week`, the first being 1; None before it begins."""
    return next((rung for rung in reversed(ramp) if rung.from_week <= week), None)


def week_of(begins_on: date, on: date) -> int:
    """Which week of a step a day is in: 1 is that of its beginning, 0 the week before."""
    first = begins_on - timedelta(days=begins_on.weekday())
    return days_between(first, on - timedelta(days=on.weekday())) // 7 + 1


def said(ramp: Ramp) -> tuple[Reason, ...]:
    """The ramp in words, a line for each rung."""
    if len(ramp) == 1:
        only = ramp[0]
        return (because(AT_ONCE, times=only.times_a_week, length=length(only.minutes)),)
    return tuple(
        because(
            FROM_WEEK, week=rung.from_week, times=rung.times_a_week, length=length(rung.minutes)
        )
        for rung in ramp
    )


def length(minutes: int) -> str:
    """How long, as English and Spanish both write it: 45 min, 2 h, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" * bool(hours), f"{rest} min" * bool(rest)) if part
    )

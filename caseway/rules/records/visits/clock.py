"""The clock of the intensive phase, and who may be in the extended one.

Source: NYS Register PDD-16-15-00017, amending 14 NYCRR 635-10: up to 365 days of intensive
services; extended services are for people who are employed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from caseway.rules.dates import DateSpan, add_days
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext
from caseway.rules.records.visits.asks import Asks

SOURCE = "14 NYCRR 635-10; NYS Register PDD-16-15-00017"

RUNS = Sentence(
    "phase_clock.runs",
    _("Day %(used)s of %(last)s of the intensive phase; the last is %(ends)s"),
)
STOPPED = Sentence(
    "phase_clock.stopped", _("%(used)s of %(last)s days of the intensive phase are used")
)
SOON = Sentence(
    "phase_clock.soon",
    *ngettext(
        "%(left)s day of the intensive phase is left; the last is %(ends)s. Plan what follows now.",
        "%(left)s days of the intensive phase are left; the last is %(ends)s. Plan what follows"
        " now.",
    ),
    "left",
)
LAST_DAY = Sentence(
    "phase_clock.last_day",
    _("Today is day %(last)s, the last of the intensive phase. Decide what follows."),
)
OVER = Sentence(
    "phase_clock.over",
    _(
        "The %(last)s days of the intensive phase ended on %(ends)s. Move the person to the "
        "extended phase, or ask the funder."
    ),
)
NOT_EMPLOYED = Sentence(
    "phase_clock.not_employed",
    _("The extended phase is for people who have a job. Record the job first."),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """Days of the intensive phase used on a day.

    `warns_on` and `ends_on` are the days on which the clock warns and on which it runs out, None
    where the phase stopped before. `warning` is given from `warns_on` on.
    """

    used: int
    allowed: int
    warns_on: date | None
    ends_on: date | None
    reason: Reason
    warning: Reason | None

    @property
    def over(self) -> bool:
        """Whether the day lies past the last day allowed."""
        return self.used > self.allowed


def clock(spans: Iterable[DateSpan], on: date, asks: Asks) -> Clock:
    """Count the days of the intensive phase up to and including `on`.

    The first day is day 1. Days between two intensive phases do not count: days used are days in
    the phase. (Product decision; the register speaks of "up to 365 days".)
    """
    spans = tuple(spans)
    used = sum(1 for _day in takewhile(lambda day: day <= on, _days(spans)))
    warns_on = _nth(spans, asks.phase_warn_day)
    ends_on = _nth(spans, asks.phase_last_day)
    last = asks.phase_last_day
    reason = because(STOPPED, SOURCE, used=used, last=last)
    if ends_on:
        reason = because(RUNS, SOURCE, used=min(used, last), last=last, ends=ends_on)
    warning = _warning(used, ends_on, asks)
    return Clock(used, last, warns_on, ends_on, warning or reason, warning)


def _days(spans: tuple[DateSpan, ...]) -> Iterator[date]:
    """Each day in any of the spans once, earliest first; without end if one is open."""
    day = date.min
    for span in sorted(spans, key=lambda span: span.start):
        day = max(day, span.start)
        while span.end is None or day < span.end:
            yield day
            day = add_days(day, 1)


def _nth(spans: tuple[DateSpan, ...], number: int) -> date | None:
    return next(islice(_days(spans), number - 1, None), None)


def _warning(used: int, ends_on: date | None, asks: Asks) -> Reason | None:
    last = asks.phase_last_day
    if ends_on is None or used < asks.phase_warn_day:
        return None
    if used > last:
        return because(OVER, SOURCE, last=last, ends=ends_on)
    if used == last:
        return because(LAST_DAY, SOURCE, last=last)
    return because(SOON, SOURCE, left=last - used, ends=ends_on)


def why_not_extended(employed: bool, asks: Asks | None) -> Reason | None:
    """Why a person cannot be in the extended phase; None where she can."""
    if asks is None or employed:
        return None
    return because(NOT_EMPLOYED, SOURCE)

"""Hours that a funder approved for a person: how many are used, and what would go over them.

An approval holds on the days of its span, at so many minutes a week or a month. A week begins on
Monday. A week or a month of which only part is approved has all its minutes: nothing is divided.
Minutes held count as recorded, those ahead as agreed; minutes of travel, before and after do not.

    balance(approvals, sessions, date(2026, 11, 23)).reason
    # Used 14 of 20 hours this month; 6 left.

Source: product decision 2026-11, ADR 0098.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseway.rules.dates import DateSpan, Month, add_days
from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext

WEEK = 7


class Per(StrEnum):
    """As `coaching.ApprovedHours.Per`."""

    WEEK = "week"
    MONTH = "month"


USED = {
    Per.WEEK: Sentence(
        "approved.used_week", _("Used %(used)s of %(allowed)s hours this week; %(left)s left.")
    ),
    Per.MONTH: Sentence(
        "approved.used_month", _("Used %(used)s of %(allowed)s hours this month; %(left)s left.")
    ),
}
SPENT = {
    Per.WEEK: Sentence(
        "approved.spent_week",
        _("Used %(used)s of %(allowed)s hours this week; %(over)s more than approved."),
    ),
    Per.MONTH: Sentence(
        "approved.spent_month",
        _("Used %(used)s of %(allowed)s hours this month; %(over)s more than approved."),
    ),
}
OVER = {
    Per.WEEK: Sentence(
        "approved.over_week",
        _(
            "In the week of %(first)s, %(total)s hours are held and planned and %(allowed)s "
            "approved: %(over)s too many."
        ),
    ),
    Per.MONTH: Sentence(
        "approved.over_month",
        _(
            "From %(first)s to %(last)s, %(total)s hours are held and planned and %(allowed)s "
            "approved: %(over)s too many."
        ),
    ),
}
TOLD = Sentence(
    "approved.told",
    _("Approved hours from %(first)s to %(last)s: %(used)s of %(allowed)s used."),
)
OUTSIDE = Sentence(
    "approved.outside",
    *ngettext(
        "%(count)s session is planned on a day without approved hours: %(first)s.",
        "%(count)s sessions are planned on days without approved hours, the first on %(first)s.",
    ),
    "count",
)


@dataclass(frozen=True, slots=True)
class Approval:
    """So many minutes a week or a month, on the days of a span, by the number of the letter."""

    span: DateSpan
    minutes: int
    per: Per
    number: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that was held, or that is still to be."""

    day: date
    minutes: int
    held: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes allowed, used and planned in one period, as far as one approval holds in it."""

    approval: Approval
    span: DateSpan
    used: int
    planned: int

    @property
    def allowed(self) -> int:
        return self.approval.minutes

    @property
    def left(self) -> int:
        """Minutes that can still be held."""
        return max(0, self.allowed - self.used)

    @property
    def too_many(self) -> int:
        """Minutes held and planned that go over what is approved."""
        return max(0, self.used + self.planned - self.allowed)

    @property
    def reason(self) -> Reason:
        """What is used and left, in words."""
        over = max(0, self.used - self.allowed)
        said = (SPENT if over else USED)[self.approval.per]
        return because(
            said,
            used=hours(self.used),
            allowed=hours(self.allowed),
            left=hours(self.left),
            over=hours(over),
        )

    @property
    def told(self) -> Reason:
        """What is used of the hours, with the days: for a month that may be over."""
        return because(
            TOLD,
            first=self.span.start,
            last=self._last,
            used=hours(self.used),
            allowed=hours(self.allowed),
        )

    @property
    def _last(self) -> date:
        assert self.span.end is not None
        return add_days(self.span.end, -1)

    @property
    def warning(self) -> Reason | None:
        """What goes over, in words; None when all fits."""
        if not self.too_many:
            return None
        return because(
            OVER[self.approval.per],
            first=self.span.start,
            last=self._last,
            total=hours(self.used + self.planned),
            allowed=hours(self.allowed),
            over=hours(self.too_many),
        )


def balance(approvals: Iterable[Approval], sessions: Iterable[Session], on: date) -> Balance | None:
    """How the approval stands that holds on a day, in the week or month of that day."""
    held = next((one for one in approvals if one.span.covers(on)), None)
    if held is None:
        return None
    first = add_days(on, -on.weekday()) if held.per is Per.WEEK else Month.of(on).first
    return _of_period(held, _period(held.per, first), sessions)


def is_asked(approvals: Iterable[Approval], on: date) -> bool:
    """Whether the funder approves this person's hours by letter, on a day or since before it."""
    return any(one.span.start <= on for one in approvals)


def balances(
    approvals: Iterable[Approval], sessions: Iterable[Session], month: Month
) -> tuple[Balance, ...]:
    """Every week or month that lies in the month or reaches into it, earliest first."""
    known = tuple(sessions)
    found = (
        _of_period(approval, period, known)
        for approval in approvals
        for period in _periods(approval.per, month)
    )
    return tuple(sorted((one for one in found if one), key=lambda one: one.span.start))


def warnings(
    approvals: Sequence[Approval], sessions: Iterable[Session], month: Month
) -> tuple[Reason, ...]:
    """What of a month goes over the approved hours, or lies where none are approved.

    A person for whom no hours were ever approved is not asked about.
    """
    if not approvals:
        return ()
    known = tuple(sessions)
    over = tuple(
        one.warning for one in balances(approvals, known, month) if one.warning is not None
    )
    return over + tuple(_outside(approvals, known, month))


def weeks_of(month: Month) -> DateSpan:
    """From the Monday on or before its first day up to the Monday after its last."""
    first, last = month.first, month.last
    return DateSpan(add_days(first, -first.weekday()), add_days(last, WEEK - last.weekday()))


def _periods(per: Per, month: Month) -> Iterator[DateSpan]:
    if per is Per.MONTH:
        yield month.span
        return
    weeks = weeks_of(month)
    assert weeks.days is not None
    for number in range(0, weeks.days, WEEK):
        yield _period(per, add_days(weeks.start, number))


def _period(per: Per, first: date) -> DateSpan:
    return DateSpan(first, add_days(first, WEEK)) if per is Per.WEEK else Month.of(first).span


def _of_period(approval: Approval, period: DateSpan, sessions: Iterable[Session]) -> Balance | None:
    span = period.overlap(approval.span)
    if span is None:
        return None
    counted = [one for one in sessions if span.covers(one.day)]
    return Balance(
        approval,
        span,
        used=sum(one.minutes for one in counted if one.held),
        planned=sum(one.minutes for one in counted if not one.held),
    )


def _outside(
    approvals: Sequence[Approval], sessions: Iterable[Session], month: Month
) -> Iterator[Reason]:
    days = sorted(
        one.day
        for one in sessions
        if not one.held
        and month.span.covers(one.day)
        and not any(each.span.covers(one.day) for each in approvals)
    )
    if days:
        yield because(OUTSIDE, count=len(days), first=days[0])

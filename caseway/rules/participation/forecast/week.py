"""The week to come: what is scheduled, what is to be expected, what the month asks of a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import add_days
from caseway.rules.participation.entries import day_number
from caseway.rules.participation.forecast import words
from caseway.rules.participation.forecast.habit import habits
from caseway.rules.participation.forecast.situation import Situation, Slot
from caseway.rules.participation.law import Rules
from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, because


@dataclass(frozen=True, slots=True)
class ActivityWeek:
    """One activity in the week. Minutes."""

    activity: int
    scheduled: int
    expected: int


@dataclass(frozen=True, slots=True)
class NextWeek:
    """One person's week from Monday to Sunday. Minutes; `needed` is hours a week.

    `slots` are in order of day; `holidays` are days of the State's plan on which something is
    scheduled.
    """

    person: int
    first: date
    last: date
    activities: tuple[ActivityWeek, ...]
    slots: tuple[Slot, ...]
    holidays: tuple[date, ...]
    needed: int

    @property
    def scheduled(self) -> int:
        """Minutes scheduled in the week."""
        return sum(one.scheduled for one in self.activities)

    @property
    def expected(self) -> int:
        """Minutes to be expected in the week."""
        return sum(one.expected for one in self.activities)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The week in words."""
        whole = because(
            words.WEEK,
            first=self.first,
            last=self.last,
            scheduled=hours(self.scheduled),
            expected=hours(self.expected),
            needed=self.needed,
        )
        return (whole, *(because(words.WEEK_HOLIDAY, day=day) for day in self.holidays))


def next_week(
    situation: Situation, person: int, needed: int, today: date, rules: Rules
) -> NextWeek:
    """A person's coming week, as scheduled and as usually attended.

    `needed` is what is asked of the person, in hours a week. The rules' month tells the plan's
    holidays; days beyond it are taken as working days.
    """
    first = add_days(today, 7 - today.weekday())
    last = add_days(first, 6)
    slots = tuple(
        sorted(
            one for one in situation.schedule if one.person == person and first <= one.on <= last
        )
    )
    closed = sorted({one.on for one in slots if day_number(rules.month, one.on) in rules.holidays})
    seen = habits(situation.history, today)
    activities = []
    for activity, minutes in _by_activity(slots):
        ratio = seen.of(person, activity).ratio
        activities.append(
            ActivityWeek(activity, minutes, minutes * ratio.numerator // ratio.denominator)
        )
    return NextWeek(person, first, last, tuple(activities), slots, tuple(closed), needed)


def _by_activity(slots: Iterable[Slot]) -> list[tuple[int, int]]:
    sums: dict[int, int] = {}
    for slot in slots:
        sums[slot.activity] = sums.get(slot.activity, 0) + slot.minutes
    return sorted(sums.items())

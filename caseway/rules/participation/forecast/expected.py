"""What is still to come: scheduled days without attendance, as far as a person usually attends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import add_days
from caseway.rules.params import load
from caseway.rules.participation.activities import PAID, Activity, term
from caseway.rules.participation.entries import Entry, Mark, day_number
from caseway.rules.participation.forecast import words
from caseway.rules.participation.forecast.habit import Habit, Habits
from caseway.rules.participation.forecast.situation import Slot, expected_entry
from caseway.rules.participation.law import Rules
from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, Value, because

DAY_MARKS = frozenset({Mark.PRESENT, Mark.EXCUSED, Mark.UNEXCUSED, Mark.HOLIDAY})


@dataclass(frozen=True, slots=True)
class Expected:
    """What is still to come in one activity. Minutes; `minutes` of `scheduled` are expected."""

    person: int
    activity: int
    first: date
    last: date
    scheduled: int
    minutes: int
    habit: Habit
    days: int

    @property
    def reason(self) -> Reason:
        """The arithmetic, in words."""
        facts: dict[str, Value] = {
            "activity": term(self.activity),
            "first": self.first,
            "last": self.last,
            "scheduled": hours(self.scheduled),
            "expected": hours(self.minutes),
            "days": self.days,
        }
        if not self.habit.known:
            return because(words.EXPECTED_AS_SCHEDULED, None, **facts)
        sentence = words.EXPECTED if self.habit.own else words.EXPECTED_BY_ALL
        return because(
            sentence,
            None,
            **facts,
            percent=round(100 * self.habit.ratio),
            since=self.habit.since,
            attended=hours(self.habit.attended),
            of=hours(self.habit.scheduled),
        )


def open_slots(
    schedule: Iterable[Slot], recorded: Iterable[Entry], today: date, rules: Rules
) -> tuple[list[Slot], tuple[Slot, ...]]:
    """Slots of the report month without attendance: those to expect, and those overdue a mark."""
    arriving = load("participation_forecast").value_on("marks_arrive_days", today)
    marked = Counter((e.day, e.person, e.activity) for e in recorded if e.mark in DAY_MARKS)
    first, last = rules.calendar.first_day, rules.calendar.last_day
    ahead, unmarked = [], []
    for slot in sorted(schedule):
        day = day_number(rules.month, slot.on)
        if not first <= day <= last:
            continue
        if marked[day, slot.person, slot.activity] > 0:
            marked[day, slot.person, slot.activity] -= 1
            continue
        if slot.on >= add_days(today, -arriving):
            ahead.append(slot)
        if slot.on < today:
            unmarked.append(slot)
    # The month is over: what nobody marked is not to be expected any more.
    return ([] if day_number(rules.month, today) > last else ahead), tuple(unmarked)


def expect(
    slots: Iterable[Slot], seen: Habits, rules: Rules
) -> tuple[tuple[Entry, ...], tuple[Expected, ...]]:
    """The slots as entries, each activity's minutes adding up to the habit's part of them."""
    groups: dict[tuple[int, int], list[Slot]] = defaultdict(list)
    entries = []
    for slot in slots:
        if closed(slot, rules):
            entries.append(expected_entry(rules.month, slot, 0, holiday=True))
        else:
            groups[slot.person, slot.activity].append(slot)
    lines = []
    for (person, activity), group in sorted(groups.items()):
        habit = seen.of(person, activity)
        parts = _parts([slot.minutes for slot in group], habit)
        entries += [
            expected_entry(rules.month, slot, minutes)
            for slot, minutes in zip(group, parts, strict=True)
        ]
        lines.append(
            Expected(
                person,
                activity,
                group[0].on,
                group[-1].on,
                sum(slot.minutes for slot in group),
                sum(parts),
                habit,
                len({slot.on for slot in group}),
            )
        )
    return tuple(entries), tuple(lines)


def closed(slot: Slot, rules: Rules) -> bool:
    """Whether an unpaid activity is closed for a holiday of the state's plan."""
    day = day_number(rules.month, slot.on)
    return day in rules.holidays and Activity(slot.activity) not in PAID


def _parts(minutes: Sequence[int], habit: Habit) -> list[int]:
    """Each day's part, rounded down along the running total so that no minute is lost or made."""
    parts, planned, expected = [], 0, 0
    for one in minutes:
        planned += one
        total = planned * habit.ratio.numerator // habit.ratio.denominator
        parts.append(total - expected)
        expected = total
    return parts

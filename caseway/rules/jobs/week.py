"""A week of shifts, one of which may end after midnight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from caseway.rules.reasons import Reason, Sentence, Term, _, because

DAY = 24 * 60
WEEK = 7 * DAY
# Monday is 0.
DAYS = tuple(
    map(
        Term,
        (
            _("Monday"),
            _("Tuesday"),
            _("Wednesday"),
            _("Thursday"),
            _("Friday"),
            _("Saturday"),
            _("Sunday"),
        ),
    )
)

NO_TIME = Sentence(
    "jobs.shift_without_time",
    _("The shift on %(day)s ends when it begins. Enter another time for its end."),
)
OVERLAP = Sentence(
    "jobs.shifts_overlap",
    _(
        "The shift on %(first)s at %(first_at)s is still going on when the one on %(second)s at "
        "%(second_at)s begins. Change one of them."
    ),
)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One shift. `weekday` 0 is Monday; one that ends before it begins ends the next day."""

    weekday: int
    begins_at: time
    ends_at: time

    @property
    def minutes(self) -> int:
        """How long it is, in minutes; 0 when it ends as it begins."""
        return (_minute(self.ends_at) - _minute(self.begins_at)) % DAY

    @property
    def is_overnight(self) -> bool:
        return self.ends_at < self.begins_at

    @property
    def opens(self) -> int:
        """Minutes after Monday, midnight."""
        return self.weekday * DAY + _minute(self.begins_at)


@dataclass(frozen=True, slots=True)
class Week:
    """Shifts in order, minutes a week, and what is wrong with them."""

    slots: tuple[Slot, ...]
    minutes: int
    faults: tuple[Reason, ...]


def week_of(slots: Iterable[Slot]) -> Week:
    """Put a week in order and judge it: no shift without time, none into the next one.

    Sunday's last shift is held against Monday's first: the week goes round.
    """
    ordered = tuple(sorted(slots))
    faults = [because(NO_TIME, day=DAYS[one.weekday]) for one in ordered if not one.minutes]
    faults += [_overlap(one, two) for one, two in _neighbours(ordered) if _runs_into(one, two)]
    return Week(ordered, sum(one.minutes for one in ordered), tuple(faults))


def _neighbours(slots: tuple[Slot, ...]) -> list[tuple[Slot, Slot]]:
    if len(slots) < 2:
        return []
    return [*pairwise(slots), (slots[-1], slots[0])]


def _runs_into(one: Slot, two: Slot) -> bool:
    apart = two.opens - one.opens
    # Only the pair that goes round the week may lie backwards.
    gap = apart if apart >= 0 else apart + WEEK
    return one.minutes > gap


def _overlap(one: Slot, two: Slot) -> Reason:
    return because(
        OVERLAP,
        first=DAYS[one.weekday],
        first_at=one.begins_at.strftime("%H:%M"),
        second=DAYS[two.weekday],
        second_at=two.begins_at.strftime("%H:%M"),
    )


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute

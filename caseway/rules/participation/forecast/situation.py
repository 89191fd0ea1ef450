"""What a forecast is made from: the month so far, the schedule, the past, and open places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from caseway.rules.dates import Month
from caseway.rules.participation.entries import Entry, Mark, Proof, RawEntry, day_number
from caseway.rules.participation.family import Family

EVERY_WEEKDAY = frozenset({0, 1, 2, 3, 4})


class Slot(NamedTuple):
    """Time one enrolment has planned on a day."""

    on: date
    person: int
    activity: int
    minutes: int


class PastDay(NamedTuple):
    """What was scheduled on a day and how much of it was attended, holidays left out. Minutes."""

    on: date
    person: int
    activity: int
    scheduled: int
    attended: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a person could spend more hours.

    `ref` and `label` lead the page back to it. `weekdays`: Monday is 0. `person`: whom it suits,
    None for any. `known`: the person takes part there already. Only places with room, and
    unpaid ones only with a supervisor, are to be handed in.
    """

    ref: int
    label: str
    activity: int
    starts: date
    minutes_a_day: int = 240
    weekdays: frozenset[int] = EVERY_WEEKDAY
    person: int | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """One family's month as it stands.

    `entries` are those of the report month, as `assess` takes them. `schedule` covers the
    report month and the week after today; `history` some weeks before today, in any order.
    """

    family: Family
    entries: tuple[RawEntry, ...] = ()
    schedule: tuple[Slot, ...] = ()
    history: tuple[PastDay, ...] = ()
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A month as it might end: what is recorded, and what is expected on top of it."""

    family: Family
    recorded: tuple[Entry, ...]
    expected: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of it, as `assess` takes it."""
        return self.recorded + self.expected

    def adding(self, more: tuple[Entry, ...]) -> Book:
        """The same with more recorded."""
        return replace(self, recorded=self.recorded + more)


def expected_entry(month: Month, slot: Slot, minutes: int, *, holiday: bool = False) -> Entry:
    """A day to come as an entry: present and proven, or closed for a plan holiday."""
    return Entry(
        day_number(month, slot.on),
        slot.person,
        slot.activity,
        Mark.HOLIDAY if holiday else Mark.PRESENT,
        Proof.VERIFIED,
        slot.minutes,
        0 if holiday else minutes,
    )

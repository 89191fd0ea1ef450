"""One thing that could be done about missing hours, before the law is asked about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from caseway.rules.participation.entries import Entry, Mark, Proof
from caseway.rules.participation.forecast.situation import Book, Opening

HOMEWORK_MARKS = frozenset({Mark.HOMEWORK_SUPERVISED, Mark.HOMEWORK_UNSUPERVISED})


class WayKind(StrEnum):
    """The kinds of ways. Their order of burden is in params/participation_forecast.toml."""

    MARK = "mark"
    DECIDE = "decide"
    RENEW = "renew"
    SCHOOL = "school"
    MEDICAL = "medical"
    PROVE = "prove"
    HOLIDAY = "holiday"
    EXCUSE = "excuse"
    ATTEND = "attend"
    HOMEWORK = "homework"
    MORE_HOURS = "more_hours"
    WORKFARE = "workfare"
    JOB_SEARCH = "job_search"
    NEW_PLACE = "new_place"


@dataclass(frozen=True, slots=True)
class Room:
    """Minutes that could be added on a day, `day` as `day_number`."""

    day: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing to try.

    Either `change` gives the month with it done, or `room` the days on which time can be added,
    as much as is needed. `minutes` are what it concerns; `asks` whether they are new time of
    the person's. `claimed` are the minutes recorded where limits let only `minutes` of them
    count. `left` is what remains of a limit it draws on.
    """

    kind: WayKind
    person: int
    activity: int = 0
    minutes: int = 0
    days: tuple[int, ...] = ()
    asks: bool = False
    change: Callable[[Book], Book] | None = None
    room: tuple[Room, ...] = ()
    mark: Mark = Mark.PRESENT
    left: int | None = None
    claimed: int = 0
    opening: Opening | None = None

    @property
    def most(self) -> int:
        """The most minutes that could be added; 0 where it is all or nothing."""
        return sum(one.minutes for one in self.room)

    def repeats(self, other: Candidate) -> bool:
        """Whether it is the same thing over again: the same place, paper or schedule."""
        same = (self.person, self.activity, self.opening)
        return same == (other.person, other.activity, other.opening) and (
            self.opening is not None or self.kind == other.kind
        )

    def added(self, minutes: int) -> tuple[Entry, ...]:
        """So many minutes as entries, the earliest days first."""
        entries, left = [], minutes
        for one in self.room:
            part = min(one.minutes, left)
            if part <= 0:
                break
            left -= part
            planned = 0 if self.mark in HOMEWORK_MARKS else part
            entries.append(
                Entry(one.day, self.person, self.activity, self.mark, Proof.VERIFIED, planned, part)
            )
        return tuple(entries)

    def on(self, book: Book, minutes: int) -> Book:
        """The month with it done, `minutes` of it where it can be done in part."""
        return self.change(book) if self.change else book.adding(self.added(minutes))

"""A client of the coach: how often, where and when she can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caseway.rules.dates import DateSpan, covers
from caseway.rules.scheduling.places import Place, Window

WEEKDAYS = frozenset(range(5))


class Tier(StrEnum):
    """How much support somebody needs: A high, B some, C little."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Client:
    """A client as the planner knows her.

    `label` is what the coach calls her, as in explanations. `windows` say when a visit may begin,
    by weekday (Monday = 0); `windows_on` replaces them on single days, as when shifts change.
    `workdays` are the weekdays on which she may be seen or called at all. `served` are the spans in
    which she is the coach's client. `calls` and `sessions` are None where the tier decides;
    `override_reason` is needed for more sessions than the cap. `group` says that her program
    allows a session together with others at the same place. `funder` names her contact floor.
    """

    key: str
    label: str
    tier: Tier
    place: Place | None
    windows: Mapping[int, tuple[Window, ...]]
    windows_on: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)
    workdays: frozenset[int] = WEEKDAYS
    visit_minutes: int = 60
    served: tuple[DateSpan, ...] = ()
    away_on: frozenset[date] = frozenset()
    last_contact_on: date | None = None
    usual_weekday: int | None = None
    calls: int | None = None
    sessions: int | None = None
    override_reason: str = ""
    group: bool = False
    funder: str = ""
    language: str = ""
    skills: frozenset[str] = frozenset()

    def is_served_on(self, day: date) -> bool:
        """Whether she is the coach's client that day."""
        return not self.served or covers(self.served, day)

    def can_be_seen_on(self, day: date) -> bool:
        """Whether the day is one of hers: a client, not away, and it is a workday of hers."""
        return self.is_served_on(day) and day not in self.away_on and day.weekday() in self.workdays

    def windows_of(self, day: date) -> tuple[Window, ...]:
        """When a visit may begin that day, earliest first, without windows that close too early."""
        if not self.can_be_seen_on(day):
            return ()
        found = self.windows_on.get(day)
        if found is None:
            found = self.windows.get(day.weekday(), ())
        return tuple(sorted(window for window in found if window.opens <= window.closes))

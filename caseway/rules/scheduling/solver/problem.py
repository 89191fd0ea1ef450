"""The month as numbers: days, stops, minutes, and what each client needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.demand import Demand
from caseway.rules.scheduling.solver.stops import Stops

if TYPE_CHECKING:
    from caseway.rules.scheduling.solver.day import Day


@dataclass(frozen=True, slots=True)
class Shell:
    """A day before anybody is seen: where and when it begins and ends, and whether a meal is due.

    `closed` days hold nothing: leave, holidays, days that are over.
    """

    begins: int
    ends: int
    begins_at: int
    ends_at: int
    has_meal: bool
    closed: bool = False


CLOSED = Shell(0, 0, 0, 0, has_meal=False, closed=True)


@dataclass(slots=True)
class Problem:
    """Everything the search needs. Clients, days, places and stops are numbers.

    `minutes[a][b]` between places; place 0 is the coach's base. `weekday[d]`, `week[d]`. `group[n]`
    whether client n may be seen with others at her place. `fixed[d]` are the stops of day d that
    nothing moves: duties, and sessions that are locked; `bare[n]` is what client n costs with no
    more sessions than those.
    """

    policy: Policy
    days: list[date]
    shells: list[Shell]
    minutes: list[list[int]]
    stops: Stops
    demands: list[Demand]
    group: list[bool]
    weekday: list[int]
    week: list[int]
    fixed: list[Day] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    cache: dict[tuple[int, tuple[int, ...], tuple[tuple[int, ...], ...]], Day] = field(
        default_factory=dict
    )

    @property
    def clients(self) -> range:
        """The numbers of the clients."""
        return range(len(self.demands))

    @staticmethod
    def free(client: int) -> int:
        """The stop of a client within her windows."""
        return 2 * client

    @staticmethod
    def kept(client: int) -> int:
        """The stop of a client close to the hour that was announced."""
        return 2 * client + 1

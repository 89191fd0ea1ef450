"""A whole month while it is being made: days, and what each client has of them."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from typing import NamedTuple

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.choice import choose
from caseway.rules.scheduling.solver.day import Day
from caseway.rules.scheduling.solver.demand import FORCED, NEVER, Demand, Pick
from caseway.rules.scheduling.solver.offers import (
    call_offer,
    visit_offer,
    with_call,
    with_visit,
    without,
)
from caseway.rules.scheduling.solver.problem import Problem


class Wishes(NamedTuple):
    """How often one client's sessions fall short of what was wished."""

    visits: int
    calls: int
    missed: int
    off_weekday: int
    late: int
    moved: int


class Month:
    """Days and picks, with the cost of both. Locked sessions stay in their days throughout."""

    __slots__ = ("cost", "days", "of_client", "picks", "problem")

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days: list[Day] = list(problem.fixed)
        self.picks: list[list[Pick]] = [sorted(d.locked.items()) for d in problem.demands]
        problem.bare = [self._client_cost(client) for client in problem.clients]
        self.of_client = problem.bare.copy()
        self.cost = sum(day.cost for day in self.days) + sum(self.of_client)

    def copy(self) -> Month:
        """Another month like this one."""
        twin = Month.__new__(Month)
        twin.problem, twin.cost = self.problem, self.cost
        twin.days, twin.picks = self.days.copy(), self.picks.copy()
        twin.of_client = self.of_client.copy()
        return twin

    def remove(self, client: int) -> bool:
        """Take a client's sessions out, but for locked ones. False if a day would not hold."""
        locked = self.problem.demands[client].locked
        changed = []
        for number, _mode in self.picks[client]:
            if number not in locked:
                day = without(self.problem, self.days[number], client)
                if not day.feasible:  # only where the way by this client is shorter than the direct
                    return False
                changed.append(day)
        for day in changed:
            self.put(day)
        self.cost += self.problem.bare[client] - self.of_client[client]
        self.picks[client], self.of_client[client] = (
            sorted(locked.items()),
            self.problem.bare[client],
        )
        return True

    def insert(self, client: int, hasty: bool = False, shut: Collection[int] = ()) -> None:
        """Give a client, who has none, the best sessions there are for her."""
        self.take(client, self.best_picks(client, hasty, shut))

    def best_picks(
        self, client: int, hasty: bool = False, shut: Collection[int] = ()
    ) -> list[Pick]:
        """The client's best days and modes, the others staying as they are.

        On the days that are `shut` nobody new is visited.
        """
        problem = self.problem
        visits, calls = self._prices(client)
        for number in shut:
            if visits[number] > FORCED:
                visits[number] = NEVER
        return choose(
            problem.demands[client],
            visits,
            calls,
            problem.policy.weights,
            hasty,
        )

    def take(self, client: int, picks: Sequence[Pick]) -> None:
        """Put a client's sessions where `picks` say, each at its cheapest place."""
        locked = self.problem.demands[client].locked
        for number, mode in picks:
            if number in locked:
                continue
            day = self.days[number]
            if mode is Mode.CALL:
                room = call_offer(self.problem, day)
                if room is None:
                    raise ValueError(f"No room for a call on day {number}")
                self.put(with_call(self.problem, day, room[1], client))
            else:
                offer = visit_offer(self.problem, day, client)
                if offer is None:
                    raise ValueError(f"No room for a visit on day {number}")
                self.put(with_visit(self.problem, day, offer))
        self.settle(client, list(picks))

    def _prices(self, client: int) -> tuple[list[float], list[float]]:
        """What a visit and a call would cost on each day."""
        problem, demand = self.problem, self.problem.demands[client]
        weights = problem.policy.weights
        visits = self._visit_prices(client)
        calls = [NEVER] * len(visits)
        for number in demand.called_on if demand.free_calls else ():
            room = call_offer(problem, self.days[number])
            if room is not None:
                calls[number] = room[0] + weights.call
        for number, mode in demand.announced.items():
            if mode is Mode.CALL and calls[number] < NEVER:
                calls[number] -= weights.moved
        for number, mode in demand.locked.items():
            visits[number] = FORCED if mode is Mode.VISIT else NEVER
            calls[number] = FORCED if mode is Mode.CALL else NEVER
        return visits, calls

    def _visit_prices(self, client: int) -> list[float]:
        problem, days = self.problem, self.days
        visits = [NEVER] * len(days)
        for number in problem.stops.open_on(problem.free(client)):
            offers = days[number].offers
            offer = (
                offers[client] if client in offers else visit_offer(problem, days[number], client)
            )
            if offer is not None:
                visits[number] = offer.cost
        return visits

    def put(self, day: Day) -> None:
        """Exchange a day; the clients concerned are to be settled."""
        self.cost += day.cost - self.days[day.number].cost
        self.days[day.number] = day

    def settle(self, client: int, picks: list[Pick]) -> None:
        """Say which days and modes a client has now, as they stand in the days."""
        self.picks[client] = picks
        cost = self._client_cost(client)
        self.cost += cost - self.of_client[client]
        self.of_client[client] = cost

    def _client_cost(self, client: int) -> float:
        weights, wishes = self.problem.policy.weights, self.wishes(client)
        return (
            weights.call * wishes.calls
            + weights.missed * wishes.missed
            + weights.weekday * wishes.off_weekday
            + weights.late * wishes.late
            + weights.moved * wishes.moved
        )

    def wishes(self, client: int) -> Wishes:
        """What a client's sessions lack."""
        problem, demand, picks = self.problem, self.problem.demands[client], self.picks[client]
        calls = sum(mode is Mode.CALL for _, mode in picks)
        off = 0
        if demand.weekdays:
            days = [problem.weekday[number] for number, _ in picks]
            off = len(days) - max(map(days.count, demand.weekdays))
        return Wishes(
            visits=len(picks) - calls,
            calls=calls,
            missed=demand.sessions - len(picks),
            off_weekday=off,
            late=lateness(demand, picks),
            moved=self._moved(client, demand, picks),
        )

    def _moved(self, client: int, demand: Demand, picks: Sequence[Pick]) -> int:
        """Announced sessions that are not kept: another day, another mode, another hour."""
        if not demand.announced:
            return 0
        modes = dict(picks)
        return sum(
            modes.get(number) is not mode
            or (mode is Mode.VISIT and not self._at_its_hour(client, number))
            for number, mode in demand.announced.items()
        )

    def _at_its_hour(self, client: int, number: int) -> bool:
        stops = self.problem.stops
        kept = self.problem.kept(client)
        return any(kept in stops.parts[stop] for stop in self.days[number].stops)


def lateness(demand: Demand, picks: Sequence[Pick]) -> int:
    """How many of the sessions come late."""
    if not picks:
        return 0
    late = int(0 < demand.first[picks[0][0]] < NEVER)
    for (earlier, _), (day, _) in itertools.pairwise(picks):
        steps = dict(demand.near[day])
        late += earlier < demand.before[day] or steps.get(earlier, 0) > 0
    return late

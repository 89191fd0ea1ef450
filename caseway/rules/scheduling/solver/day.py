"""One day of the coach, whole: what is in it, whether it can be done, and what it costs.

A stop may begin at the earliest time in its windows after the coach has arrived; since to arrive
earlier never hurts, the earliest ending of each stop says all there is to say about the stops
before it, and the latest arrival all about those after. Both are kept twice, before and after the
meal, so that one more stop is tried in constant time.

The meal is taken anywhere, on the way as well. Calls are made in the leg that leads to a stop (or
home), where there is time.
"""

from __future__ import annotations

from itertools import product

from caseway.rules.scheduling.solver.problem import Problem
from caseway.rules.scheduling.solver.stops import ANYWHERE, Spans

TOO_LATE = 1_000_000
CACHED_DAYS = 20_000

Calls = tuple[tuple[int, ...], ...]


class Offer:
    """What one more session would cost in a day, and where it would go."""

    __slots__ = ("cost", "extra", "joins", "position", "stop")

    def __init__(self, cost: float, extra: int, position: int, stop: int, joins: bool) -> None:
        self.cost = cost
        self.extra = extra
        self.position = position
        self.stop = stop
        self.joins = joins


class Day:
    """A day with its stops in order and the clients called in each leg.

    `places` are base, stops, base. `hungry[i]` and `fed[i]` are the earliest minutes at which stop
    i is over before and after the meal; `by_hungry[i]`, `by_fed[i]` the latest at which one may
    arrive at it. `cost` is travel and load by the policy's weights.
    """

    __slots__ = (
        "by_fed",
        "by_hungry",
        "call_offer",
        "calls",
        "cost",
        "feasible",
        "fed",
        "floating",
        "hungry",
        "number",
        "offers",
        "places",
        "stops",
        "travel",
        "visits",
        "work",
    )

    def __init__(self, problem: Problem, number: int, stops: tuple[int, ...], calls: Calls) -> None:
        self.number = number
        self.stops = stops
        self.calls = calls
        self.offers: dict[int, Offer | None] = {}
        self.call_offer: tuple[float, int] | bool | None = False
        self.floating = [
            at for at, stop in enumerate(stops) if problem.stops.place[stop] == ANYWHERE
        ]
        for onward in product((False, True), repeat=len(self.floating)):
            places = self._places(problem, dict(zip(self.floating, onward, strict=True)))
            if ANYWHERE in places:  # two in a row that disagree: as if both went on
                continue
            self.places = places
            self._forward(problem)
            if self.feasible:
                break
        self._measure(problem)
        self._backward(problem)

    def _places(self, problem: Problem, onward: dict[int, bool]) -> list[int]:
        """Where each stop is; what is anywhere is held before the way to the next, or after."""
        shell, table = problem.shells[self.number], problem.stops
        places = [shell.begins_at, *(table.place[stop] for stop in self.stops), shell.ends_at]
        for at in reversed(self.floating):
            if onward[at]:
                places[at + 1] = places[at + 2]
        for at in self.floating:
            if not onward[at]:
                places[at + 1] = places[at]
        return places

    def _measure(self, problem: Problem) -> None:
        """Travel, work and cost."""
        table, policy = problem.stops, problem.policy
        visits = sum(
            table.place[stop] != ANYWHERE and bool(table.clients[stop]) for stop in self.stops
        )
        work = sum(table.minutes[stop] for stop in self.stops)
        travel = 0
        here = self.places[0]
        for there in self.places[1:]:
            travel += problem.minutes[here][there]
            here = there
        self.travel = travel
        self.visits = visits
        self.work = work + travel + policy.call_minutes * sum(map(len, self.calls))
        self.cost = policy.weights.travel * travel + load_cost(problem, self.work)

    def _forward(self, problem: Problem) -> None:
        """The earliest endings, stop by stop."""
        shell, table, meal = problem.shells[self.number], problem.stops, problem.policy.meal
        call = problem.policy.call_minutes
        hungry, fed = (shell.begins, TOO_LATE) if shell.has_meal else (TOO_LATE, shell.begins)
        self.hungry, self.fed = [hungry], [fed]
        for leg, stop in enumerate((*self.stops, None)):
            way = problem.minutes[self.places[leg]][self.places[leg + 1]]
            way += call * len(self.calls[leg])
            fed += way
            if hungry <= meal.closes:
                eaten = max(hungry + way, meal.opens) + meal.minutes
                fed = min(fed, eaten)
            hungry += way
            if stop is None:
                break
            windows, minutes = table.windows[stop][self.number], table.minutes[stop]
            hungry = earliest(windows, hungry) + minutes
            fed = earliest(windows, fed) + minutes
            self.hungry.append(hungry)
            self.fed.append(fed)
        self.feasible = fed <= shell.ends

    def _backward(self, problem: Problem) -> None:
        """The latest arrivals, from the end of the day."""
        shell, table, meal = problem.shells[self.number], problem.stops, problem.policy.meal
        call = problem.policy.call_minutes
        count = len(self.stops)
        by_hungry, by_fed = [-1] * (count + 2), [-1] * (count + 2)
        by_fed[-1] = shell.ends
        for at in range(count, 0, -1):
            stop = self.stops[at - 1]
            way = problem.minutes[self.places[at]][self.places[at + 1]]
            way += call * len(self.calls[at])
            windows, minutes = table.windows[stop][self.number], table.minutes[stop]
            next_fed = by_fed[at + 1]
            over_by = by_hungry[at + 1] - way
            if next_fed >= meal.opens + meal.minutes:
                over_by = max(over_by, min(meal.closes, next_fed - meal.minutes - way))
            by_fed[at] = latest(windows, next_fed - way - minutes)
            by_hungry[at] = latest(windows, over_by - minutes)
        self.by_hungry, self.by_fed = by_hungry, by_fed


def day_of(problem: Problem, number: int, stops: tuple[int, ...], calls: Calls) -> Day:
    """The day with this content, worked out once."""
    key = (number, stops, calls)
    found = problem.cache.get(key)
    if found is None:
        if len(problem.cache) > CACHED_DAYS:
            problem.cache.clear()
        found = problem.cache[key] = Day(problem, number, stops, calls)
    return found


def load_cost(problem: Problem, work: int) -> float:
    """What it weighs that a day is longer than the target."""
    over = work - problem.policy.load_target
    return problem.policy.weights.load * over if over > 0 else 0.0


def earliest(windows: Spans, arrival: int) -> int:
    """The first minute in the windows from `arrival` on, or too late."""
    for opens, closes in windows:
        if arrival <= closes:
            return max(arrival, opens)
    return TOO_LATE


def latest(windows: Spans, limit: int) -> int:
    """The last minute in the windows up to `limit`, or -1."""
    for opens, closes in reversed(windows):
        if opens <= limit:
            return min(limit, closes)
    return -1

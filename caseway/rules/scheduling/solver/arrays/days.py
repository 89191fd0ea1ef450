"""One day as a row: its hours from its stops, what it costs, and whether it can be done.

The same reckoning as `solver.day`.
"""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.layout import (
    BY_FED,
    BY_HUNGRY,
    CALLED,
    COUNT,
    FEASIBLE,
    FED,
    HUNGRY,
    TRAVEL,
    VISITS,
    WORK,
    Given,
    State,
)

TOO_LATE = 1_000_000


@compiled
def earliest(given: Given, stop: int, day: int, arrival: int) -> int:
    """The first minute at which a stop may begin from `arrival` on, or too late."""
    for at in range(given.wide[stop, day]):
        if arrival <= given.spans[stop, day, at, 1]:
            return max(arrival, given.spans[stop, day, at, 0])
    return TOO_LATE


@compiled
def latest(given: Given, stop: int, day: int, limit: int) -> int:
    """The last minute at which a stop may begin up to `limit`, or -1."""
    for at in range(given.wide[stop, day] - 1, -1, -1):
        if given.spans[stop, day, at, 0] <= limit:
            return min(limit, given.spans[stop, day, at, 1])
    return -1


@compiled
def load(given: Given, work: int) -> float:
    """What it weighs that a day is longer than the target."""
    return given.load_weight * max(0, work - given.load_target)


@compiled
def forward(given: Given, state: State, row: int, day: int) -> None:
    """The earliest endings, stop by stop, and whether the day holds."""
    count = state.facts[row, COUNT]
    hungry, fed = given.shell[day, 0], TOO_LATE
    if not given.shell[day, 4]:
        hungry, fed = TOO_LATE, hungry
    state.times[row, HUNGRY, 0], state.times[row, FED, 0] = hungry, fed
    for leg in range(count + 1):
        way = given.ways[state.where[row, leg], state.where[row, leg + 1]]
        way += given.call_minutes * state.calls[row, leg]
        fed += way
        if hungry <= given.meal_closes:
            fed = min(fed, max(hungry + way, given.meal_opens) + given.meal_minutes)
        hungry += way
        if leg == count:
            break
        stop = state.stops[row, leg]
        hungry = earliest(given, stop, day, hungry) + given.minutes[stop]
        fed = earliest(given, stop, day, fed) + given.minutes[stop]
        state.times[row, HUNGRY, leg + 1], state.times[row, FED, leg + 1] = hungry, fed
    state.facts[row, FEASIBLE] = 1 if fed <= given.shell[day, 1] else 0


@compiled
def backward(given: Given, state: State, row: int, day: int) -> None:
    """The latest arrivals, from the end of the day."""
    count = state.facts[row, COUNT]
    times = state.times
    times[row, BY_HUNGRY, count + 1], times[row, BY_FED, count + 1] = -1, given.shell[day, 1]
    for at in range(count, 0, -1):
        stop = state.stops[row, at - 1]
        way = given.ways[state.where[row, at], state.where[row, at + 1]]
        way += given.call_minutes * state.calls[row, at]
        next_fed = times[row, BY_FED, at + 1]
        over_by = times[row, BY_HUNGRY, at + 1] - way
        if next_fed >= given.meal_opens + given.meal_minutes:
            over_by = max(over_by, min(given.meal_closes, next_fed - given.meal_minutes - way))
        minutes = given.minutes[stop]
        times[row, BY_FED, at] = latest(given, stop, day, next_fed - way - minutes)
        times[row, BY_HUNGRY, at] = latest(given, stop, day, over_by - minutes)


@compiled
def put_in_places(  # noqa: C901 - two passes over the stops
    given: Given, state: State, row: int, day: int, onward: int
) -> bool:
    """Where each stop is; what is anywhere is held before the way to the next, or after.

    `onward` has a bit for each of those, the last stop's lowest. False where two in a row disagree.
    """
    count, where = state.facts[row, COUNT], state.where
    where[row, 0], where[row, count + 1] = given.shell[day, 2], given.shell[day, 3]
    floating = 0
    for at in range(count, 0, -1):
        where[row, at] = given.place[state.stops[row, at - 1]]
        if where[row, at] < 0:
            if onward >> floating & 1:
                where[row, at] = where[row, at + 1]
            floating += 1
    for at in range(1, count + 1):
        if given.place[state.stops[row, at - 1]] < 0:
            floating -= 1
            if not onward >> floating & 1:
                where[row, at] = where[row, at - 1]
    for at in range(1, count + 1):  # noqa: SIM110 - the compiler knows no generators
        if where[row, at] < 0:
            return False
    return True


@compiled
def floating_in(given: Given, state: State, row: int) -> int:
    """How many stops of a day are nowhere in particular."""
    found = 0
    for at in range(state.facts[row, COUNT]):
        if given.place[state.stops[row, at]] < 0:
            found += 1
    return found


@compiled
def work_out(given: Given, state: State, row: int, day: int) -> None:
    """Everything about a row that follows from its stops and calls."""
    for onward in range(1 << floating_in(given, state, row)):
        if put_in_places(given, state, row, day, onward):
            forward(given, state, row, day)
            if state.facts[row, FEASIBLE]:
                break
    # Where no order of places holds, those tried last stand.
    measure(given, state, row)
    backward(given, state, row, day)


@compiled
def measure(given: Given, state: State, row: int) -> None:
    """Travel, work and cost."""
    facts, count = state.facts, state.facts[row, COUNT]
    travel = given.ways[state.where[row, 0], state.where[row, 1]]
    work, visits = given.call_minutes * facts[row, CALLED], 0
    for at in range(count):
        stop = state.stops[row, at]
        travel += given.ways[state.where[row, at + 1], state.where[row, at + 2]]
        work += given.minutes[stop]
        if given.place[stop] >= 0 and given.who[stop] >= 0:
            visits += 1
    facts[row, TRAVEL], facts[row, VISITS] = travel, visits
    facts[row, WORK] = work + travel
    state.cost[row] = given.travel_weight * travel + load(given, work + travel)

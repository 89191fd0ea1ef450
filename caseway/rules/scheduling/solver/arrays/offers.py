"""What it would cost to see or call a client on a day: the cheapest place in it.

The same reckoning as `solver.offers`; answers are remembered by the day's version.
"""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.changes import copy_row, put_stop
from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.days import (
    TOO_LATE,
    earliest,
    floating_in,
    load,
    work_out,
)
from caseway.rules.scheduling.solver.arrays.layout import (
    BY_FED,
    BY_HUNGRY,
    COUNT,
    FEASIBLE,
    FED,
    HUNGRY,
    VERSION,
    VISIT,
    VISITS,
    WORK,
    Given,
    State,
    Work,
)

NEVER = 1e9


@compiled
def look(given: Given, state: State, work: Work, client: int, day: int) -> None:
    """See that the best offer for a client in a day is known."""
    if work.offer_seen[client, day] == state.facts[day, VERSION]:
        return
    work.offer_seen[client, day] = state.facts[day, VERSION]
    work.offer_cost[client, day] = NEVER
    consider(given, state, work, client, day, 2 * client, 0.0)
    if given.announced[client, day] == VISIT:
        consider(given, state, work, client, day, 2 * client + 1, given.moved_weight)


@compiled
def consider(
    given: Given, state: State, work: Work, client: int, day: int, stop: int, saved: float
) -> None:
    """Take the cheapest place for a stop as the client's offer, if it is not dearer."""
    if not given.wide[stop, day]:
        return
    if state.facts[day, VISITS] < given.visits_a_day:
        consider_alone(given, state, work, client, day, stop, saved)
    if given.groups.joins[client]:
        consider_together(given, state, work, client, day, stop, saved)


@compiled
def consider_alone(
    given: Given, state: State, work: Work, client: int, day: int, stop: int, saved: float
) -> None:
    """The cheapest place where the coach sees nobody else."""
    if floating_in(given, state, day) or given.place[stop] < 0:
        position, cost = slowly(given, state, day, stop)
    else:
        position, extra = quickly(given, state, day, stop)
        cost = NEVER
        if position >= 0:
            more = state.facts[day, WORK] + extra + given.minutes[stop]
            cost = given.travel_weight * extra + load(given, more)
            cost -= load(given, state.facts[day, WORK])
    if position >= 0 and cost - saved <= work.offer_cost[client, day]:
        work.offer_cost[client, day] = cost - saved
        work.offer_at[client, day], work.offer_stop[client, day] = position, stop
        work.offer_joins[client, day] = 0


@compiled
def consider_together(
    given: Given, state: State, work: Work, client: int, day: int, stop: int, saved: float
) -> None:
    """Every session that is there and that the stop could become part of."""
    tried = state.cost.shape[0] - 1  # the last row is for trying
    for position in range(state.facts[day, COUNT]):
        joined = given.groups.joined[state.stops[day, position], stop]
        if joined < 0 or not given.wide[joined, day]:
            continue
        copy_row(state, day, tried)
        state.stops[tried, position] = joined
        work_out(given, state, tried, day)
        cost = state.cost[tried] - state.cost[day] - saved
        if state.facts[tried, FEASIBLE] and cost <= work.offer_cost[client, day]:
            work.offer_cost[client, day] = cost  # as cheap leaves more of the day
            work.offer_at[client, day], work.offer_stop[client, day] = position, joined
            work.offer_joins[client, day] = 1


@compiled
def slowly(given: Given, state: State, day: int, stop: int) -> tuple[int, float]:
    """For days with something that is nowhere in particular: build each, and look."""
    tried = state.cost.shape[0] - 1  # the last row is for trying
    found, least = -1, NEVER
    for position in range(state.facts[day, COUNT] + 1):
        copy_row(state, day, tried)
        put_stop(state, tried, stop, position)
        work_out(given, state, tried, day)
        if state.facts[tried, FEASIBLE] and state.cost[tried] - state.cost[day] < least:
            found, least = position, state.cost[tried] - state.cost[day]
    return found, least


@compiled
def quickly(given: Given, state: State, day: int, stop: int) -> tuple[int, int]:
    """Each position in constant time; the least travel more."""
    place, minutes = given.place[stop], given.minutes[stop]
    found, least = -1, TOO_LATE
    last_begin = given.spans[stop, day, given.wide[stop, day] - 1, 1]
    times = state.times
    for position in range(state.facts[day, COUNT] + 1):
        hungry, fed = times[day, HUNGRY, position], times[day, FED, position]
        if hungry > last_begin and fed > last_begin:
            break
        here, there = state.where[day, position], state.where[day, position + 1]
        out, back = given.ways[here, place], given.ways[place, there]
        extra = out + back - given.ways[here, there]
        if extra >= least:
            continue
        fed += out
        if hungry <= given.meal_closes:
            fed = min(fed, max(hungry + out, given.meal_opens) + given.meal_minutes)
        hungry = earliest(given, stop, day, hungry + out) + minutes
        fed = earliest(given, stop, day, fed) + minutes
        back += given.call_minutes * state.calls[day, position]
        by_fed = times[day, BY_FED, position + 1]
        if (
            fed + back <= by_fed
            or hungry + back <= times[day, BY_HUNGRY, position + 1]
            or (
                hungry <= given.meal_closes
                and max(hungry + back, given.meal_opens) + given.meal_minutes <= by_fed
            )
        ):
            found, least = position, extra
    return found, least


@compiled
def look_for_room(given: Given, state: State, work: Work, day: int) -> None:
    """See that it is known what one more call in a day costs, and the leg with most time for it."""
    if work.room_seen[day] == state.facts[day, VERSION]:
        return
    work.room_seen[day] = state.facts[day, VERSION]
    work.room_cost[day] = NEVER
    if given.shell[day, 5]:
        return
    most, times = -1, state.times
    for leg in range(state.facts[day, COUNT] + 1):
        hungry, fed = times[day, HUNGRY, leg], times[day, FED, leg]
        way = given.ways[state.where[day, leg], state.where[day, leg + 1]]
        way += given.call_minutes * (state.calls[day, leg] + 1)
        by_fed = times[day, BY_FED, leg + 1]
        room = max(by_fed - fed - way, times[day, BY_HUNGRY, leg + 1] - hungry - way)
        if hungry <= given.meal_closes:
            eaten = max(hungry + way, given.meal_opens) + given.meal_minutes
            room = max(room, by_fed - eaten)
        if room > most:
            most, work.room_leg[day] = room, leg
    if most >= 0:
        more = state.facts[day, WORK] + given.call_minutes
        work.room_cost[day] = load(given, more) - load(given, state.facts[day, WORK])

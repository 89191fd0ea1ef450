"""Changing a day: a visit or a call in or out, and going back to what it was."""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.days import work_out
from caseway.rules.scheduling.solver.arrays.layout import (
    CALLED,
    COUNT,
    FACTS,
    NEXT_VERSION,
    NOW,
    TOUCHED,
    VERSION,
    Given,
    State,
    Work,
)


@compiled
def copy_row(state: State, source: int, target: int) -> None:
    """Make one row like another."""
    count = state.facts[source, COUNT]
    for at in range(count + 2):
        state.stops[target, at] = state.stops[source, at]
        state.where[target, at] = state.where[source, at]
        state.calls[target, at] = state.calls[source, at]
        for line in range(4):
            state.times[target, line, at] = state.times[source, line, at]
    for at in range(state.facts[source, CALLED]):
        state.callees[target, at] = state.callees[source, at]
        state.legs[target, at] = state.legs[source, at]
    for at in range(FACTS):
        state.facts[target, at] = state.facts[source, at]
    state.cost[target] = state.cost[source]


@compiled
def touch(given: Given, state: State, work: Work, day: int) -> None:
    """Keep a day as it is, before its first change, and say that it is another one now."""
    if not work.is_touched[day]:
        work.is_touched[day] = 1
        work.touched[state.count[TOUCHED]] = day
        state.count[TOUCHED] += 1
        copy_row(state, day, given.shell.shape[0] + day)
    state.count[NEXT_VERSION] += 1
    state.facts[day, VERSION] = state.count[NEXT_VERSION]


@compiled
def put_stop(state: State, row: int, stop: int, position: int) -> None:
    """One more stop in a row; the calls of that leg come after it. The hours are not worked out."""
    for at in range(state.facts[row, COUNT], position, -1):
        state.stops[row, at] = state.stops[row, at - 1]
    for leg in range(state.facts[row, COUNT] + 1, position, -1):
        state.calls[row, leg] = state.calls[row, leg - 1]
    state.stops[row, position], state.calls[row, position] = stop, 0
    for at in range(state.facts[row, CALLED]):
        if state.legs[row, at] >= position:
            state.legs[row, at] += 1
    state.facts[row, COUNT] += 1


@compiled
def drop_stop(state: State, row: int, position: int) -> None:
    """A row without one of its stops; the calls before and after it are in one leg."""
    count = state.facts[row, COUNT]
    state.calls[row, position] += state.calls[row, position + 1]
    for at in range(position, count - 1):
        state.stops[row, at] = state.stops[row, at + 1]
    for leg in range(position + 1, count):
        state.calls[row, leg] = state.calls[row, leg + 1]
    for at in range(state.facts[row, CALLED]):
        if state.legs[row, at] > position:
            state.legs[row, at] -= 1
    state.facts[row, COUNT] -= 1


@compiled
def put_call(state: State, row: int, client: int, leg: int) -> None:
    """One more call in a leg."""
    at = state.facts[row, CALLED]
    state.callees[row, at], state.legs[row, at] = client, leg
    state.calls[row, leg] += 1
    state.facts[row, CALLED] += 1


@compiled
def drop_client(given: Given, state: State, row: int, client: int) -> None:
    """A row without one client, whether she is called or visited."""
    last = state.facts[row, CALLED] - 1
    for at in range(last + 1):
        if state.callees[row, at] == client:
            state.calls[row, state.legs[row, at]] -= 1
            state.callees[row, at], state.legs[row, at] = (
                state.callees[row, last],
                state.legs[row, last],
            )
            state.facts[row, CALLED] -= 1
            return
    for at in range(state.facts[row, COUNT]):
        stop = state.stops[row, at]
        if given.groups.left[stop, client] >= 0:
            state.stops[row, at] = given.groups.left[stop, client]
            return
        if given.who[stop] == client:
            drop_stop(state, row, at)
            return


@compiled
def changed(given: Given, state: State, day: int) -> None:
    """Work a day out after its change, and the month's cost with it."""
    before = state.cost[day]
    work_out(given, state, day, day)
    state.sum[NOW] += state.cost[day] - before

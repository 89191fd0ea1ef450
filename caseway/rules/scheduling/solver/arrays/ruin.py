"""Whom to take out of the month together: people whose sessions stand in each other's way."""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.chance import below, mix, share
from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.layout import (
    CALLED,
    COUNT,
    GONE,
    NO_MODE,
    Given,
    State,
    Work,
)

BY_PLACE, BY_DAY = 0.55, 0.85  # shares of the ways to choose: neighbors, the same days, anybody
TAKEN = 0.8  # how often each of them is taken


@compiled
def pick(given: Given, state: State, work: Work, most: int) -> None:
    """A handful of clients of those that may move, related to one drawn by chance."""
    seeds = state.seeds
    first = given.able[below(seeds, given.able.shape[0])]
    wanted = min(1 + below(seeds, most), given.able.shape[0])
    state.count[GONE] = 0
    add(state, work, first)
    way = share(seeds)
    if way < BY_PLACE:
        others = given.near.shape[1]
        for at in range(others):
            work.line[at] = given.near[first, at]
    elif way < BY_DAY:
        others = on_her_days(given, state, work, first)
        mix(seeds, work.line, others)
    else:
        others = given.able.shape[0]
        for at in range(others):
            work.line[at] = given.able[at]
        mix(seeds, work.line, others)
    for at in range(others):
        if state.count[GONE] == wanted:
            break
        other = work.line[at]
        if given.movable[other] and not work.is_gone[other] and share(seeds) < TAKEN:
            add(state, work, other)


@compiled
def add(state: State, work: Work, client: int) -> None:
    """One more who is taken out."""
    work.gone[state.count[GONE]] = client
    work.is_gone[client] = 1
    state.count[GONE] += 1


@compiled
def on_her_days(given: Given, state: State, work: Work, client: int) -> int:
    """Those who share a day with her into `work.line`; returns how many."""
    found = 0
    for day in range(given.weekday.shape[0]):
        if state.picks[0, client, day] == NO_MODE:
            continue
        for at in range(state.facts[day, COUNT]):
            stop = state.stops[day, at]
            for member in range(given.groups.size[stop]):
                found = once(work, given.groups.members[stop, member], found)
        for at in range(state.facts[day, CALLED]):
            found = once(work, state.callees[day, at], found)
    return found


@compiled
def once(work: Work, client: int, found: int) -> int:
    """Add somebody to the line who is not in it yet; returns its length."""
    for at in range(found):
        if work.line[at] == client:
            return found
    work.line[found] = client
    return found + 1

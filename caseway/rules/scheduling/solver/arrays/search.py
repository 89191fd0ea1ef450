"""The search itself: take a handful of clients out, put each back at her best, keep or undo."""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.chance import below, draw, mix, share
from caseway.rules.scheduling.solver.arrays.changes import copy_row
from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.layout import (
    BEST,
    GONE,
    NOW,
    TOUCHED,
    Given,
    State,
    Work,
)
from caseway.rules.scheduling.solver.arrays.people import put_back, take_out
from caseway.rules.scheduling.solver.arrays.ruin import pick

GAIN = 1e-6


@compiled
def search(
    given: Given,
    state: State,
    work: Work,
    iterations: int,
    heat: float,
    most: int,
    shut: float,
    days_shut: int,
    thorough: float,
) -> None:
    """So many iterations at one heat. The best month is kept in the third block.

    At most `most` clients are taken out. `shut` is how often some days, `days_shut` at most, take
    nobody new; `thorough` how often every weekday is tried as a client's own.
    """
    for _ in range(iterations):
        state.count[TOUCHED] = 0
        before = state.sum[NOW]
        limit = before + heat * work.logs[draw(state.seeds) % work.logs.shape[0]]
        pick(given, state, work, most)
        kept = again(given, state, work, limit, shut, days_shut, thorough)
        if kept:
            if state.sum[NOW] < state.sum[BEST] - GAIN:
                keep_best(given, state)
        else:
            undo(given, state, work)
            state.sum[NOW] = before
        for at in range(state.count[GONE]):
            client = work.gone[at]
            work.is_gone[client] = 0
            if kept:
                keep_client(given, state, client, 0, 1)
        for at in range(state.count[TOUCHED]):
            work.is_touched[work.touched[at]] = 0


@compiled
def again(  # noqa: C901 - one trial from end to end
    given: Given,
    state: State,
    work: Work,
    limit: float,
    shut: float,
    days_shut: int,
    thorough: float,
) -> bool:
    """Take clients out and put them back in another order.

    False if a day would not hold, or the month costs `limit` or more. That is said as soon as it
    would cost as much even if everybody still out were seen for nothing.
    """
    seeds, count = state.seeds, state.count[GONE]
    for at in range(count):
        if not take_out(given, state, work, work.gone[at]):
            return False
        limit += given.bare[work.gone[at]]
    mix(seeds, work.gone, count)
    if share(seeds) < 0.5:
        sort_by_sessions(given, work, count)
    shuts = share(seeds) < shut
    if shuts:
        for day in range(work.shut.shape[0]):
            work.shut[day] = 0
        for _ in range(days_shut):
            work.shut[below(seeds, work.shut.shape[0])] = 1
    hasty = share(seeds) >= thorough
    for at in range(count):
        client = work.gone[at]
        limit -= given.bare[client]
        put_back(given, state, work, client, hasty, shuts)
        if state.sum[NOW] >= limit:
            return False
    return True


@compiled
def sort_by_sessions(given: Given, work: Work, count: int) -> None:
    """Whoever has most sessions has least choice and goes first."""
    for at in range(1, count):
        client, to = work.gone[at], at
        while to > 0 and given.sessions[work.gone[to - 1]] < given.sessions[client]:
            work.gone[to] = work.gone[to - 1]
            to -= 1
        work.gone[to] = client


@compiled
def undo(given: Given, state: State, work: Work) -> None:
    """Everything as it was before this iteration."""
    days = given.weekday.shape[0]
    for at in range(state.count[TOUCHED]):
        copy_row(state, days + work.touched[at], work.touched[at])
    for at in range(state.count[GONE]):
        keep_client(given, state, work.gone[at], 1, 0)


@compiled
def keep_client(given: Given, state: State, client: int, source: int, target: int) -> None:
    """What one client has, from one block to another."""
    state.price[target, client] = state.price[source, client]
    for day in range(given.weekday.shape[0]):
        state.picks[target, client, day] = state.picks[source, client, day]


@compiled
def keep_best(given: Given, state: State) -> None:
    """The month as it is becomes the best so far."""
    days = given.weekday.shape[0]
    state.sum[BEST] = state.sum[NOW]
    for day in range(days):
        copy_row(state, day, 2 * days + day)
    for client in range(state.price.shape[1]):
        keep_client(given, state, client, 0, 2)


@compiled
def go_back_to_best(given: Given, state: State) -> None:
    """The search goes on from the best month so far."""
    days = given.weekday.shape[0]
    state.sum[NOW] = state.sum[BEST]
    for day in range(days):
        copy_row(state, 2 * days + day, day)
    for client in range(state.price.shape[1]):
        keep_client(given, state, client, 2, 0)
        keep_client(given, state, client, 2, 1)

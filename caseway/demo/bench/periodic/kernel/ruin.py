"""Whom to take out: strings of routes that pass near one client, or those who live around her.

Reading: Christiaens and Vanden Berghe 2020, slack induction by string removals.
"""

from __future__ import annotations

import numpy as np

from caseway.demo.bench.periodic.kernel.compiled import Array, compiled
from caseway.demo.bench.periodic.kernel.routes import GONE, ROUND, SIZE


@compiled
def mark(
    at: Array,
    gone: Array,
    is_gone: Array,
    count: Array,
    client: int,
) -> None:
    """Note a client as taken out, with where she was."""
    place = count[GONE]
    gone[place] = client
    row = gone.shape[0] + place
    for day in range(at.shape[1]):
        at[row, day] = at[client, day]
    is_gone[client] = 1
    count[GONE] = place + 1


@compiled
def string(
    seq: Array,
    facts: Array,
    at: Array,
    gone: Array,
    is_gone: Array,
    count: Array,
    client: int,
    route: int,
    most: float,
) -> None:
    """Take a string of clients with one in it, perhaps leaving a few in its middle."""
    size = facts[route, SIZE]
    length = min(size, int(1.0 + np.random.random() * min(float(size), most)))
    kept = 0
    if 1 < length < size and np.random.random() < 0.5:
        kept = 1
        while length + kept < size and np.random.random() > 0.5:
            kept += 1
    span = length + kept
    place = 1
    while seq[route, place] != client:
        place += 1
    lowest = max(1, place - span + 1)
    highest = min(place, size - span + 1)
    begin = lowest + int(np.random.random() * (highest - lowest + 1))
    hole = begin + 1 + int(np.random.random() * (length - 1)) if kept else begin + span
    for i in range(begin, begin + span):
        if (i < hole or i >= hole + kept) and not is_gone[seq[route, i]]:
            mark(at, gone, is_gone, count, seq[route, i])


@compiled
def pick_strings(
    near: Array,
    seq: Array,
    facts: Array,
    at: Array,
    gone: Array,
    is_gone: Array,
    used: Array,
    count: Array,
    vehicles: int,
    average: float,
    longest: float,
) -> int:
    """Strings of routes near a client on one of her days. Returns the day."""
    n, days = gone.shape[0], at.shape[1] - 1
    seed = int(np.random.random() * n)
    day = int(np.random.random() * days)
    while at[seed, day] < 0:
        day = (day + 1) % days
    routes, visits = 0, 0
    for route in range(day * vehicles, (day + 1) * vehicles):
        if facts[route, SIZE]:
            routes += 1
            visits += facts[route, SIZE]
    most = max(1.0, min(longest, visits / routes))
    strings = int(1.0 + np.random.random() * max(0.0, 4.0 * average / (1.0 + most) - 1.0))
    done = 0
    for i in range(-1, n - 1):
        client = seed if i < 0 else near[seed, i]
        route = at[client, day]
        if route < 0 or is_gone[client] or used[route] == count[ROUND]:
            continue
        used[route] = count[ROUND]
        string(seq, facts, at, gone, is_gone, count, client, route, most)
        done += 1
        if done >= strings or done >= routes:
            break
    return day


@compiled
def pick_around(
    near: Array,
    at: Array,
    gone: Array,
    is_gone: Array,
    count: Array,
    average: float,
) -> None:
    """A client and some of those near her."""
    n = gone.shape[0]
    seed = int(np.random.random() * n)
    wanted = min(n, 1 + int(np.random.random() * 2.0 * average))
    mark(at, gone, is_gone, count, seed)
    for i in range(n - 1):
        if count[GONE] >= wanted:
            break
        if np.random.random() < 0.6:
            mark(at, gone, is_gone, count, near[seed, i])

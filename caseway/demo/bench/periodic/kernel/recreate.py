"""Putting a client back: the cheapest route of each day, and the set of days cheapest in sum.

What a client would cost in a route is remembered while that route stays as it is.
"""

from __future__ import annotations

import numpy as np

from caseway.demo.bench.periodic.kernel.compiled import Array, compiled
from caseway.demo.bench.periodic.kernel.routes import (
    LOAD,
    OF_LOAD,
    OF_TIME,
    ONLY,
    SERVICE,
    SIZE,
    VERSION,
    WAY,
    put_in,
)

NEVER = 1e18


@compiled
def on_day(  # noqa: C901 - one loop, which the compiler keeps whole
    way: Array,
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    limits: Array,
    price: Array,
    known: Array,
    cost_of: Array,
    place_of: Array,
    client: int,
    demand: float,
    service: float,
    day: int,
    vehicles: int,
    blink: float,
) -> tuple[float, int]:
    """The cheapest route of a day for a client, and its price. One route may be overlooked."""
    best, where = NEVER, -1
    load_limit, time_limit = limits[day, 0], limits[day, 1]
    empty_seen = False
    begin = day * vehicles
    skip = -1
    if vehicles > 1 and np.random.random() < blink * vehicles:
        skip = begin + int(np.random.random() * vehicles)
    for route in range(begin, begin + vehicles):
        size = facts[route, SIZE]
        if size == 0:
            if empty_seen:
                continue
            empty_seen = True
        elif route == skip:
            continue
        if known[client, route] == facts[route, VERSION]:
            cost = cost_of[client, route]
        else:
            cost, place = NEVER, 0
            before = way[client, seq[route, 0]]
            for i in range(1, size + 2):
                after = way[client, seq[route, i]]
                more = before + after - edge[route, i]
                if more < cost:
                    cost, place = more, i - 1
                before = after
            known[client, route] = facts[route, VERSION]
            cost_of[client, route] = cost
            place_of[client, route] = place
        if cost >= best:
            continue
        lasts = figures[route, WAY] + figures[route, SERVICE]
        longer = lasts + cost + service
        load = figures[route, LOAD]
        if load + demand > load_limit + 1e-9:
            cost += price[OF_LOAD] * (load + demand - max(load, load_limit))
        if longer > time_limit + 1e-9:
            cost += price[OF_TIME] * (longer - max(lasts, time_limit))
        if cost < best:
            best, where = cost, route
    return best, where


@compiled
def put_back(  # noqa: C901
    way: Array,
    need: Array,
    sets: Array,
    limits: Array,
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    at: Array,
    count: Array,
    price: Array,
    known: Array,
    cost_of: Array,
    place_of: Array,
    costs: Array,
    routes: Array,
    client: int,
    vehicles: int,
    blink: float,
) -> None:
    """Put a client back on the days that cost least together."""
    days = at.shape[1] - 1
    only = count[ONLY]
    wanted = 1 << only if only >= 0 else sets[client, 0]
    demand, service = need[client, 0], need[client, 1]
    for day in range(days):
        if wanted >> day & 1:
            costs[day], routes[day] = on_day(
                way,
                seq,
                edge,
                facts,
                figures,
                limits,
                price,
                known,
                cost_of,
                place_of,
                client,
                demand,
                service,
                day,
                vehicles,
                blink,
            )
    chosen = wanted
    if only < 0:
        best = NEVER
        for k in range(1, sets.shape[1]):
            bits = sets[client, k]
            if not bits:
                break
            cost = 0.0
            for day in range(days):
                if bits >> day & 1:
                    cost += costs[day]
            if cost < best:
                best, chosen = cost, bits
        at[client, days] = chosen
    else:
        at[client, days] |= chosen
    for day in range(days):
        if chosen >> day & 1:
            route = routes[day]
            place = place_of[client, route]
            put_in(way, need, seq, edge, facts, figures, at, count, client, route, place)


@compiled
def sort(
    way: Array,
    need: Array,
    sets: Array,
    gone: Array,
    order: Array,
    keys: Array,
    count: int,
    n: int,
) -> None:
    """An order of chance in which to put back whoever is out."""
    kind = np.random.random()
    for i in range(count):
        client = gone[i]
        if kind < 0.3:
            keys[i] = np.random.random()
        elif kind < 0.5:
            keys[i] = -need[client, 0]
        elif kind < 0.65:
            keys[i] = -way[client, n]
        elif kind < 0.8:
            keys[i] = way[client, n]
        elif kind < 0.95:
            keys[i] = np.random.random() - sets[client, 0]
        else:
            keys[i] = np.random.random() + sets[client, 0]
        j = i
        while j > 0 and keys[order[j - 1]] > keys[i]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = i

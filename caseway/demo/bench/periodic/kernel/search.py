"""The search itself: take out, put back, keep or undo.

Simulated annealing on distance and the price of overloads; the best without overload is kept.
"""

from __future__ import annotations

import math

import numpy as np

from caseway.demo.bench.periodic.kernel.compiled import Array, compiled
from caseway.demo.bench.periodic.kernel.recreate import put_back, sort
from caseway.demo.bench.periodic.kernel.routes import (
    BEST,
    DAY,
    GONE,
    NOW,
    ONLY,
    ROUND,
    ROUTE,
    TOUCHED,
    WAY,
    copy_route,
    over,
    take_out,
    total,
    undo,
)
from caseway.demo.bench.periodic.kernel.ruin import pick_around, pick_strings


@compiled
def begin(
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
    order: Array,
    vehicles: int,
    seed: int,
) -> None:
    """Everybody put in, one after another, by chance."""
    np.random.seed(seed)
    count[ROUND] += 1
    count[ONLY] = -1
    count[TOUCHED] = 0
    for client in order:
        put_back(
            way,
            need,
            sets,
            limits,
            seq,
            edge,
            facts,
            figures,
            at,
            count,
            price,
            known,
            cost_of,
            place_of,
            costs,
            routes,
            client,
            vehicles,
            0.0,
        )


@compiled
def search(  # noqa: C901 - one loop, which the compiler keeps whole
    way: Array,
    near: Array,
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
    gone: Array,
    is_gone: Array,
    used: Array,
    order: Array,
    keys: Array,
    vehicles: int,
    iterations: int,
    heat: float,
    average: float,
    longest: float,
    blink: float,
    day_only: float,
    around: float,
) -> None:
    """Iterations at one heat."""
    n, days = need.shape[0], at.shape[1] - 1
    rows = facts.shape[0] // 3
    for _ in range(iterations):
        count[TOUCHED] = count[GONE] = 0
        count[ROUND] += 1
        count[ONLY] = -1
        kind = np.random.random()
        if kind < around:
            pick_around(near, at, gone, is_gone, count, average)
        else:
            day = pick_strings(
                near, seq, facts, at, gone, is_gone, used, count, vehicles, average, longest
            )
            if kind > 1.0 - day_only:
                count[ONLY] = day
        for i in range(count[GONE]):
            client = gone[i]
            for day in range(days):
                if at[client, day] >= 0 and (count[ONLY] < 0 or count[ONLY] == day):
                    take_out(way, need, seq, edge, facts, figures, at, count, client, day)
                    at[client, days] &= ~(1 << day)
        sort(way, need, sets, gone, order, keys, count[GONE], n)
        for i in range(count[GONE]):
            put_back(
                way,
                need,
                sets,
                limits,
                seq,
                edge,
                facts,
                figures,
                at,
                count,
                price,
                known,
                cost_of,
                place_of,
                costs,
                routes,
                gone[order[i]],
                vehicles,
                blink,
            )
        change = 0.0
        for row in range(rows, rows + count[TOUCHED]):
            route = facts[row, ROUTE]
            day = facts[route, DAY]
            change += figures[route, WAY] - figures[row, WAY]
            change += over(facts, figures, limits, price, route, day)
            change -= over(facts, figures, limits, price, row, day)
        if change < -heat * math.log(1.0 - np.random.random()):
            price[NOW] += change
            if price[NOW] < price[BEST] - 1e-7:
                cost, extra = total(facts, figures, limits, price)
                price[NOW] = cost + extra
                if extra == 0.0 and cost < price[BEST] - 1e-7:
                    price[BEST] = cost
                    for route in range(rows):
                        copy_route(seq, edge, facts, figures, route, 2 * rows + route)
        else:
            undo(seq, edge, facts, figures, at, gone, count)
        for place in range(count[GONE]):
            is_gone[gone[place]] = 0

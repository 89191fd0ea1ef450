"""Routes in arrays: changed in place, remembered before the first change, and taken back.

Routes are rows 0 to r - 1; rows r to 2r - 1 keep what an iteration changed, the last r the best.
"""

from __future__ import annotations

from caseway.demo.bench.periodic.kernel.compiled import Array, compiled

LOAD, SERVICE, WAY = 0, 1, 2  # columns of `figures`
SIZE, VERSION, STAMP, DAY, ROUTE = 0, 1, 2, 3, 4  # columns of `facts`
TOUCHED, GONE, ROUND, ONLY, VERSIONS = 0, 1, 2, 3, 4  # cells of `count`
OF_LOAD, OF_TIME, NOW, BEST = 0, 1, 2, 3  # cells of `price`


@compiled
def copy_route(
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    source: int,
    target: int,
) -> None:
    size = facts[source, SIZE]
    facts[target, SIZE] = size
    facts[target, VERSION] = facts[source, VERSION]
    for k in range(3):
        figures[target, k] = figures[source, k]
    for i in range(size + 2):
        seq[target, i] = seq[source, i]
        edge[target, i] = edge[source, i]


@compiled
def over(
    facts: Array,
    figures: Array,
    limits: Array,
    price: Array,
    row: int,
    day: int,
) -> float:
    """The price of what a route carries and lasts too much."""
    more = 0.0
    load = figures[row, LOAD] - limits[day, 0]
    if load > 1e-9:
        more += price[OF_LOAD] * load
    lasts = figures[row, WAY] + figures[row, SERVICE] - limits[day, 1]
    if lasts > 1e-9:
        more += price[OF_TIME] * lasts
    return more


@compiled
def touch(
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    count: Array,
    route: int,
) -> None:
    """Remember a route as it was before the first change of an iteration."""
    if facts[route, STAMP] != count[ROUND]:
        facts[route, STAMP] = count[ROUND]
        row = facts.shape[0] // 3 + count[TOUCHED]
        count[TOUCHED] += 1
        facts[row, ROUTE] = route
        copy_route(seq, edge, facts, figures, route, row)
    count[VERSIONS] += 1
    facts[route, VERSION] = count[VERSIONS]


@compiled
def put_in(
    way: Array,
    need: Array,
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    at: Array,
    count: Array,
    client: int,
    route: int,
    place: int,
) -> None:
    """Visit a client after position `place` of a route."""
    touch(seq, edge, facts, figures, count, route)
    size = facts[route, SIZE]
    for i in range(size + 1, place, -1):
        seq[route, i + 1] = seq[route, i]
        edge[route, i + 1] = edge[route, i]
    seq[route, place + 1] = client
    old = edge[route, place + 2]
    first, second = way[client, seq[route, place]], way[client, seq[route, place + 2]]
    edge[route, place + 1] = first
    edge[route, place + 2] = second
    figures[route, WAY] += first + second - old
    figures[route, LOAD] += need[client, 0]
    figures[route, SERVICE] += need[client, 1]
    facts[route, SIZE] = size + 1
    at[client, facts[route, DAY]] = route


@compiled
def take_out(
    way: Array,
    need: Array,
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    at: Array,
    count: Array,
    client: int,
    day: int,
) -> None:
    """A client is not visited on a day."""
    route = at[client, day]
    touch(seq, edge, facts, figures, count, route)
    size = facts[route, SIZE]
    place = 1
    while seq[route, place] != client:
        place += 1
    old = edge[route, place] + edge[route, place + 1]
    for i in range(place, size + 1):
        seq[route, i] = seq[route, i + 1]
        edge[route, i] = edge[route, i + 1]
    new = way[seq[route, place - 1], seq[route, place]]
    edge[route, place] = new
    figures[route, WAY] += new - old
    figures[route, LOAD] -= need[client, 0]
    figures[route, SERVICE] -= need[client, 1]
    facts[route, SIZE] = size - 1
    if size == 1:
        figures[route, WAY] = figures[route, LOAD] = figures[route, SERVICE] = 0.0
    at[client, day] = -1


@compiled
def undo(
    seq: Array,
    edge: Array,
    facts: Array,
    figures: Array,
    at: Array,
    gone: Array,
    count: Array,
) -> None:
    """Everything as it was before the iteration."""
    first = facts.shape[0] // 3
    for row in range(first, first + count[TOUCHED]):
        copy_route(seq, edge, facts, figures, row, facts[row, ROUTE])
    n = gone.shape[0]
    for place in range(count[GONE]):
        for day in range(at.shape[1]):
            at[gone[place], day] = at[n + place, day]


@compiled
def total(
    facts: Array,
    figures: Array,
    limits: Array,
    price: Array,
) -> tuple[float, float]:
    """Distance and the price of overloads, anew."""
    cost, extra = 0.0, 0.0
    for route in range(facts.shape[0] // 3):
        cost += figures[route, WAY]
        extra += over(facts, figures, limits, price, route, facts[route, DAY])
    return cost, extra

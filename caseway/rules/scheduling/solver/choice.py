"""All days and modes of one client at once: the cheapest that her cadence allows.

A dynamic program over days: for each day, so many sessions held up to it and so many of them
calls, the least price. Spacing, one a week, the limit on calls and lateness are inside it; the
regular weekday is tried as each weekday that can still win.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.policy import Weights
from caseway.rules.scheduling.solver.demand import NEVER, Demand

FORCED = -1e6  # a locked session is always chosen

Pick = tuple[int, Mode]
Prices = list[float]
Source = tuple[int, int, Mode]  # the day and state before, and how this session is held


def choose(
    demand: Demand,
    visits: Prices,
    calls: Prices,
    weights: Weights,
    weekday: Sequence[int],
    week: Sequence[int],
) -> list[Pick]:
    """The best days and modes, in order. Prices by day; `NEVER` where it cannot be."""
    if not demand.sessions:
        return []
    if not demand.weekdays:
        return _cheapest(demand, visits, calls, weights)[1]
    best: tuple[float, list[Pick]] | None = None
    for bound, own in _bounds(demand, visits, calls, weights, weekday, week):
        if best is not None and bound >= best[0]:
            break
        off = [0.0 if day == own else weights.weekday for day in weekday]
        found = _cheapest(
            demand,
            [price + more for price, more in zip(visits, off, strict=True)],
            [price + more for price, more in zip(calls, off, strict=True)],
            weights,
        )
        if best is None or found[0] < best[0]:
            best = found
    return best[1] if best else []


def _bounds(
    demand: Demand,
    visits: Prices,
    calls: Prices,
    weights: Weights,
    weekday: Sequence[int],
    week: Sequence[int],
) -> list[tuple[float, int]]:
    """For each weekday a price that no choice can be under, the lowest first."""
    if len(demand.weekdays) == 1:
        return [(-NEVER, demand.weekdays[0])]
    least = [min(pair) for pair in zip(visits, calls, strict=True)]
    found = []
    for own in demand.weekdays:
        by_week: dict[int, float] = {}
        for price, day, number in zip(least, weekday, week, strict=True):
            if price < NEVER:
                price = price if day == own else price + weights.weekday
                if price < by_week.get(number, weights.missed):
                    by_week[number] = price
        prices = sorted(by_week.values())[: demand.sessions]
        found.append((sum(prices) + weights.missed * (demand.sessions - len(prices)), own))
    return sorted(found)


def _cheapest(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> tuple[float, list[Pick]]:
    """The dynamic program for given prices.

    State s of a day is (sessions - 1) * width + calls. `rows[d]` is None on days not to be used.
    """
    width, sessions = demand.calls + 1, demand.sessions
    size = width * sessions
    rows: list[Prices | None] = []
    froms: list[list[Source | None]] = []
    least: list[tuple[Prices, list[int]]] = []  # by day: the best of all days up to it, and where
    running, where = [NEVER] * size, [-1] * size
    best, end = weights.missed * sessions, (-1, -1)
    for day, (visit, call) in enumerate(zip(visits, calls, strict=True)):
        row, sources = None, []
        if visit < NEVER or call < NEVER:
            row, sources = _row(demand, day, visit, call, rows, least, weights.late, width)
            running, where = running.copy(), where.copy()
            for state, price in enumerate(row):
                if price < running[state]:
                    running[state], where[state] = price, day
                total = price + weights.missed * (sessions - 1 - state // width)
                if total < best:
                    best, end = total, (day, state)
        rows.append(row)
        froms.append(sources)
        least.append((running, where))
    return best, _walk_back(froms, end)


def _row(
    demand: Demand,
    day: int,
    visit: float,
    call: float,
    rows: list[Prices | None],
    least: list[tuple[Prices, list[int]]],
    late: float,
    width: int,
) -> tuple[Prices, list[Source | None]]:
    """The prices of one day's states and where each came from."""
    size = width * demand.sessions
    row: Prices = [NEVER] * size
    sources: list[Source | None] = [None] * size
    locked = day in demand.locked
    first = demand.first[day]
    if first + visit < row[0]:
        row[0], sources[0] = first + visit, (-1, -1, Mode.VISIT)
    if width > 1 or locked:
        at = min(1, width - 1)
        if first + call < row[at]:
            row[at], sources[at] = first + call, (-1, -1, Mode.CALL)
    before = demand.before[day]
    late_row, late_at = least[before - 1] if before else ([NEVER] * size, [])
    earlier = [(at, more, found) for at, more in demand.near[day] if (found := rows[at])]
    for state in range(size - width):
        price, source = late_row[state] + late, -1
        if price < NEVER:
            source = late_at[state]
        for at, more, found in earlier:
            if found[state] + more < price:
                price, source = found[state] + more, at
        if price >= NEVER:
            continue
        to = state + width
        if price + visit < row[to]:
            row[to], sources[to] = price + visit, (source, state, Mode.VISIT)
        if state % width < width - 1:
            to += 1
        elif not locked:
            continue
        if price + call < row[to]:
            row[to], sources[to] = price + call, (source, state, Mode.CALL)
    return row, sources


def _walk_back(froms: list[list[Source | None]], end: tuple[int, int]) -> list[Pick]:
    picks: list[Pick] = []
    day, state = end
    while day >= 0:
        source = froms[day][state]
        if source is None:
            raise ValueError("A chosen day has no source")
        picks.append((day, source[2]))
        day, state = source[0], source[1]
    return picks[::-1]

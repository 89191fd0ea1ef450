"""All days and modes of one client at once: the cheapest that her cadence allows.

One session is the cheapest day; of two sessions every pair is looked at; more take a dynamic
program over days (`table`). Spacing, one a week, the limit on calls and lateness are inside it; the
regular weekday is tried as each weekday that can still win.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.policy import Weights
from caseway.rules.scheduling.solver.demand import NEVER, Demand, Pick, Prices
from caseway.rules.scheduling.solver.table import Table


def choose(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights, hasty: bool = False
) -> list[Pick]:
    """The best days and modes, in order. Prices by day; `NEVER` where it cannot be.

    In haste only the likeliest weekday is tried as the client's own, and no day that is much dearer
    than another of its week: nearly always the same, in half the time.
    """
    if not demand.sessions:
        return []
    if demand.sessions == 1 and not demand.weekdays and not demand.locked:
        return _only_one(demand, visits, calls, weights)[1]
    if demand.pairs:
        return _two(demand, visits, calls, weights)
    if not demand.weekdays:
        return _cheapest(demand, visits, calls, weights)[1]
    return _weekly(demand, visits, calls, weights, hasty)


def _weekly(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights, hasty: bool
) -> list[Pick]:
    """The best sessions of who has a weekday of her own, each weekday tried that could win."""
    if hasty and demand.one_a_week and not demand.locked:
        bounds = [_likeliest(demand, visits, weights)]
        visits, calls = _near_the_least(demand, visits, calls, weights)
    else:
        bounds = _bounds(demand, visits, calls, weights)
    best: tuple[float, list[Pick]] | None = None
    for bound, own in bounds:
        if best is not None and bound >= best[0]:
            break
        off = [0.0 if day == own else weights.weekday for day in demand.weekday]
        found = _cheapest(demand, list(map(add, visits, off)), list(map(add, calls, off)), weights)
        if best is None or found[0] < best[0]:
            best = found
    return best[1] if best else []


def _near_the_least(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> tuple[Prices, Prices]:
    """The prices without the days that could only win by the spacing."""
    visits, calls = visits.copy(), calls.copy()
    slack = weights.late + weights.weekday
    for prices in (visits, calls):
        for days in demand.weeks:
            most = min(prices[day] for day in days) + slack
            for day in days:
                if prices[day] > most:
                    prices[day] = NEVER
    return visits, calls


def _only_one(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> tuple[float, list[Pick]]:
    """The price of the best single session, and it, without a table."""
    best, picks = weights.missed, []
    for day, first in enumerate(demand.first):
        if first + visits[day] < best:
            best, picks = first + visits[day], [(day, Mode.VISIT)]
        if demand.free_calls and first + calls[day] < best:
            best, picks = first + calls[day], [(day, Mode.CALL)]
    return best, picks


def _two(demand: Demand, visits: Prices, calls: Prices, weights: Weights) -> list[Pick]:
    """The best two sessions, or one where two cannot be, without a table."""
    lower = list(map(min, visits, calls))
    best, found = NEVER, (-1, -1)
    if demand.free_calls == 1:
        for one, other, more in demand.pairs:
            price = more + min(visits[one] + lower[other], lower[one] + visits[other])
            if price < best:
                best, found = price, (one, other)
    else:
        either = lower if demand.free_calls else visits
        for one, other, more in demand.pairs:
            price = more + either[one] + either[other]
            if price < best:
                best, found = price, (one, other)
    price, picks = _only_one(demand, visits, calls, weights)
    if best >= price + weights.missed:
        return picks
    return list(zip(found, _modes(found, visits, calls, demand.free_calls), strict=True))


def _modes(days: Sequence[int], visits: Prices, calls: Prices, free: int) -> list[Mode]:
    """A call where it saves most."""
    saving = sorted(range(len(days)), key=lambda at: calls[days[at]] - visits[days[at]])[:free]
    return [
        Mode.CALL if at in saving and calls[day] < visits[day] else Mode.VISIT
        for at, day in enumerate(days)
    ]


def _likeliest(demand: Demand, visits: Prices, weights: Weights) -> tuple[float, int]:
    """The weekday on which she is most cheaply visited, with about what that costs."""
    least = [min([visits[day] for day in days], default=NEVER) for days in demand.weeks]
    off = [min(price, weights.missed) + weights.weekday for price in least]
    found = []
    for own in demand.weekdays:
        days = demand.own[own]
        price = 0.0
        for other, day in zip(off, days, strict=True):
            price += visits[day] if day >= 0 and visits[day] < other else other
        found.append((price, own))
    return min(found)


def _bounds(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> list[tuple[float, int]]:
    """For each weekday a price that no choice can be under, the lowest first.

    Spacing is left aside: the cheapest visit of each week, less what calls could save at most.
    """
    if len(demand.weekdays) == 1 or not demand.one_a_week:
        return [(-NEVER, own) for own in demand.weekdays]
    visit, call = _by_week(demand, visits), _by_week(demand, calls)
    most, off, found = weights.missed, weights.weekday, []
    for own in demand.weekdays:
        by_visit, saved = [], []
        for week, day in enumerate(demand.own[own]):
            seen, called = visit[week] + off, call[week] + off
            if day >= 0:
                seen, called = min(seen, visits[day]), min(called, calls[day])
            seen = min(seen, most)
            by_visit.append(seen)
            saved.append(max(0.0, seen - called))
        by_visit.sort()
        saved.sort(reverse=True)
        bound = sum(by_visit[: demand.sessions]) - sum(saved[: demand.free_calls])
        bound += most * max(0, demand.sessions - len(by_visit))
        found.append((bound, own))
    return sorted(found)


def _by_week(demand: Demand, prices: Prices) -> Prices:
    """The lowest price of each week."""
    return [min(prices[day] for day in days) for days in demand.weeks]


def _cheapest(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> tuple[float, list[Pick]]:
    """The least price for given prices by day, and the picks that have it."""
    return Table(demand, visits, calls, weights.late).best(weights.missed)

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
    most_weekdays: int = 7,
) -> list[Pick]:
    """The best days and modes, in order. Prices by day; `NEVER` where it cannot be.

    `most_weekdays` limits how many weekdays are tried as the client's own, the likeliest first.
    """
    if not demand.sessions:
        return []
    if demand.sessions == 1 and not demand.weekdays and not demand.locked:
        return _only_one(demand, visits, calls, weights)
    if not demand.weekdays:
        return _cheapest(demand, visits, calls, weights)[1]
    best: tuple[float, list[Pick]] | None = None
    bounds = _bounds(demand, visits, calls, weights, weekday, week)
    for bound, own in bounds[:most_weekdays]:
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


def _only_one(demand: Demand, visits: Prices, calls: Prices, weights: Weights) -> list[Pick]:
    """The best single session, without a table."""
    best, picks = weights.missed, []
    for day, first in enumerate(demand.first):
        if first + visits[day] < best:
            best, picks = first + visits[day], [(day, Mode.VISIT)]
        if demand.free_calls and first + calls[day] < best:
            best, picks = first + calls[day], [(day, Mode.CALL)]
    return picks


def _bounds(
    demand: Demand,
    visits: Prices,
    calls: Prices,
    weights: Weights,
    weekday: Sequence[int],
    week: Sequence[int],
) -> list[tuple[float, int]]:
    """For each weekday a price that no choice can be under, the lowest first.

    Spacing is left aside: the cheapest visit of each week, less what calls could save at most.
    """
    if len(demand.weekdays) == 1 or not demand.one_a_week:
        return [(-NEVER, own) for own in demand.weekdays]
    found = []
    for own in demand.weekdays:
        off = [0.0 if day == own else weights.weekday for day in weekday]
        by_visit = _by_week(visits, off, week, weights.missed)
        by_call = _by_week(calls, off, week, weights.missed)
        saved = sorted(max(0.0, by_visit[one] - by_call[one]) for one in by_visit)
        bound = sum(sorted(by_visit.values())[: demand.sessions])
        bound += weights.missed * max(0, demand.sessions - len(by_visit))
        found.append((bound - sum(saved[len(saved) - demand.free_calls :]), own))
    return sorted(found)


def _by_week(
    prices: Prices, off: Sequence[float], week: Sequence[int], most: float
) -> dict[int, float]:
    """The lowest price of each week, `most` if there is none."""
    found = dict.fromkeys(week, most)
    for price, more, number in zip(prices, off, week, strict=True):
        if price + more < found[number]:
            found[number] = price + more
    return found


class _Table:
    """The dynamic program for given prices.

    State s of a day is (sessions - 1) * width + calls, locked ones not counted. `rows[d]` is None
    on days not to be used, `tops[d]` the number of states of day d that can be reached.
    """

    __slots__ = ("least", "rows", "size", "sources", "tops", "width")

    def __init__(self, demand: Demand) -> None:
        self.width = demand.free_calls + 1
        self.size = self.width * demand.sessions
        self.rows: list[Prices | None] = []
        self.sources: list[list[Source | None]] = []
        self.tops: list[int] = []
        # By day: the best of all days up to it, where that was, and how many states it has.
        self.least: list[tuple[Prices, list[int], int]] = []

    def skip(self) -> None:
        """A day that is not to be used."""
        self.rows.append(None)
        self.sources.append([])
        self.tops.append(0)
        self.least.append(
            self.least[-1] if self.least else ([NEVER] * self.size, [-1] * self.size, 0)
        )

    def add(self, row: Prices, sources: list[Source | None]) -> None:
        """A day with its prices."""
        day, top = len(self.rows), 0
        running, where = [NEVER] * self.size, [-1] * self.size
        if day:
            running, where = self.least[-1][0].copy(), self.least[-1][1].copy()
        for state, price in enumerate(row):
            if price < NEVER:
                top = state + 1
                if price < running[state]:
                    running[state], where[state] = price, day
        self.rows.append(row)
        self.sources.append(sources)
        self.tops.append(top)
        self.least.append((running, where, max(top, self.least[-1][2] if day else 0)))

    def walk_back(self, day: int, state: int) -> list[Pick]:
        """The picks that led to a state of a day, in order."""
        picks: list[Pick] = []
        while day >= 0:
            source = self.sources[day][state]
            if source is None:
                raise ValueError("A chosen day has no source")
            picks.append((day, source[2]))
            day, state = source[0], source[1]
        return picks[::-1]


def _cheapest(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> tuple[float, list[Pick]]:
    """The least price for given prices by day, and the picks that have it."""
    table = _Table(demand)
    missed, width, sessions = weights.missed, table.width, demand.sessions
    best, end = missed * sessions, (-1, -1)
    for day, (visit, call) in enumerate(zip(visits, calls, strict=True)):
        if visit >= NEVER and call >= NEVER:
            table.skip()
            continue
        row, sources = _row(table, demand, day, visit, call, weights.late)
        table.add(row, sources)
        for state in range(table.tops[-1]):
            total = row[state] + missed * (sessions - 1 - state // width)
            if total < best:
                best, end = total, (day, state)
    return best, table.walk_back(*end)


def _row(  # noqa: C901 - the innermost loop, kept in one piece for speed
    table: _Table, demand: Demand, day: int, visit: float, call: float, late: float
) -> tuple[Prices, list[Source | None]]:
    """The prices of one day's states and where each came from."""
    width, rows = table.width, table.rows
    row: Prices = [NEVER] * table.size
    sources: list[Source | None] = [None] * table.size
    first = demand.first[day]
    counts = 0 if day in demand.locked else 1
    row[0], sources[0] = first + visit, (-1, -1, Mode.VISIT)
    if counts < width and first + call < row[counts]:
        row[counts], sources[counts] = first + call, (-1, -1, Mode.CALL)
    earlier = []
    top = 0
    for at, more in demand.near[day]:
        found = rows[at]
        if found:
            earlier.append((at, more, found))
            top = max(top, table.tops[at])
    before = demand.before[day]
    late_row, late_at, late_top = table.least[before - 1] if before else (row, [], 0)
    top = min(max(top, late_top), table.size - width)
    for state in range(top):
        price, source = NEVER, -1
        if state < late_top:
            price, source = late_row[state] + late, late_at[state]
        for at, more, found in earlier:
            if found[state] + more < price:
                price, source = found[state] + more, at
        to = state + width
        if price + visit < row[to]:
            row[to], sources[to] = price + visit, (source, state, Mode.VISIT)
        if state % width + counts < width and price + call < row[to + counts]:
            row[to + counts], sources[to + counts] = price + call, (source, state, Mode.CALL)
    return row, sources

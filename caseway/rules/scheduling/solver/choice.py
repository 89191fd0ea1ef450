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
REACHED = NEVER / 2  # whatever is dearer cannot be, even where a session is forced

Pick = tuple[int, Mode]
Prices = list[float]


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

    State s of a day is (sessions - 1) * width + calls, locked ones not counted. `rows[d]` holds the
    least price of each state that ends on day d, None on days not to be used; `least[d]` the least
    of all days up to d. Where a price came from is not kept, but found again on the way back: the
    same numbers are added in the same order, and so are equal.
    """

    __slots__ = ("calls", "demand", "late", "least", "rows", "size", "visits", "width")

    def __init__(self, demand: Demand, visits: Prices, calls: Prices, late: float) -> None:
        self.demand, self.visits, self.calls, self.late = demand, visits, calls, late
        self.width = demand.free_calls + 1
        self.size = self.width * demand.sessions
        self.rows: list[Prices | None] = []
        self.least: list[Prices] = []
        running = [NEVER] * self.size
        for day, (visit, call) in enumerate(zip(visits, calls, strict=True)):
            row = None
            if visit < NEVER or call < NEVER:
                row = self._row(day, visit, call)
                running = list(map(min, running, row))
            self.rows.append(row)
            self.least.append(running)

    def _row(self, day: int, visit: float, call: float) -> Prices:
        """The least price of each state of a day."""
        width, size = self.width, self.size
        row: Prices = [NEVER] * size
        counts = self._counts(day)
        first = self.demand.first[day]
        if visit < NEVER:
            row[0] = first + visit
        if call < NEVER and counts < width and first + call < row[counts]:
            row[counts] = first + call
        for state, price in enumerate(self._before(day)[: size - width]):
            if price > REACHED:
                continue
            to = state + width
            if price + visit < row[to]:
                row[to] = price + visit
            if state % width + counts < width and price + call < row[to + counts]:
                row[to + counts] = price + call
        return row

    def _counts(self, day: int) -> int:
        """Whether a call on this day is one of the free ones."""
        return 0 if day in self.demand.locked else 1

    def _before(self, day: int) -> Prices:
        """By state the least price before a session on a day, the step to it included."""
        found = [
            [price + more for price in row] if more else row
            for at, more in self.demand.near[day]
            if (row := self.rows[at])
        ]
        if before := self.demand.before[day]:
            found.append([price + self.late for price in self.least[before - 1]])
        if len(found) < 2:
            return found[0] if found else []
        return list(map(min, *found))

    def best(self, missed: float) -> tuple[float, list[Pick]]:
        """The least price of all and the picks that have it."""
        best, end = missed * self.demand.sessions, -1
        if self.least:
            for state, price in enumerate(self.least[-1]):
                total = price + missed * (self.demand.sessions - 1 - state // self.width)
                if total < best:
                    best, end = total, state
        return best, self._walk_back(end) if end >= 0 else []

    def _walk_back(self, state: int) -> list[Pick]:
        """The picks that led to a state of the last day or one before, in order."""
        picks: list[Pick] = []
        day = self._first_with(len(self.rows) - 1, state)
        while True:
            mode, earlier, state = self._source(day, state)
            picks.append((day, mode))
            if earlier < 0:
                return picks[::-1]
            day = earlier

    def _first_with(self, last: int, state: int) -> int:
        """The first day that has the least price of a state up to a day."""
        price = self.least[last][state]
        return next(at for at, row in enumerate(self.rows) if row and row[state] == price)

    def _source(self, day: int, state: int) -> tuple[Mode, int, int]:
        """How the session is held that ends in a state, and the day and state before; -1: none."""
        demand, row = self.demand, self.rows[day] or []
        by_mode = (
            (Mode.VISIT, self.visits[day], 0),
            (Mode.CALL, self.calls[day], self._counts(day)),
        )
        for mode, price, counts in by_mode:
            if state == counts and demand.first[day] + price == row[state]:
                return mode, -1, -1
            before = state - self.width - counts
            if before < 0 or state % self.width < counts:
                continue
            for at, more in demand.near[day]:
                earlier = self.rows[at]
                if earlier and earlier[before] + more + price == row[state]:
                    return mode, at, before
            if (count := demand.before[day]) and (
                self.least[count - 1][before] + self.late + price == row[state]
            ):
                return mode, self._first_with(count - 1, before), before
        raise ValueError("A chosen day has no source")


def _cheapest(
    demand: Demand, visits: Prices, calls: Prices, weights: Weights
) -> tuple[float, list[Pick]]:
    """The least price for given prices by day, and the picks that have it."""
    return _Table(demand, visits, calls, weights.late).best(weights.missed)

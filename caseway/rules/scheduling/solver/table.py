"""A dynamic program over days, for clients with more than two sessions or with locked ones.

For each day, so many sessions held up to it and so many of them calls: the least price.
"""

from __future__ import annotations

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.demand import NEVER, REACHED, Demand, Pick, Prices


class Table:
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

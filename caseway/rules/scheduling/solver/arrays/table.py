"""The least price of one client's days and modes at given prices: a dynamic program over days.

The same as `solver.table`. State s of a day is (sessions - 1) * width + calls, locked ones not
counted. Where a price came from is kept: twice the day before plus the mode, or for a first session
the mode less FIRST.
"""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.layout import CALL, NO_MODE, VISIT, Given, Work
from caseway.rules.scheduling.solver.arrays.offers import NEVER

REACHED = NEVER / 2
NOWHERE = -1
FIRST = 2


@compiled
def best_days(  # noqa: C901 - one pass over days and states
    given: Given, work: Work, client: int, own: int
) -> float:
    """The least price with `own` as the client's weekday (-1: none); modes into `work.chosen`.

    With an own weekday any other costs what that weighs.
    """
    days, sessions = given.weekday.shape[0], given.sessions[client]
    width = given.free_calls[client] + 1
    size = width * sessions
    for day in range(days):
        work.chosen[day] = NO_MODE
    for state in range(size):
        work.least[0, state], work.least_from[0, state] = NEVER, NOWHERE
    for day in range(days):
        fill(given, work, client, day, own, width, size)
        for state in range(size):
            work.least[day + 1, state] = work.least[day, state]
            work.least_from[day + 1, state] = work.least_from[day, state]
            if work.row[day, state] < work.least[day, state]:
                work.least[day + 1, state] = work.row[day, state]
                work.least_from[day + 1, state] = day
    best, end = given.missed_weight * sessions, NOWHERE
    for state in range(size):
        missed = sessions - 1 - state // width
        price = work.least[days, state] + given.missed_weight * missed
        if price < best:
            best, end = price, state
    if end >= 0:
        walk_back(given, work, client, work.least_from[days, end], end, width)
    return best


@compiled
def fill(  # noqa: C901 - the innermost loop, kept in one piece
    given: Given, work: Work, client: int, day: int, own: int, width: int, size: int
) -> None:
    """The least price of each state that ends on a day."""
    row, source = work.row, work.row_from
    for state in range(size):
        row[day, state] = NEVER
    visit, call = work.visits[day], work.calls[day]
    if visit >= NEVER and call >= NEVER:
        return
    if own >= 0 and given.weekday[day] != own:
        visit, call = visit + given.weekday_weight, call + given.weekday_weight
    counts = 0 if given.locked[client, day] >= 0 else 1
    first = given.first[client, day]
    if first < NEVER:
        row[day, 0], source[day, 0] = first + visit, VISIT - FIRST
        if call < NEVER and counts < width and first + call < row[day, counts]:
            row[day, counts], source[day, counts] = first + call, CALL - FIRST
    bulk = given.bulk[client, day]
    for state in range(size - width):
        price, earlier = NEVER, NOWHERE
        if bulk:
            price = work.least[bulk, state] + given.late_weight
            earlier = work.least_from[bulk, state]
        for at in range(bulk, day):
            if given.step[client, at, day] < NEVER:
                more = row[at, state] + given.step[client, at, day]
                if more < price:
                    price, earlier = more, at
        if price > REACHED:
            continue
        to = state + width
        if price + visit < row[day, to]:
            row[day, to], source[day, to] = price + visit, 2 * earlier + VISIT
        if state % width + counts < width and price + call < row[day, to + counts]:
            row[day, to + counts], source[day, to + counts] = price + call, 2 * earlier + CALL


@compiled
def walk_back(given: Given, work: Work, client: int, day: int, state: int, width: int) -> None:
    """The picks that led to a state of a day, into `work.chosen`."""
    while True:
        source = work.row_from[day, state]
        mode = source % 2
        work.chosen[day] = mode
        if source < 0:
            return
        counts = 0 if given.locked[client, day] >= 0 else 1
        state -= width + (counts if mode == CALL else 0)
        day = source // 2

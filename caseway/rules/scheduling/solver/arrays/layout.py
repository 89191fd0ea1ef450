"""The arrays: what is given, what changes, and what the work needs on the side.

Clients, days, places and stops are numbered as in the problem. A day is a row in the arrays of
`State`; rows of the first block are the month as it is, of the second what to go back to, of the
third the best month so far.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.scheduling.solver.arrays.compiled import Array
from caseway.rules.scheduling.solver.arrays.groups import Groups

# Columns of `State.facts`.
COUNT, TRAVEL, WORK, VISITS, CALLED, VERSION, FEASIBLE = range(7)
FACTS = 7
# Lines of `State.times`: earliest endings and latest arrivals, before and after the meal.
HUNGRY, FED, BY_HUNGRY, BY_FED = range(4)
# Cells of `State.count`.
TOUCHED, GONE, NEXT_VERSION = range(3)
# Cells of `State.sum`.
NOW, BEST = range(2)
VISIT, CALL = 0, 1
NO_MODE = -1


class Given(NamedTuple):
    """What does not change.

    By client: `sessions`, `free_calls`, `bare`, `own` weekdays (first `owns` cells),
    `first[c, day]`, `step[c, earlier, day]`, `bulk[c, day]` days at the very beginning that it may
    also follow, late; `locked[c, day]` and `announced[c, day]` modes or NO_MODE, `has_announced`,
    `callable_on[c, day]`, `near[c]` the others from the nearest on. By stop: `place`, `minutes`,
    `who` (its first client or -1), `spans[stop, day, at, 2]`, `wide[stop, day]` how many of them.
    By day: `shell[day]` of begins, ends, begins_at, ends_at, has_meal, closed; `weekday`, `week`.
    `ways` between places. `groups` who can be seen together. The rest are the policy's.
    """

    sessions: Array
    free_calls: Array
    bare: Array
    own: Array
    owns: Array
    first: Array
    step: Array
    bulk: Array
    locked: Array
    announced: Array
    has_announced: Array
    callable_on: Array
    near: Array
    able: Array
    movable: Array
    place: Array
    minutes: Array
    who: Array
    spans: Array
    wide: Array
    shell: Array
    weekday: Array
    week: Array
    ways: Array
    groups: Groups
    meal_minutes: int
    meal_opens: int
    meal_closes: int
    call_minutes: int
    visits_a_day: int
    load_target: int
    travel_weight: float
    missed_weight: float
    call_weight: float
    load_weight: float
    weekday_weight: float
    late_weight: float
    moved_weight: float


class State(NamedTuple):
    """What changes.

    By row: `stops`, `where` (the place of each stop, of the beginning before and the end after
    them), `calls` in each leg, `times`, `callees` and their `legs`, `facts`, `cost`. By client, the
    month as it is, what to go back to and the best: `picks[block, client, day]` modes or NO_MODE,
    `price[block, client]`. `count` and `sum` are single numbers, `seeds` those of chance.
    """

    stops: Array
    where: Array
    calls: Array
    times: Array
    callees: Array
    legs: Array
    facts: Array
    cost: Array
    picks: Array
    price: Array
    count: Array
    sum: Array
    seeds: Array


class Work(NamedTuple):
    """What the work needs on the side.

    `offer_*[client, day]` (`offer_joins`: it becomes part of what is there) and `room_*[day]` are
    remembered as long as the day's version is the same. `visits[day]` and `calls[day]` are prices
    of one client; `row`, `least` and their `from` the table over days, `chosen[day]` its answer.
    `gone` are the clients taken out, in `order`; `touched` the days; `shut[day]`. `line` draws
    clients. `table_of_logs` are minus logarithms.
    """

    offer_seen: Array
    offer_cost: Array
    offer_at: Array
    offer_stop: Array
    offer_joins: Array
    room_seen: Array
    room_cost: Array
    room_leg: Array
    visits: Array
    calls: Array
    row: Array
    least: Array
    row_from: Array
    least_from: Array
    chosen: Array
    best_chosen: Array
    gone: Array
    is_gone: Array
    touched: Array
    is_touched: Array
    shut: Array
    line: Array
    by_week: Array
    logs: Array

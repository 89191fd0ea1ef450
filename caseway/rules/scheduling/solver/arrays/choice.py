"""All days and modes of one client at once, at the prices of the month as it stands."""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.layout import CALL, VISIT, Given, State, Work
from caseway.rules.scheduling.solver.arrays.offers import NEVER, look, look_for_room
from caseway.rules.scheduling.solver.arrays.table import best_days

FORCED = -1e6


@compiled
def set_prices(given: Given, state: State, work: Work, client: int, shut: bool) -> None:
    """What a visit and a call would cost on each day. On days that are shut nobody is visited."""
    for day in range(given.weekday.shape[0]):
        work.visits[day] = work.calls[day] = NEVER
        if given.locked[client, day] >= 0:
            if given.locked[client, day] == VISIT:
                work.visits[day] = FORCED
            else:
                work.calls[day] = FORCED
            continue
        if given.wide[2 * client, day] and not (shut and work.shut[day]):
            look(given, state, work, client, day)
            work.visits[day] = work.offer_cost[client, day]
        if given.free_calls[client] and given.callable_on[client, day]:
            look_for_room(given, state, work, day)
            if work.room_cost[day] < NEVER:
                work.calls[day] = work.room_cost[day] + given.call_weight
                if given.announced[client, day] == CALL:
                    work.calls[day] -= given.moved_weight


@compiled
def choose(given: Given, work: Work, client: int, hasty: bool) -> None:
    """The best days and modes into `work.best_chosen`.

    In haste only the likeliest weekday is tried as the client's own.
    """
    days, owns = given.weekday.shape[0], given.owns[client]
    if not owns:
        best_days(given, work, client, -1)
        for day in range(days):
            work.best_chosen[day] = work.chosen[day]
        return
    only = likeliest(given, work, client) if hasty and owns > 1 else -1
    least = NEVER
    for at in range(owns):
        own = given.own[client, at]
        if only >= 0 and own != only:
            continue
        price = best_days(given, work, client, own)
        if price < least:
            least = price
            for day in range(days):
                work.best_chosen[day] = work.chosen[day]


@compiled
def likeliest(given: Given, work: Work, client: int) -> int:
    """The weekday on which a client is most cheaply visited."""
    days, by_week = given.weekday.shape[0], work.by_week
    weeks = given.week[days - 1] + 1
    for week in range(weeks):
        by_week[week] = given.missed_weight
    for day in range(days):
        by_week[given.week[day]] = min(by_week[given.week[day]], work.visits[day])
    found, least = -1, NEVER
    for at in range(given.owns[client]):
        own, price = given.own[client, at], 0.0
        for week in range(weeks):
            price += by_week[week] + given.weekday_weight
        for day in range(days):
            if given.weekday[day] == own:
                saved = by_week[given.week[day]] + given.weekday_weight - work.visits[day]
                price -= max(0.0, saved)
        if price < least:
            found, least = own, price
    return found

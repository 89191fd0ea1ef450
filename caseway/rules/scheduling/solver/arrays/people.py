"""Taking a client out of the month, and putting her back at her best."""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.changes import (
    changed,
    drop_client,
    put_call,
    put_stop,
    touch,
)
from caseway.rules.scheduling.solver.arrays.choice import choose, set_prices
from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.layout import (
    CALL,
    COUNT,
    FEASIBLE,
    NO_MODE,
    NOW,
    VISIT,
    Given,
    State,
    Work,
)
from caseway.rules.scheduling.solver.arrays.offers import NEVER, look, look_for_room


@compiled
def take_out(given: Given, state: State, work: Work, client: int) -> bool:
    """Take a client's sessions out, but for locked ones. False if a day would not hold."""
    for day in range(given.weekday.shape[0]):
        if state.picks[0, client, day] != NO_MODE and given.locked[client, day] < 0:
            touch(given, state, work, day)
            drop_client(given, state, day, client)
            changed(given, state, day)
            state.picks[0, client, day] = NO_MODE
            if not state.facts[day, FEASIBLE]:
                return False
    state.sum[NOW] += given.bare[client] - state.price[0, client]
    state.price[0, client] = given.bare[client]
    return True


@compiled
def put_back(given: Given, state: State, work: Work, client: int, hasty: bool, shut: bool) -> None:
    """Give a client, who has none, the best sessions there are for her."""
    if not given.sessions[client]:
        return
    set_prices(given, state, work, client, shut)
    choose(given, work, client, hasty)
    for day in range(given.weekday.shape[0]):
        mode = work.best_chosen[day]
        if mode == NO_MODE or given.locked[client, day] >= 0:
            continue
        if mode == CALL:
            look_for_room(given, state, work, day)
            leg = work.room_leg[day]
            touch(given, state, work, day)
            put_call(state, day, client, leg)
        else:
            look(given, state, work, client, day)
            touch(given, state, work, day)
            stop, position = work.offer_stop[client, day], work.offer_at[client, day]
            if work.offer_joins[client, day]:
                state.stops[day, position] = stop
            else:
                put_stop(state, day, stop, position)
        changed(given, state, day)
        state.picks[0, client, day] = mode
    settle(given, state, client)


@compiled
def settle(given: Given, state: State, client: int) -> None:
    """What the client's sessions lack, into the month's cost."""
    price = wishes(given, state, client)
    state.sum[NOW] += price - state.price[0, client]
    state.price[0, client] = price


@compiled
def wishes(given: Given, state: State, client: int) -> float:
    """The price of everything that one client's sessions lack; the same as `Month` has it."""
    held, calls, late, last = 0, 0, 0, -1
    for day in range(given.weekday.shape[0]):
        mode = state.picks[0, client, day]
        if mode == NO_MODE:
            continue
        held += 1
        calls += 1 if mode == CALL else 0
        if last < 0:
            late += 1 if 0.0 < given.first[client, day] < NEVER else 0
        else:
            late += 1 if is_late(given, client, last, day) else 0
        last = day
    price = given.call_weight * calls + given.late_weight * late
    price += given.missed_weight * (given.sessions[client] - held)
    price += given.weekday_weight * off_weekday(given, state, client, held)
    if given.has_announced[client]:
        price += given.moved_weight * moved(given, state, client)
    return price


@compiled
def is_late(given: Given, client: int, last: int, day: int) -> bool:
    """Whether a session comes late after the one before it."""
    if last < given.bulk[client, day]:
        return True
    return 0.0 < given.step[client, last, day] < NEVER


@compiled
def off_weekday(given: Given, state: State, client: int, held: int) -> int:
    """Sessions of a weekly client that are not on her own weekday, the best one."""
    if not given.owns[client]:
        return 0
    most = 0
    for at in range(given.owns[client]):
        count = 0
        for day in range(given.weekday.shape[0]):
            if state.picks[0, client, day] != NO_MODE:
                count += 1 if given.weekday[day] == given.own[client, at] else 0
        most = max(most, count)
    return held - most


@compiled
def moved(given: Given, state: State, client: int) -> int:
    """Announced sessions that are not kept: another day, another mode, another hour."""
    found = 0
    for day in range(given.weekday.shape[0]):
        mode = given.announced[client, day]
        if mode == NO_MODE:
            continue
        kept = state.picks[0, client, day] == mode
        if kept and mode == VISIT:
            kept = False
            for at in range(state.facts[day, COUNT]):
                if given.groups.keeps[state.stops[day, at], client]:
                    kept = True
        found += 0 if kept else 1
    return found

"""From the problem and a month to arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import log

import numpy as np

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.anneal import may_move
from caseway.rules.scheduling.solver.arrays.chance import LOGS, seeded
from caseway.rules.scheduling.solver.arrays.compiled import Array
from caseway.rules.scheduling.solver.arrays.groups import groups_of
from caseway.rules.scheduling.solver.arrays.layout import (
    CALL,
    CALLED,
    COUNT,
    FACTS,
    NO_MODE,
    VISIT,
    Given,
    State,
    Work,
)
from caseway.rules.scheduling.solver.demand import NEVER, Demand
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.problem import Problem
from caseway.rules.scheduling.solver.ruin import neighbors

CODES = {Mode.VISIT: VISIT, Mode.CALL: CALL}


def given_of(month: Month) -> Given:
    """All that does not change; `bare` is known since a month was made of the problem."""
    problem = month.problem
    policy, weights = problem.policy, problem.policy.weights
    groups = groups_of(problem)  # numbers stops, so it comes first
    spans, wide = _spans(problem)
    first_week = min(problem.week, default=0)
    able = [client for client in problem.clients if may_move(month, client)]
    others = max(0, len(problem.demands) - 1)
    near = np.array(neighbors(month), np.int64).reshape(len(problem.demands), others)
    return Given(
        **_of_demands(problem),
        near=near,
        able=_whole(able),
        movable=_whole(client in set(able) for client in problem.clients),
        place=_whole(problem.stops.place),
        minutes=_whole(problem.stops.minutes),
        who=_whole(who[0] if who else -1 for who in problem.stops.clients),
        spans=spans,
        wide=wide,
        shell=np.array(
            [
                (one.begins, one.ends, one.begins_at, one.ends_at, one.has_meal, one.closed)
                for one in problem.shells
            ],
            np.int64,
        ),
        weekday=_whole(problem.weekday),
        week=_whole(week - first_week for week in problem.week),
        ways=np.array(problem.minutes, np.int64),
        groups=groups,
        meal_minutes=policy.meal.minutes,
        meal_opens=policy.meal.opens,
        meal_closes=policy.meal.closes,
        call_minutes=policy.call_minutes,
        visits_a_day=policy.visits_a_day,
        load_target=policy.load_target,
        travel_weight=float(weights.travel),
        missed_weight=float(weights.missed),
        call_weight=float(weights.call),
        load_weight=float(weights.load),
        weekday_weight=float(weights.weekday),
        late_weight=float(weights.late),
        moved_weight=float(weights.moved),
    )


def _of_demands(problem: Problem) -> dict[str, Array]:
    """What each client needs."""
    demands, days = problem.demands, range(len(problem.days))
    step = np.full((len(demands), len(days), len(days)), NEVER)
    for client, demand in enumerate(demands):
        for day, near in enumerate(demand.near):
            for earlier, more in near:
                step[client, earlier, day] = more
    own = np.full((len(demands), 7), -1, np.int64)
    for client, demand in enumerate(demands):
        own[client, : len(demand.weekdays)] = demand.weekdays
    return {
        "sessions": _whole(demand.sessions for demand in demands),
        "free_calls": _whole(min(one.free_calls, one.sessions) for one in demands),
        "bare": np.array(problem.bare, np.float64),
        "own": own,
        "owns": _whole(len(demand.weekdays) for demand in demands),
        "first": np.array([demand.first for demand in demands], np.float64),
        "step": step,
        "bulk": np.array([demand.before for demand in demands], np.int64),
        "locked": _modes(demands, len(days), lambda demand: demand.locked),
        "announced": _modes(demands, len(days), lambda demand: demand.announced),
        "has_announced": _whole(bool(demand.announced) for demand in demands),
        "callable_on": np.array([demand.callable_on for demand in demands], np.int64),
    }


def _modes(demands: list[Demand], days: int, of: Callable[[Demand], dict[int, Mode]]) -> Array:
    found = np.full((len(demands), days), NO_MODE, np.int64)
    for client, demand in enumerate(demands):
        for day, mode in of(demand).items():
            found[client, day] = CODES[mode]
    return found


def _spans(problem: Problem) -> tuple[Array, Array]:
    """When each stop may begin on each day, and how many spans there are."""
    windows = problem.stops.windows
    most = max((len(spans) for days in windows for spans in days), default=0)
    spans = np.zeros((len(windows), len(problem.days), max(1, most), 2), np.int64)
    wide = np.zeros((len(windows), len(problem.days)), np.int64)
    for stop, days in enumerate(windows):
        for day, found in enumerate(days):
            wide[stop, day] = len(found)
            for at, span in enumerate(found):
                spans[stop, day, at] = span
    return spans, wide


def state_of(month: Month, seed: int) -> State:
    """The month in rows; hours and costs are not worked out yet."""
    problem = month.problem
    days, people = len(problem.days), len(problem.demands)
    rows = 3 * days + 1
    most = max((len(day.stops) for day in month.days), default=0) + problem.policy.visits_a_day + 3
    state = State(
        stops=np.zeros((rows, most), np.int64),
        where=np.zeros((rows, most), np.int64),
        calls=np.zeros((rows, most), np.int64),
        times=np.zeros((rows, 4, most), np.int64),
        callees=np.zeros((rows, people + 1), np.int64),
        legs=np.zeros((rows, people + 1), np.int64),
        facts=np.zeros((rows, FACTS), np.int64),
        cost=np.zeros(rows, np.float64),
        picks=np.full((3, people, days), NO_MODE, np.int64),
        price=np.zeros((3, people), np.float64),
        count=np.zeros(4, np.int64),
        sum=np.zeros(2, np.float64),
        seeds=_whole(seeded(seed)),
    )
    for number, day in enumerate(month.days):
        state.facts[number, COUNT] = len(day.stops)
        state.stops[number, : len(day.stops)] = day.stops
        called = [(client, leg) for leg, clients in enumerate(day.calls) for client in clients]
        state.facts[number, CALLED] = len(called)
        for at, (client, leg) in enumerate(called):
            state.callees[number, at], state.legs[number, at] = client, leg
            state.calls[number, leg] += 1
    for client, picks in enumerate(month.picks):
        for number, mode in picks:
            state.picks[:, client, number] = CODES[mode]
    state.price[:] = month.of_client
    return state


def work_for(given: Given) -> Work:
    """Room for the work on the side."""
    people, days = given.locked.shape
    size = int(max(((given.free_calls + 1) * given.sessions).tolist(), default=0)) + 1
    return Work(
        offer_seen=np.full((people, days), -1, np.int64),
        offer_cost=np.zeros((people, days), np.float64),
        offer_at=np.zeros((people, days), np.int64),
        offer_stop=np.zeros((people, days), np.int64),
        offer_joins=np.zeros((people, days), np.int64),
        room_seen=np.full(days, -1, np.int64),
        room_cost=np.zeros(days, np.float64),
        room_leg=np.zeros(days, np.int64),
        visits=np.zeros(days, np.float64),
        calls=np.zeros(days, np.float64),
        row=np.zeros((days, size), np.float64),
        least=np.zeros((days + 1, size), np.float64),
        row_from=np.zeros((days, size), np.int64),
        least_from=np.zeros((days + 1, size), np.int64),
        chosen=np.zeros(days, np.int64),
        best_chosen=np.zeros(days, np.int64),
        gone=np.zeros(people, np.int64),
        is_gone=np.zeros(people, np.int64),
        touched=np.zeros(days, np.int64),
        is_touched=np.zeros(days, np.int64),
        shut=np.zeros(days, np.int64),
        line=np.zeros(people, np.int64),
        by_week=np.zeros(int(given.week.max(initial=0)) + 1, np.float64),
        logs=np.array([-log((at + 0.5) / LOGS) for at in range(LOGS)]),
    )


def _whole(numbers: Iterable[int]) -> Array:
    return np.array(list(numbers), np.int64)

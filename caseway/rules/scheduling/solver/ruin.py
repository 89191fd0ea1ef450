"""Whom to take out of the month together: people whose sessions stand in each other's way."""

from __future__ import annotations

from random import Random

from caseway.rules.scheduling.solver.month import Month

MOST = 8
BY_PLACE, BY_DAY = 0.55, 0.85  # shares of the ways to choose: neighbors, the same days, anybody


def neighbors(month: Month) -> list[list[int]]:
    """For each client the others, the nearest first."""
    problem = month.problem
    places = [problem.stops.place[problem.free(client)] for client in problem.clients]
    return [
        sorted(
            (other for other in problem.clients if other != client),
            key=lambda other: (problem.minutes[places[client]][places[other]], other),
        )
        for client in problem.clients
    ]


def related(month: Month, near: list[list[int]], able: list[int], chance: Random) -> list[int]:
    """A handful of clients of those that may move, related to one drawn by chance."""
    first = able[int(chance.random() * len(able))]
    count = min(1 + int(chance.random() * MOST), len(able))
    way = chance.random()
    if way < BY_PLACE:
        others = near[first]
    elif way < BY_DAY:
        others = _on_her_days(month, first, chance)
    else:
        others = chance.sample(able, len(able))
    movable = set(able)
    found = [first]
    for other in others:
        if len(found) == count:
            break
        if other != first and other in movable and chance.random() < 0.8:
            found.append(other)
    return found


def _on_her_days(month: Month, client: int, chance: Random) -> list[int]:
    """Those who share a day with her, in an order of chance."""
    problem, found = month.problem, {}
    for number, _ in month.picks[client]:
        day = month.days[number]
        for stop in day.stops:
            found.update(dict.fromkeys(problem.stops.clients[stop]))
        for called in day.calls:
            found.update(dict.fromkeys(called))
    return chance.sample(list(found), len(found))

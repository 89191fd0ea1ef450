"""Every group session there could be, as a stop with a number, and who comes to it and leaves it.

People who may be seen together at one place are few, so all of their sessions are numbered before
the search, and a day changes by looking one number up.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from caseway.rules.scheduling.solver.arrays.compiled import Array
from caseway.rules.scheduling.solver.problem import Problem

MOST = 2_000  # more would take longer to number than a first plan may
NOBODY = -1


class Groups(NamedTuple):
    """What the arrays know of people seen together.

    By client: `joins`, whether there is anybody to be seen with. By stop: `size` and its `members`;
    `joined[stop, part]` the stop that it becomes when a client's own stop is held with it, and
    `left[stop, client]` the one that remains without her, or -1; `keeps[stop, client]`, whether it
    is held close to the hour that was announced to her.
    """

    joins: Array
    size: Array
    members: Array
    joined: Array
    left: Array
    keeps: Array


def ways(problem: Problem) -> int:
    """How many group sessions there could be at most, whatever the hours."""
    most = problem.policy.group_most
    found = 0
    for clients in _together(problem).values():
        of_size = [1, *[0] * most]
        for parts in map(len, clients):
            for size in range(most, 0, -1):
                of_size[size] += of_size[size - 1] * parts
        found += sum(of_size[2:])
    return found


def groups_of(problem: Problem) -> Groups:
    """Give every group session a number among the problem's stops, and tell how they hang on."""
    for clients in _together(problem).values():
        _number(problem, clients, (), 0)
    stops, people = problem.stops, len(problem.demands)
    count, most = len(stops.place), max(map(len, stops.clients), default=1)
    found = Groups(
        joins=np.zeros(people, np.int64),
        size=np.array([len(clients) for clients in stops.clients], np.int64),
        members=np.full((count, max(1, most)), NOBODY, np.int64),
        joined=np.full((count, 2 * people), NOBODY, np.int64),
        left=np.full((count, people), NOBODY, np.int64),
        keeps=np.zeros((count, people), np.int64),
    )
    for stop, parts in enumerate(stops.parts):
        found.members[stop, : len(stops.clients[stop])] = stops.clients[stop]
        for part in parts:
            for client in stops.clients[part]:
                found.keeps[stop, client] = part == problem.kept(client)
    for stop in range(count):
        if _can_be(problem, stop):
            _hang_on(problem, found, stop)
    assert len(stops.place) == count, "a session was left that had no number"
    return found


def _together(problem: Problem) -> dict[int, list[list[int]]]:
    """By place the stops of each client who may be seen there with others, where there are two."""
    stops, found = problem.stops, defaultdict(list)
    own: dict[int, list[int]] = {
        client: [problem.free(client), problem.kept(client)]
        if problem.demands[client].announced
        else [problem.free(client)]
        for client in problem.clients
    }
    for stop in range(2 * len(problem.demands), len(stops.place)):
        if len(stops.parts[stop]) == 1 and stops.clients[stop]:
            own[stops.clients[stop][0]].append(stop)
    for client in problem.clients:
        place = stops.place[problem.free(client)]
        if problem.group[client] and place >= 0:
            found[place].append([one for one in own[client] if stops.place[one] == place])
    return {place: clients for place, clients in found.items() if len(clients) > 1}


def _number(
    problem: Problem, clients: list[list[int]], parts: tuple[int, ...], following: int
) -> None:
    """Number every session of these parts and clients from `following` on that some day holds."""
    if len(parts) == problem.policy.group_most:
        return
    for at in range(following, len(clients)):
        for part in clients[at]:
            both = (*parts, part)
            if len(both) == 1 or problem.stops.open_on(problem.stops.of_parts(both)):
                _number(problem, clients, both, at + 1)


def _can_be(problem: Problem, stop: int) -> bool:
    """Whether a stop is a session of several that some day holds.

    Looking for days the plain search also tries what comes to nothing, one person twice included.
    """
    clients = problem.stops.clients[stop]
    return len(set(clients)) == len(clients) > 1 and bool(problem.stops.open_on(stop))


def _hang_on(problem: Problem, found: Groups, stop: int) -> None:
    """What a group session comes from, and goes back to when one leaves it."""
    stops, own = problem.stops, 2 * len(problem.demands)
    for part in stops.parts[stop]:
        (client,) = stops.clients[part]
        rest = stops.without(stop, client)
        assert rest is not None
        found.left[stop, client] = rest
        if part < own:
            found.joins[client] = 1
            found.joined[rest, part] = stop

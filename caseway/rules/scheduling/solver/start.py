"""The month to begin the search from: as announced where there is something, else greedily."""

from __future__ import annotations

from bisect import insort

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.by_hand import may_be_added
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.offers import call_offer, visit_offer, with_call, with_visit
from caseway.rules.scheduling.solver.problem import Problem


def start(problem: Problem) -> Month:
    """Everything announced that still can be, then everybody else, the least free first."""
    month = Month(problem)
    for client in problem.clients:
        for number, mode in sorted(problem.demands[client].announced.items()):
            _keep(month, client, number, mode)
    for client in sorted(problem.clients, key=lambda client: _freedom(problem, client)):
        if len(month.picks[client]) < problem.demands[client].sessions and month.remove(client):
            month.insert(client)
    return month


def _freedom(problem: Problem, client: int) -> tuple[int, int, int]:
    """Many sessions and few days with a window leave little choice."""
    windows = problem.stops.windows[problem.free(client)]
    return -problem.demands[client].sessions, sum(map(bool, windows)), client


def _keep(month: Month, client: int, number: int, mode: Mode) -> None:
    """Keep one announced session, if nothing has come in its way."""
    problem, demand, day = month.problem, month.problem.demands[client], month.days[number]
    picks = list(month.picks[client])
    if len(picks) >= demand.sessions or not may_be_added(demand, picks, number):
        return
    if mode is Mode.VISIT:
        offer = visit_offer(problem, day, client)
        if offer is None:
            return
        month.put(with_visit(problem, day, offer))
    else:
        room = call_offer(problem, day)
        called = sum(held is Mode.CALL for _, held in picks)
        if room is None or called >= demand.calls or not demand.callable_on[number]:
            return
        month.put(with_call(problem, day, room[1], client))
    insort(picks, (number, mode))
    month.settle(client, picks)

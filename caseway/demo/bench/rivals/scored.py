"""A rival's month under the planner's own score: its visits in its order, then what is missing."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from caseway.demo.bench.planner.coach_months import CoachMonth
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.plans import Mode, Score
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.by_hand import may_be_added
from caseway.rules.scheduling.solver.compile import Compiler, places_of
from caseway.rules.scheduling.solver.day import Day
from caseway.rules.scheduling.solver.inputs import Inputs
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.offers import (
    call_offer,
    inserted,
    visit_offer,
    with_call,
    with_visit,
)
from caseway.rules.scheduling.solver.problem import Problem
from caseway.rules.scheduling.solver.write import score_of
from caseway.rules.scheduling.travel.matrix import TravelTimes

Routes = Sequence[Sequence[int]]  # by day, clients in order


def scored(asked: CoachMonth, travel: TravelTimes, policy: Policy, routes: Routes) -> Score:
    """What the month costs; visits that break a rule are left out of it."""
    month = Month(_problem(asked, travel, policy))
    for number, clients in enumerate(routes):
        for client in clients:
            _seat(month, client, number)
    for client in month.problem.clients:
        while len(month.picks[client]) < month.problem.demands[client].sessions:
            if not _one_more(month, client):
                break
    return score_of(month)


def _problem(asked: CoachMonth, travel: TravelTimes, policy: Policy) -> Problem:
    places = places_of(asked.coach, asked.clients, asked.calendar)
    matrix = travel.matrix(places, asked.coach.mode)
    due = [due_of(client, asked.calendar, policy) for client in asked.clients]
    return Compiler(
        Inputs(asked.coach, asked.clients, asked.calendar, places, matrix, policy, (), (), due)
    ).problem()


def _seat(month: Month, client: int, number: int) -> None:
    """A visit at the end of its day as it stands, else wherever it fits best."""
    problem, day = month.problem, month.days[number]
    demand, picks = problem.demands[client], month.picks[client]
    stop = problem.free(client)
    if len(picks) >= demand.sessions or not may_be_added(demand, picks, number):
        return
    if not problem.stops.windows[stop][number] or day.visits >= problem.policy.visits_a_day:
        return
    after = inserted(problem, day, stop, len(day.stops))
    offer = visit_offer(problem, day, client)
    if after.feasible:
        _settle(month, client, after, Mode.VISIT)
    elif offer is not None:
        _settle(month, client, with_visit(problem, day, offer), Mode.VISIT)


def _one_more(month: Month, client: int) -> bool:
    """The cheapest call, or visit, that the spacing allows."""
    problem, demand, picks = month.problem, month.problem.demands[client], month.picks[client]
    may_call = sum(mode is Mode.CALL for _, mode in picks) < demand.calls
    found: list[tuple[float, int, Mode, Day]] = []
    for number, day in enumerate(month.days):
        if not may_be_added(demand, picks, number):
            continue
        room = call_offer(problem, day) if may_call and demand.callable_on[number] else None
        if room is not None:
            called = with_call(problem, day, room[1], client)
            found.append((room[0] + problem.policy.weights.call, number, Mode.CALL, called))
        offer = visit_offer(problem, day, client)
        if offer is not None:
            visited = with_visit(problem, day, offer)
            found.append((offer.cost, number, Mode.VISIT, visited))
    if not found:
        return False
    _, _, mode, day = min(found, key=lambda one: one[:2])
    _settle(month, client, day, mode)
    return True


def _settle(month: Month, client: int, day: Day, mode: Mode) -> None:
    picks = list(month.picks[client])
    insort(picks, (day.number, mode))
    month.put(day)
    month.settle(client, picks)

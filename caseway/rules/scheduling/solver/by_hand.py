"""How a coach does it without a planner: a fixed weekday for everybody, in the order of her list.

Two habits are tried, a weekday for each client and a weekday for each area, and the better month
is kept, so that the comparison is with a coach who knows her ground. Every rule is kept: where a
visit does not fit in its week she calls if she may, and otherwise it is missed.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Sequence

from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.day import Day
from caseway.rules.scheduling.solver.demand import NEVER, Demand, Pick
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.offers import call_offer, inserted, with_call
from caseway.rules.scheduling.solver.problem import Problem

FALLBACK = 0  # Monday, for somebody without a workday


def by_hand(problem: Problem, clients: Sequence[Client]) -> Month:
    """The month done by hand; `clients` in the order of the list."""
    habits = (_a_weekday_each(clients, problem), _a_weekday_an_area(clients))
    return min((_month(problem, clients, habit) for habit in habits), key=lambda month: month.cost)


def _a_weekday_each(clients: Sequence[Client], problem: Problem) -> list[int]:
    """Her usual weekday, or the one of her workdays that has least to do so far."""
    busy: Counter[int] = Counter()
    found = []
    for client, demand in zip(clients, problem.demands, strict=True):
        own = client.usual_weekday
        if own is None:
            own = min(sorted(client.workdays), key=lambda day: busy[day], default=FALLBACK)
        busy[own] += demand.sessions
        found.append(own)
    return found


def _a_weekday_an_area(clients: Sequence[Client]) -> list[int]:
    """Each area on a weekday, the areas with most people first."""
    zones = [client.place.zone if client.place else "" for client in clients]
    days = {zone: at % 5 for at, (zone, _) in enumerate(Counter(zones).most_common())}
    return [
        min(sorted(client.workdays), key=lambda day: (day - days[zone]) % 7, default=FALLBACK)
        for client, zone in zip(clients, zones, strict=True)
    ]


def _month(problem: Problem, clients: Sequence[Client], habit: Sequence[int]) -> Month:
    """Fill the month in the order of the list."""
    month = Month(problem)
    for number, client in enumerate(clients):
        for week in _weeks(problem, client, number):
            if len(month.picks[number]) >= problem.demands[number].sessions:
                break
            _in_week(month, number, week, habit[number])
    return month


def _weeks(problem: Problem, client: Client, number: int) -> list[int]:
    """The weeks in which she looks: everybody who is not weekly begins in another one."""
    weeks = sorted(set(problem.week))
    skip = {Tier.WEEKLY: 0, Tier.BIWEEKLY: number % 2, Tier.MONTHLY: number % 4}[client.tier]
    return weeks[skip:] + weeks[:skip]


def _in_week(month: Month, client: int, week: int, own: int) -> None:
    """A visit on the usual weekday, else on another day of the week, else a call."""
    problem, demand = month.problem, month.problem.demands[client]
    days = [day for day, number in enumerate(problem.week) if number == week]
    days.sort(key=lambda day: (problem.weekday[day] != own, day))
    days = [day for day in days if may_be_added(demand, month.picks[client], day)]
    for number in days:
        visited = _first_fit(problem, month.days[number], client)
        if visited is not None:
            _take(month, client, visited, Mode.VISIT)
            return
    if sum(mode is Mode.CALL for _, mode in month.picks[client]) >= demand.calls:
        return
    for number in days:
        room = call_offer(problem, month.days[number]) if demand.callable_on[number] else None
        if room is not None:
            called = with_call(problem, month.days[number], room[1], client)
            _take(month, client, called, Mode.CALL)
            return


def _take(month: Month, client: int, day: Day, mode: Mode) -> None:
    picks = list(month.picks[client])
    insort(picks, (day.number, mode))
    month.put(day)
    month.settle(client, picks)


def _first_fit(problem: Problem, day: Day, client: int) -> Day | None:
    """The day with the visit at the first place in it where it fits; the way is not looked at."""
    stop = problem.free(client)
    if not problem.stops.windows[stop][day.number] or day.visits >= problem.policy.visits_a_day:
        return None
    for position in range(len(day.stops), -1, -1):
        tried = inserted(problem, day, stop, position)
        if tried.feasible:
            return tried
    return None


def may_be_added(demand: Demand, picks: Sequence[Pick], day: int) -> bool:
    """Whether the spacing to the sessions before and after allows one more on a day."""
    earlier = [number for number, _ in picks if number <= day]
    later = [number for number, _ in picks if number > day]
    if day in earlier:
        return False
    if not earlier and demand.first[day] >= NEVER:
        return False
    return (not earlier or may_follow(demand, earlier[-1], day)) and (
        not later or may_follow(demand, day, later[0])
    )


def may_follow(demand: Demand, earlier: int, day: int) -> bool:
    """Whether a session on `day` may follow one on `earlier`."""
    return earlier < demand.before[day] or any(at == earlier for at, _ in demand.near[day])

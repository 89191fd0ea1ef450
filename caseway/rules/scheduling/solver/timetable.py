"""The hours of a day: from what is in it, in which order, to when each thing is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from caseway.rules.scheduling.plans import Doing
from caseway.rules.scheduling.solver.day import TOO_LATE, Day, earliest
from caseway.rules.scheduling.solver.problem import Problem


class Step(NamedTuple):
    """One thing done, by numbers. `leg` is the leg it belongs to; stops end their leg."""

    doing: Doing
    begins: int
    ends: int
    leg: int
    clients: tuple[int, ...] = ()


def timetable(problem: Problem, day: Day) -> list[Step]:
    """When everything in a feasible day is done, in order."""
    fed_leg = _leg_of_meal(problem, day)
    steps: list[Step] = []
    now = problem.shells[day.number].begins
    for leg in range(len(day.places) - 1):
        until = _begin_of(problem, day, leg, now, leg == fed_leg)
        steps += _leg(problem, day, leg, now, until, leg == fed_leg)
        if leg < len(day.stops):
            stop = day.stops[leg]
            now = until + problem.stops.minutes[stop]
            steps.append(Step(_kind(problem, stop), until, now, leg, problem.stops.clients[stop]))
    return steps


def _kind(problem: Problem, stop: int) -> Doing:
    if not problem.stops.clients[stop]:
        return Doing.DUTY
    return Doing.VISIT if problem.stops.place[stop] >= 0 else Doing.CALL


def _leg_of_meal(problem: Problem, day: Day) -> int:
    """The earliest leg in which a meal leaves the rest of the day possible; -1 for none."""
    if not problem.shells[day.number].has_meal:
        return -1
    for leg in range(len(day.places) - 1):
        arrival = _arrival(problem, day, leg, day.hungry[leg], with_meal=True)
        if arrival <= day.by_fed[leg + 1]:
            return leg
    raise ValueError(f"Day {day.number} has no room for a meal")


def _way(problem: Problem, day: Day, leg: int) -> int:
    return problem.minutes[day.places[leg]][day.places[leg + 1]]


def _arrival(problem: Problem, day: Day, leg: int, now: int, with_meal: bool) -> int:
    """When the next stop is reached, travel, calls and perhaps the meal done."""
    meal = problem.policy.meal
    arrival = now + _way(problem, day, leg) + problem.policy.call_minutes * len(day.calls[leg])
    if not with_meal:
        return arrival
    if now > meal.closes:
        return TOO_LATE
    return max(arrival, meal.opens) + meal.minutes


def _begin_of(problem: Problem, day: Day, leg: int, now: int, with_meal: bool) -> int:
    """When the stop at the end of the leg begins; for the last leg, when the coach is back."""
    arrival = _arrival(problem, day, leg, now, with_meal)
    if leg == len(day.stops):
        return arrival
    return earliest(problem.stops.windows[day.stops[leg]][day.number], arrival)


def _leg(problem: Problem, day: Day, leg: int, now: int, until: int, with_meal: bool) -> list[Step]:
    """Calls, meal and travel between two stops, in the first order that fits."""
    for order in (_calls_first, _travel_first, _meal_on_the_way):
        steps = list(order(problem, day, leg, now, until, with_meal))
        last = steps[-1].ends if steps else now
        meals = [step for step in steps if step.doing is Doing.MEAL]
        if last <= until and (not meals or meals[0].begins <= problem.policy.meal.closes):
            return steps
    raise ValueError(f"Leg {leg} of day {day.number} cannot be laid out")


def _calls_first(
    problem: Problem, day: Day, leg: int, now: int, until: int, with_meal: bool
) -> Iterator[Step]:
    """Where she is: calls and the meal; then off, to arrive when the next thing begins."""
    for step in _with_calls(problem, day, leg, now, with_meal):
        yield step
        now = step.ends
    if way := _way(problem, day, leg):
        leaves = max(now, until - way) if leg < len(day.stops) else now
        yield Step(Doing.TRAVEL, leaves, leaves + way, leg)


def _travel_first(
    problem: Problem, day: Day, leg: int, now: int, until: int, with_meal: bool
) -> Iterator[Step]:
    """On the way at once; calls and the meal where she arrives."""
    if way := _way(problem, day, leg):
        yield Step(Doing.TRAVEL, now, now + way, leg)
        now += way
    yield from _with_calls(problem, day, leg, now, with_meal)


def _meal_on_the_way(
    problem: Problem, day: Day, leg: int, now: int, until: int, with_meal: bool
) -> Iterator[Step]:
    """A long way, interrupted for the meal as soon as that may begin."""
    meal, way = problem.policy.meal, _way(problem, day, leg)
    stops_at = min(max(now, meal.opens), now + way)
    if stops_at > now:
        yield Step(Doing.TRAVEL, now, stops_at, leg)
    eats_at = max(stops_at, meal.opens)
    resumes = eats_at + meal.minutes
    yield Step(Doing.MEAL, eats_at, resumes, leg)
    rest = way - (stops_at - now)
    if rest:
        yield Step(Doing.TRAVEL, resumes, resumes + rest, leg)
    yield from _with_calls(problem, day, leg, resumes + rest, with_meal=False)


def _with_calls(problem: Problem, day: Day, leg: int, now: int, with_meal: bool) -> Iterator[Step]:
    """The calls of a leg one after another, the meal among them as soon as it may begin."""
    meal = problem.policy.meal
    for client in day.calls[leg]:
        if with_meal and now >= meal.opens:
            yield Step(Doing.MEAL, now, now + meal.minutes, leg)
            now, with_meal = now + meal.minutes, False
        yield Step(Doing.CALL, now, now + problem.policy.call_minutes, leg, (client,))
        now += problem.policy.call_minutes
    if with_meal:
        begins = max(now, meal.opens)
        yield Step(Doing.MEAL, begins, begins + meal.minutes, leg)

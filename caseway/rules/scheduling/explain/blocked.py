"""Why a session cannot be on a day: the rule that stands in its way, found by lifting each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseway.rules.dates import days_between
from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.due import monday_of
from caseway.rules.scheduling.policy import Cadence
from caseway.rules.scheduling.solver.day import Day, day_of
from caseway.rules.scheduling.solver.offers import best_place
from caseway.rules.scheduling.solver.problem import Problem

CALENDAR = frozenset(
    sentence.code
    for sentence in (
        words.DAY_OVER,
        words.HOLIDAY,
        words.COACH_OFF,
        words.NOT_SERVED,
        words.AWAY,
        words.NOT_A_WORKDAY,
    )
)


def by_calendar(coach: Coach, client: Client, calendar: Calendar, day: date) -> Reason | None:
    """Why the day itself is impossible, whatever else is planned."""
    if not calendar.is_open(day):
        return because(words.DAY_OVER)
    if day in calendar.holidays:
        return because(words.HOLIDAY)
    if calendar.hours_of(coach, day) is None:
        return because(words.COACH_OFF)
    if not client.is_served_on(day):
        return because(words.NOT_SERVED)
    if day in client.away_on:
        return because(words.AWAY)
    return None if client.can_be_seen_on(day) else because(words.NOT_A_WORKDAY)


def by_spacing(cadence: Cadence, day: date, others: list[date], last: date | None) -> Reason | None:
    """Why the client's other sessions leave no room; `last` was in the month before."""
    for other in (*others, *([last] if last else [])):
        if cadence.one_a_week and monday_of(other) == monday_of(day):
            return because(words.SAME_WEEK, day=other)
        if abs(days_between(other, day)) < cadence.least_gap:
            return because(words.TOO_CLOSE, day=other)
    if cadence.most_gap and others:
        nearest = min(others, key=lambda other: (abs(days_between(other, day)), other))
        if abs(days_between(nearest, day)) > cadence.most_gap:
            return because(words.TOO_FAR, day=nearest)
    return None


def by_day(problem: Problem, day: Day, client: int) -> Reason:
    """Why a visit does not fit into a day as it is. Call only where there is no offer."""
    stop = problem.free(client)
    if not problem.stops.windows[stop][day.number]:
        return because(words.NO_SHIFT_CHANGE)
    if day.visits >= problem.policy.visits_a_day:
        return because(words.DAY_FULL, count=day.visits)
    shell = problem.shells[day.number]
    if fits_if(problem, day, stop, ends=shell.ends, has_meal=False):
        return because(words.MEAL)
    more = problem.policy.overtime
    if fits_if(problem, day, stop, ends=shell.ends + more, has_meal=shell.has_meal):
        return because(words.HOURS, minutes=more)
    if best_place(problem, problem.fixed[day.number], stop) is None:
        return because(words.OUT_OF_REACH)
    return because(words.COLLIDES)


def fits_if(problem: Problem, day: Day, stop: int, ends: int, has_meal: bool) -> bool:
    """Whether a stop would fit if the day ended then, or had no meal."""
    shells = list(problem.shells)
    shells[day.number] = replace(shells[day.number], ends=ends, has_meal=has_meal)
    other = replace(problem, shells=shells, cache={})
    same = day_of(other, day.number, day.stops, day.calls)
    return best_place(other, same, stop) is not None

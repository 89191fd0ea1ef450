"""At which hour one more session fits into a day, everything else staying where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.explain.blocked import by_calendar, by_day
from caseway.rules.scheduling.plans import Doing, Lock, Mode
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.compile import Compiler, places_of
from caseway.rules.scheduling.solver.inputs import Inputs
from caseway.rules.scheduling.solver.offers import best_place, call_offer, with_visit
from caseway.rules.scheduling.solver.timetable import timetable
from caseway.rules.scheduling.travel.matrix import TravelTimes


def lock_on(
    coach: Coach,
    clients: Sequence[Client],
    calendar: Calendar,
    travel: TravelTimes,
    policy: Policy,
    others: Sequence[Lock],
    client: str,
    day: date,
    mode: Mode,
) -> Lock | Reason:
    """The session that a client could have on a day beside `others`, or why there is none.

    A call has no hour of its own yet. Spacing is not looked at: whoever asks decides that.
    """
    known = next(one for one in clients if one.key == client)
    if why_not := by_calendar(coach, known, calendar, day):
        return why_not
    places = places_of(coach, clients, calendar)
    due = [due_of(one, calendar, policy) for one in clients]
    matrix = travel.matrix(places, coach.mode)
    there = tuple(replace(one) for one in others if one.day == day)
    inputs = Inputs(coach, clients, calendar, places, matrix, policy, (), there, due)
    problem = Compiler(inputs).problem()
    number, at = problem.days.index(day), [one.key for one in clients].index(client)
    found = problem.fixed[number]
    if mode is Mode.CALL:
        if call_offer(problem, found) is None:
            return because(words.HOURS, minutes=policy.call_minutes)
        return Lock(client, day, mode, None)
    offer = best_place(problem, found, problem.free(at))
    if offer is None or found.visits >= policy.visits_a_day:
        return by_day(problem, found, at)
    for step in timetable(problem, with_visit(problem, found, offer)):
        if step.doing is Doing.VISIT and at in step.clients:
            return Lock(client, day, mode, step.begins)
    raise AssertionError("a visit that was put into a day is in it")

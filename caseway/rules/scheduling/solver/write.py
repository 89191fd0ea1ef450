"""From numbers back to people, places and hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import pstdev

from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.plans import Doing, Mode, PlannedDay, Score, Session, Stretch
from caseway.rules.scheduling.solver.day import Day
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.offers import without
from caseway.rules.scheduling.solver.stops import ANYWHERE
from caseway.rules.scheduling.solver.timetable import Step, timetable


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what the numbers stand for."""

    clients: Sequence[Client]
    places: Sequence[Place]


def days_of(month: Month, names: Names) -> tuple[PlannedDay, ...]:
    """Every day with something in it, hour by hour."""
    return tuple(_day(month, day, names) for day in month.days if day.work)


def _day(month: Month, day: Day, names: Names) -> PlannedDay:
    stretches = tuple(
        Stretch(
            step.doing,
            step.begins,
            step.ends,
            _place(month, day, step, names),
            tuple(names.clients[client].key for client in step.clients),
        )
        for step in timetable(month.problem, day)
    )
    return PlannedDay(month.problem.days[day.number], stretches, day.travel, day.work)


def _place(month: Month, day: Day, step: Step, names: Names) -> str | None:
    """Where a stretch is, or where it leads; None for what can be anywhere."""
    if step.doing in (Doing.CALL, Doing.MEAL):
        return None
    if step.doing is Doing.DUTY and month.problem.stops.place[day.stops[step.leg]] == ANYWHERE:
        return None
    return names.places[day.places[step.leg + 1]].key


def sessions_of(month: Month, names: Names) -> tuple[Session, ...]:
    """Every session that is still to come, by day and hour."""
    found = []
    for day in month.days:
        for step in timetable(month.problem, day):
            if step.doing in (Doing.VISIT, Doing.CALL):
                found += [_session(month, day, step, client, names) for client in step.clients]
    return tuple(found)


def _session(month: Month, day: Day, step: Step, client: int, names: Names) -> Session:
    problem = month.problem
    locked = day.number in problem.demands[client].locked
    visit = step.doing is Doing.VISIT
    travel = 0
    if visit and not locked:
        travel = day.travel - without(problem, day, client).travel
    return Session(
        client=names.clients[client].key,
        day=problem.days[day.number],
        mode=Mode.VISIT if visit else Mode.CALL,
        begins=step.begins,
        minutes=step.ends - step.begins,
        locked=locked,
        with_clients=tuple(names.clients[c].key for c in step.clients if c != client),
        travel_minutes=travel,
    )


def score_of(month: Month) -> Score:
    """What the month costs, by term. Sessions already held count; their travel is over."""
    problem = month.problem
    wishes = [month.wishes(client) for client in problem.clients]
    loads = [day.work for day in month.days if not problem.shells[day.number].closed]
    return Score(
        travel_minutes=sum(day.travel for day in month.days),
        visits=sum(one.visits for one in wishes),
        calls=sum(one.calls for one in wishes),
        missed=sum(one.missed for one in wishes),
        over_load_minutes=sum(max(0, load - problem.policy.load_target) for load in loads),
        off_weekday=sum(one.off_weekday for one in wishes),
        late=sum(one.late for one in wishes),
        moved=sum(one.moved for one in wishes),
        cost=round(month.cost, 6),
        load_spread=pstdev(loads) if loads else 0.0,
    )

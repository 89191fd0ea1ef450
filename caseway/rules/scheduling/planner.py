"""Plan a coach's month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.explain.sessions import Explainer
from caseway.rules.scheduling.explain.unserved import Helper
from caseway.rules.scheduling.faults import locks_over_cap, notes_on
from caseway.rules.scheduling.floors import below_floor
from caseway.rules.scheduling.plans import (
    Announced,
    Budget,
    ByHand,
    Lock,
    Plan,
    Session,
)
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.solver.anneal import HOT
from caseway.rules.scheduling.solver.by_hand import by_hand
from caseway.rules.scheduling.solver.compile import Compiler, places_of
from caseway.rules.scheduling.solver.engines import Engine, searched
from caseway.rules.scheduling.solver.inputs import Inputs
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.start import start
from caseway.rules.scheduling.solver.write import Names, days_of, score_of, sessions_of
from caseway.rules.scheduling.travel.matrix import TravelTimes

WARM = 4.0  # minutes given away at first when a plan exists: enough to mend it, not to remake it


def plan_month(
    coach: Coach,
    clients: Sequence[Client],
    calendar: Calendar,
    travel: TravelTimes,
    policy: Policy,
    previous: Sequence[Announced] = (),
    locks: Sequence[Lock] = (),
    seed: int = 0,
    budget: Budget | None = None,
    engine: Engine = Engine.PLAIN,
) -> Plan:
    """Plan one coach's month.

    Keeps every rule of `policy` and weighs its wishes; `locks` stand, and what `previous`
    announced moves only where that is worth it. The same inputs, seed, iterations and search give
    the same plan; a plan says which `engine` searched. Every session says why it is there,
    everybody unserved is listed with what would help, and the month done by hand stands beside it.
    Raises ValueError if two clients share a key.
    """
    if len({client.key for client in clients}) < len(clients):
        raise ValueError("Two clients share a key")
    budget = budget or Budget()
    places = places_of(coach, clients, calendar)
    matrix = travel.matrix(places, coach.mode)
    due = [due_of(client, calendar, policy) for client in clients]
    inputs = Inputs(
        coach, clients, calendar, places, matrix, policy, tuple(previous), tuple(locks), due
    )
    compiler = Compiler(inputs)
    problem = compiler.problem()
    hot = WARM if any(demand.announced for demand in problem.demands) else HOT
    month, iterations, engine = searched(start(problem), engine, budget, seed, hot)
    names = Names(clients, places)
    explainer = Explainer(month, names, coach, calendar)
    sessions = tuple(explainer.explained(one) for one in sessions_of(month, names))
    counted = (*sessions, *_held(inputs))
    return Plan(
        sessions=sessions,
        days=days_of(month, names),
        unserved=Helper(explainer, coach).unserved(),
        score=score_of(month),
        by_hand=_by_hand(inputs, names),
        refusals=(
            *compiler.refused,
            *locks_over_cap(clients, locks, policy),
            *below_floor(clients, due, counted, policy),
        ),
        notes=(*notes_on(clients, due, locks, policy), *compiler.noted, *matrix.notes),
        iterations=iterations,
        travel_source=matrix.source,
        engine=engine.value,
    )


def _held(inputs: Inputs) -> list[Session]:
    """What was held before the day from which is planned."""
    return [
        Session(lock.client, lock.day, lock.mode, lock.begins or 0, 0, locked=True)
        for lock in inputs.locks
        if not inputs.calendar.is_open(lock.day)
    ]


def _by_hand(inputs: Inputs, names: Names) -> ByHand:
    """The month done by hand, as if nothing had been announced."""
    problem = Compiler(replace(inputs, announced=())).problem()
    month: Month = by_hand(problem, inputs.clients)
    return ByHand(sessions_of(month, names), days_of(month, names), score_of(month))

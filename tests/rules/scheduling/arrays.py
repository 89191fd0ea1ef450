"""Invented months searched over arrays: run as a program, compiled; imported, as the source stands.

`python -m tests.rules.scheduling.arrays` writes what the compiled search finds.
"""

import json
import sys
from dataclasses import replace
from datetime import date

from caseway.rules.scheduling.calendar import Duty
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.places import Window
from caseway.rules.scheduling.plans import Announced, Budget, Lock, Mode
from caseway.rules.scheduling.solver.anneal import HOT
from caseway.rules.scheduling.solver.arrays.anneal import anneal
from caseway.rules.scheduling.solver.compile import Compiler, places_of
from caseway.rules.scheduling.solver.inputs import Inputs
from caseway.rules.scheduling.solver.start import start
from tests.rules.scheduling.scenes import POLICY, Line, calendar, client, coach, place


def problem_of(people, days, by, previous=(), locks=(), policy=POLICY):
    """A month as the search takes it."""
    places = places_of(by, people, days)
    matrix = Line().matrix(places, by.mode)
    due = [due_of(one, days, policy) for one in people]
    inputs = Inputs(by, people, days, places, matrix, policy, previous, locks, due)
    return Compiler(inputs).problem()


def months():
    """Four months: plain, with what stands and was announced, a meeting by phone, and groups."""
    tiers = [Tier.WEEKLY, Tier.BIWEEKLY, Tier.MONTHLY]
    people = [
        client(
            f"c{n}",
            17 * n % 90 + 5,
            tier=tiers[n % 3],
            windows=(Window(540 + 20 * n, 640 + 20 * n), Window(800 + 10 * n, 860 + 10 * n)),
            calls=n % 2,
        )
        for n in range(9)
    ]
    lock = Lock("c1", date(2026, 11, 5), Mode.VISIT, 700)
    by_phone = Lock("c4", date(2026, 11, 12), Mode.CALL, 650)
    told = [
        Announced("c0", date(2026, 11, 3), Mode.VISIT, 600),
        Announced("c3", date(2026, 11, 4), Mode.CALL, 620),
    ]
    meeting = Duty(date(2026, 11, 10), 660, 720, None, "By phone")
    there = Duty(date(2026, 11, 17), 600, 690, place(30), "Meeting")
    at_one = [replace(one, place=place(30), group=True) for one in people[:5]]
    return [
        problem_of(people, calendar(), coach()),
        problem_of(people, calendar(), coach(), told, [lock, by_phone]),
        problem_of(people, calendar(duties=(meeting, there)), coach()),
        problem_of([*at_one, *people[5:]], calendar(), coach(), told[:1], [lock]),
    ]


def found(iterations=300, seed=7):
    """What is found in each month: who is held when and how, day by day, and its cost."""
    answers = []
    for problem in months():
        month, _ = anneal(start(problem), Budget(iterations), seed, HOT)
        days = [[list(day.stops), [list(called) for called in day.calls]] for day in month.days]
        answers.append([days, month.cost])
    return answers


if __name__ == "__main__":
    json.dump(found(), sys.stdout)

"""From arrays back to a month of days."""

from __future__ import annotations

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.arrays.layout import CALL, CALLED, COUNT, NO_MODE, State
from caseway.rules.scheduling.solver.day import Day, day_of
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.problem import Problem

BEST_BLOCK = 2


def month_of(problem: Problem, state: State, block: int = BEST_BLOCK) -> Month:
    """The month in one block of the rows, by default the best that was found."""
    month, count = Month(problem), len(problem.days)
    for number in range(count):
        month.put(_day(problem, state, number, block * count + number))
    for client in problem.clients:
        modes = state.picks[block, client].tolist()
        month.settle(
            client,
            [
                (number, Mode.CALL if mode == CALL else Mode.VISIT)
                for number, mode in enumerate(modes)
                if mode != NO_MODE
            ],
        )
    return month


def _day(problem: Problem, state: State, number: int, row: int) -> Day:
    count = int(state.facts[row, COUNT])
    calls: list[list[int]] = [[] for _ in range(count + 1)]
    for at in range(int(state.facts[row, CALLED])):
        calls[int(state.legs[row, at])].append(int(state.callees[row, at]))
    return day_of(
        problem,
        number,
        tuple(state.stops[row, :count].tolist()),
        tuple(tuple(sorted(called)) for called in calls),
    )

"""The search over arrays from a month to the best month found."""

from __future__ import annotations

from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.solver.anneal import COLD, COOLED, DAYS_SHUT, HOT, SHUT, share_done
from caseway.rules.scheduling.solver.arrays import groups
from caseway.rules.scheduling.solver.arrays.compiled import compiled
from caseway.rules.scheduling.solver.arrays.days import work_out
from caseway.rules.scheduling.solver.arrays.layout import (
    BEST,
    NEXT_VERSION,
    NOW,
    VERSION,
    Given,
    State,
)
from caseway.rules.scheduling.solver.arrays.pack import given_of, state_of, work_for
from caseway.rules.scheduling.solver.arrays.search import keep_best, search
from caseway.rules.scheduling.solver.arrays.unpack import month_of
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.problem import Problem

MOST = 8  # clients taken out together
THOROUGH = 0.1  # how often every weekday is tried as a client's own
STRETCH = 256  # iterations at one heat, and between two looks at the clock


def suits(problem: Problem) -> bool:
    """Whether the arrays can hold the month: its group sessions must not be too many."""
    return bool(problem.days and problem.demands) and groups.ways(problem) <= groups.MOST


def anneal(month: Month, budget: Budget, seed: int, hot: float = HOT) -> tuple[Month, int]:
    """The best month found from `month` on, and how many iterations that took.

    The same seed and iterations give the same month, compiled or not, unless the clock or the
    caller cut it short. `hot` is what is given away at first.
    """
    given, state = given_of(month), state_of(month, seed)
    if not given.able.shape[0]:
        return month, 0
    work = work_for(given)
    begin(given, state)
    cold = min(COLD, hot / COOLED)
    began = budget.clock() if budget.clock else 0.0
    iteration = 0
    while iteration < budget.iterations:
        done = share_done(budget, iteration, began)
        if done >= 1 or (budget.keep_going and not budget.keep_going(done)):
            break
        some = min(STRETCH, budget.iterations - iteration)
        heat = hot * (cold / hot) ** done
        search(given, state, work, some, heat, MOST, SHUT, DAYS_SHUT, THOROUGH)
        iteration += some
    return month_of(month.problem, state), iteration


@compiled
def begin(given: Given, state: State) -> None:
    """Work every day out; the month as it is is the best so far."""
    total = 0.0
    for day in range(given.weekday.shape[0]):
        state.count[NEXT_VERSION] += 1
        state.facts[day, VERSION] = state.count[NEXT_VERSION]
        work_out(given, state, day, day)
        total += state.cost[day]
    for client in range(state.price.shape[1]):
        total += state.price[0, client]
    state.sum[NOW] = state.sum[BEST] = total
    keep_best(given, state)

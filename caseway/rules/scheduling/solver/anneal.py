"""The search: take a handful of related clients out, put each back at her best, keep or undo.

Worse months are kept at first by chance, later hardly ever (simulated annealing). Reading:
Christiaens and Vanden Berghe 2020, slack induction by string removals; Kirkpatrick et al. 1983.
"""

from __future__ import annotations

from math import log
from random import Random

from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.ruin import neighbors, related

HOT, COLD = 40.0, 8.0  # minutes that are given away easily, at first and at last
COOLED = 4  # a search that begins warm ends at least so many times colder
SHUT, DAYS_SHUT = 0.3, 6  # how often some days, drawn by chance, take nobody new, and how many
GAIN = 1e-6
LOOK_UP = 16  # iterations between two looks at the clock


def search(month: Month, budget: Budget, seed: int, hot: float = HOT) -> tuple[Month, int]:
    """The best month found from `month` on, polished, and how many iterations that took."""
    best, iterations = anneal(month, budget, seed, hot)
    return polish(best), iterations


def polish(month: Month) -> Month:
    """Put each client back at her very best, one after another, until nobody gains."""
    gained = True
    while gained:
        gained = False
        for client in month.problem.clients:
            tried = month.copy()
            if tried.remove(client):
                tried.insert(client)
                if tried.cost < month.cost - GAIN:
                    month, gained = tried, True
    return month


def anneal(month: Month, budget: Budget, seed: int, hot: float = HOT) -> tuple[Month, int]:
    """The best month found from `month` on, and how many iterations that took.

    The same seed and iterations give the same month, unless the clock or the caller cut it short.
    """
    problem = month.problem
    able = [client for client in problem.clients if may_move(month, client)]
    if not able:
        return month, 0
    chance = Random(seed)  # noqa: S311 - to be replayed, not to be secret
    near = neighbors(month)
    cold = min(COLD, hot / COOLED)
    best, current = month, month.copy()
    began = budget.clock() if budget.clock else 0.0
    done = 0.0
    for iteration in range(budget.iterations):
        if iteration % LOOK_UP == 0:
            done = share_done(budget, iteration, began)
            if done >= 1 or (budget.keep_going and not budget.keep_going(done)):
                return best, iteration
        heat = hot * (cold / hot) ** done
        tried = current.copy()
        limit = current.cost - heat * log(1.0 - chance.random())
        if _again(tried, related(current, near, able, chance), chance, limit):
            current = tried
            if current.cost < best.cost - GAIN:
                best = current
    return best, budget.iterations


def share_done(budget: Budget, iteration: int, began: float) -> float:
    """How much of the budget is spent."""
    done = iteration / budget.iterations
    if budget.seconds is not None and budget.clock is not None:
        done = max(done, (budget.clock() - began) / max(budget.seconds, 1e-9))
    return done


def _again(month: Month, clients: list[int], chance: Random, limit: float) -> bool:
    """Take clients out and put them back in another order.

    False if a day would not hold, or the month costs `limit` or more. That is said as soon as it
    would cost as much even if everybody still out were seen for nothing.
    """
    if not all(month.remove(client) for client in clients):
        return False
    if chance.random() < 0.5:
        chance.shuffle(clients)
    else:  # whoever has most sessions has least choice
        clients.sort(key=lambda client: -month.problem.demands[client].sessions)
    shut: list[int] = []
    if month.days and chance.random() < SHUT:
        shut = [int(chance.random() * len(month.days)) for _ in range(DAYS_SHUT)]
    bare = month.problem.bare
    limit += sum(bare[client] for client in clients)
    for client in clients:
        limit -= bare[client]
        month.insert(client, hasty=True, shut=shut)
        if month.cost >= limit:
            return False
    return True


def may_move(month: Month, client: int) -> bool:
    """Whether there is anything to choose for a client."""
    demand = month.problem.demands[client]
    return demand.sessions > len(demand.locked)

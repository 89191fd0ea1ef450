"""Which search looks for the month: days as values in plain Python, or arrays that are compiled.

Both take the same months and answer with the same kind of month, so that all that follows (hours,
reasons, who could not be seen) is one code.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.solver.anneal import polish, search
from caseway.rules.scheduling.solver.month import Month

FASTER = 40  # iterations over compiled arrays in the time of one over days


class Engine(StrEnum):
    """A search, by how it runs."""

    PLAIN = "plain"
    COMPILED = "compiled"


def searched(
    month: Month, engine: Engine, budget: Budget, seed: int, hot: float
) -> tuple[Month, int, Engine]:
    """The best month found from `month` on, polished; its iterations, and the search that found it.

    A budget's iterations are of the plain search; the compiled one makes FASTER times as many in
    the same time. Months that arrays cannot hold are searched plainly, whatever was asked. Asking
    for the compiled one raises ImportError where its parts are not installed.
    """
    if engine is Engine.COMPILED:
        from caseway.rules.scheduling.solver.arrays import anneal as arrays  # optional parts

        if arrays.suits(month.problem):
            more = replace(budget, iterations=budget.iterations * FASTER)
            found, iterations = arrays.anneal(month, more, seed, hot)
            return polish(found), iterations, Engine.COMPILED
    return *search(month, budget, seed, hot), Engine.PLAIN

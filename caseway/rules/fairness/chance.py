"""How often chance alone would make two groups differ this much.

Fisher's exact test, two-sided: given how many people there are in all and how
many of them the thing happened to, every way to deal it out over the two groups
is weighed, and those no likelier than what was seen are added up.
Source: R. A. Fisher, Journal of the Royal Statistical Society 85 (1922), 87-94.
"""

from __future__ import annotations

from math import exp, lgamma

from caseway.rules.fairness.hiding import Tally

# Two ways to deal count as equally likely when they differ by rounding alone.
_ALIKE = 1 + 1e-9


def by_chance(one: Tally, other: Tally) -> float:
    """The probability, 0 to 1, of a difference at least as unlikely as this one."""
    happened, people = one.yes + other.yes, one.of + other.of
    fewest, most = max(0, happened - other.of), min(one.of, happened)
    ways = _choices(people, happened)
    likelihood = [
        exp(_choices(one.of, yes) + _choices(other.of, happened - yes) - ways)
        for yes in range(fewest, most + 1)
    ]
    seen = likelihood[one.yes - fewest]
    return min(1.0, sum(each for each in likelihood if each <= seen * _ALIKE))


def _choices(people: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(people + 1) - lgamma(chosen + 1) - lgamma(people - chosen + 1)

"""Numbers of chance that are the same with and without a compiler.

Two small generators combined (L'Ecuyer 1988, "Efficient and portable combined random number
generators"): whole numbers that never leave 64 bits, so that nothing depends on who computes them.
"""

from __future__ import annotations

from caseway.rules.scheduling.solver.arrays.compiled import Array, compiled

ONE, OTHER = 2_147_483_563, 2_147_483_399
LOGS = 4096  # entries of the table of logarithms


@compiled
def draw(seeds: Array) -> int:
    """The next whole number from 1 to ONE - 1."""
    seeds[0] = seeds[0] * 40_014 % ONE
    seeds[1] = seeds[1] * 40_692 % OTHER
    found = seeds[0] - seeds[1]
    if found < 1:
        found += ONE - 1
    return int(found)


@compiled
def below(seeds: Array, count: int) -> int:
    """A whole number from 0 to count - 1."""
    return draw(seeds) * count // ONE


@compiled
def share(seeds: Array) -> float:
    """A number between 0 and 1."""
    return draw(seeds) / ONE


@compiled
def mix(seeds: Array, line: Array, count: int) -> None:
    """Put the first `count` of a line in an order of chance."""
    for at in range(count - 1, 0, -1):
        other = below(seeds, at + 1)
        kept = line[at]
        line[at] = line[other]
        line[other] = kept


def seeded(seed: int) -> tuple[int, int]:
    """Two beginnings from one seed."""
    return 1 + (seed * 2_654_435_761 + 12_345) % (ONE - 1), 1 + (seed * 40_503 + 977) % (OTHER - 1)

"""A family's place in a work participation rate."""

from __future__ import annotations

from enum import IntEnum


class Standing(IntEnum):
    """A family's place in one rate, as stored.

    OUT: not among the families of the rate. DISREGARDED: among them, but left out this month.
    ENGAGED: in numerator and denominator. NOT_ENGAGED: in the denominator only.
    """

    OUT = 0
    DISREGARDED = 1
    ENGAGED = 2
    NOT_ENGAGED = 3

    @property
    def in_denominator(self) -> bool:
        """Whether the family is counted in the rate's denominator."""
        return self >= Standing.ENGAGED

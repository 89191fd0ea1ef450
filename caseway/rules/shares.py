"""Shares of a whole: exact while they are reckoned with, rounded only to be written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def rounded(value: Fraction, places: int) -> Decimal:
    """`value` with that many decimal places, half away from zero."""
    exact = Fraction(10) ** places * abs(value)
    digits, rest = divmod(exact.numerator, exact.denominator)
    if 2 * rest >= exact.denominator:
        digits += 1
    return Decimal(digits if value >= 0 else -digits).scaleb(-places)


def percent(share: Fraction, places: int = 2) -> Decimal:
    """A share (one half) as percent (50.00)."""
    return rounded(100 * share, places)


def points(value: Fraction, places: int = 1) -> str:
    """Percentage points in words for a sentence: 32.0."""
    return str(rounded(value, places))


def counted(value: Fraction) -> str:
    """An average number of cases or people for a sentence, whole: 20,000."""
    return f"{rounded(value, 0):,}"


def cents(value: Fraction) -> int:
    """A sum of money in whole cents."""
    return int(rounded(value, 0))


def dollars(amount: int) -> str:
    """Cents as a sentence says them: $5,000,000.00."""
    sign = "-" if amount < 0 else ""
    return f"{sign}${Decimal(abs(amount)).scaleb(-2).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"

"""Minutes as the hours that people speak of."""

from __future__ import annotations


def hours(minutes: int) -> str:
    """Minutes as hours: 26, 26.5, 0.25. Uneven minutes to two places, half up."""
    hundredths = (abs(minutes) * 100 + 30) // 60
    sign = "-" if minutes < 0 and hundredths else ""
    whole, part = divmod(hundredths, 100)
    return f"{sign}{whole}.{part:02}".rstrip("0").rstrip(".")


def whole_hours(minutes: int) -> int:
    """Minutes as whole hours, upward: what must be done to have done enough."""
    return -(-minutes // 60)

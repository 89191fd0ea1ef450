"""How far it is from one point to another, as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_MILES = 3958.7613  # mean radius, IUGG


class Point(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


def miles_between(one: Point, other: Point) -> float:
    """Miles along the great circle, by the haversine formula.

    The same both ways; 0 for the same point. Right to half a percent, since the earth is no ball.
    """
    north, there = radians(one.latitude), radians(other.latitude)
    up, across = there - north, radians(other.longitude - one.longitude)
    half = sin(up / 2) ** 2 + cos(north) * cos(there) * sin(across / 2) ** 2
    return 2 * EARTH_MILES * asin(min(1.0, sqrt(half)))

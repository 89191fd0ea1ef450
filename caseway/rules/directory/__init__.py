"""Of places that help: when they are open, and how far away they are."""

from caseway.rules.directory.distance import Point, miles_between
from caseway.rules.directory.opening import Hours, is_open_at, is_open_on

__all__ = ["Hours", "Point", "is_open_at", "is_open_on", "miles_between"]

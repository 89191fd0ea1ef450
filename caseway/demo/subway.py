"""The New York subway, for what the demonstration measures."""

from caseway.coaching.subway import _rows, subway_on

__all__ = ["_rows", "subway_on"]

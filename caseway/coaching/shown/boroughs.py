"""The outlines of New York's boroughs as paths of one picture. Source: data/SOURCES.md."""

import json
from collections.abc import Iterable
from functools import cache
from math import cos, hypot, radians

from caseway.coaching.subway import DATA

WIDTH, HEIGHT = 640, 640
WEST, EAST, SOUTH, NORTH = -74.26, -73.70, 40.49, 40.92
_LEAST = 1.1  # points of the picture: what is nearer to the point before it is left out
_ASPECT = cos(radians((SOUTH + NORTH) / 2))
_SCALE = min(WIDTH / ((EAST - WEST) * _ASPECT), HEIGHT / (NORTH - SOUTH))


def at(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point lies in the picture."""
    x = (longitude - WEST) * _ASPECT * _SCALE
    y = (NORTH - latitude) * _SCALE
    return round(x, 1), round(y, 1)


def is_inside(latitude: float, longitude: float) -> bool:
    """Whether the picture shows the point."""
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


@cache
def outlines() -> tuple[tuple[str, str], ...]:
    """Each borough's name and path."""
    kept = json.loads((DATA / "boroughs.geojson").read_text(encoding="utf-8"))
    return tuple(
        (
            one["properties"]["boro_name"],
            "".join(_ring(ring) for shape in one["geometry"]["coordinates"] for ring in shape[:1]),
        )
        for one in kept["features"]
    )


def _ring(ring: Iterable[tuple[float, float]]) -> str:
    points = [at(latitude, longitude) for longitude, latitude in ring]
    kept = points[:1]
    for point in points[1:]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= _LEAST:
            kept.append(point)
    if len(kept) < 4:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"

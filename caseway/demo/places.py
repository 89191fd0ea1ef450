"""Real ZIP areas, boroughs and subway stations; invented streets.

Sources: SOURCES.md in coaching/data and network/data. No house number or street name
here is meant to be anybody's home.
"""

import csv
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians
from random import Random

from caseway.coaching.subway import DATA
from caseway.network.points import POINTS
from caseway.rules.directory.distance import Point

_FOLDERS = {POINTS.name: POINTS.parent}  # the points of ZIP areas serve the directory as well
WALK_MILES = 1.2

_STREETS = (
    "Lanternfield", "Osprey Hollow", "Quarrybend", "Copperleaf", "Windlass", "Fiddler's Rest",
    "Tallow", "Marigold Steps", "Old Ropewalk", "Heronsgate", "Juniper Cut", "Saltmarsh",
    "Bellwether", "Kingfisher", "Threadneedle", "Cinderpath", "Millrace", "Plumtree Hill",
    "Oxbow", "Candlewick", "Harbor Bell", "Drumlin", "Larkspur", "Gristmill",
)  # fmt: skip
_KINDS = ("Street", "Avenue", "Place", "Terrace", "Road")
_QUEENS_TOWNS = {
    "110": "Floral Park",
    "111": "Long Island City",
    "113": "Flushing",
    "114": "Jamaica",
    "116": "Far Rockaway",
}


@dataclass(frozen=True)
class Station:
    name: str
    routes: str
    borough: str


@dataclass(frozen=True)
class Zip:
    """A ZIP area with its nearest station in the same borough, if one is near enough to walk."""

    code: str
    borough: str
    town: str
    latitude: float
    longitude: float
    station: Station | None


@cache
def zips() -> dict[str, Zip]:
    """Every ZIP area of the city by code."""
    stations = _rows("subway_stations.csv")
    return {row["zip"]: _zip(row, stations) for row in _rows(POINTS.name)}


def zips_of(*boroughs: str, prefixes: tuple[str, ...] = ("",)) -> list[Zip]:
    """The areas of some boroughs whose code begins so, by code."""
    found = [zips()[code] for code in sorted(zips())]
    return [z for z in found if z.borough in boroughs and z.code.startswith(prefixes)]


def street_line(rng: Random) -> str:
    """An invented house number, street and apartment."""
    line = f"{rng.randrange(3, 990)} {rng.choice(_STREETS)} {rng.choice(_KINDS)}"
    if rng.random() < 0.8:
        return f"{line}, Apt {rng.randrange(1, 7)}{rng.choice('ABCDEFGH')}"
    return line


def _zip(row: dict[str, str], stations: list[dict[str, str]]) -> Zip:
    here = float(row["latitude"]), float(row["longitude"])
    near = [s for s in stations if s["borough"] == row["borough"]]
    nearest = min(near, key=lambda s: (_miles(here, s), s["stop_id"]), default=None)
    station = None
    if nearest is not None and _miles(here, nearest) <= WALK_MILES:
        station = Station(nearest["name"], nearest["routes"], nearest["borough"])
    return Zip(row["zip"], row["borough"], _town(row), *here, station)


def _town(row: dict[str, str]) -> str:
    if row["borough"] == "Manhattan":
        return "New York"
    if row["borough"] == "Queens":
        return _QUEENS_TOWNS.get(row["zip"][:3], "Queens")
    return row["borough"]


def _miles(here: tuple[float, float], station: dict[str, str]) -> float:
    north = float(station["latitude"]) - here[0]
    east = (float(station["longitude"]) - here[1]) * cos(radians(here[0]))
    return hypot(north, east) * 69.0


@cache
def _rows_cached(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDERS.get(name, DATA) / name).open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def _rows(name: str) -> list[dict[str, str]]:
    return list(_rows_cached(name))


def station_point(name: str, borough: str) -> Point:
    """Where a station is; the first of that name in the borough. KeyError for none."""
    for row in _rows("subway_stations.csv"):
        if (row["name"], row["borough"]) == (name, borough):
            return Point(float(row["latitude"]), float(row["longitude"]))
    raise KeyError((name, borough))


def nearest_zip(point: Point, borough: str) -> Zip:
    """The ZIP area of the borough whose point is nearest."""
    return min(
        zips_of(borough),
        key=lambda z: (
            hypot(
                z.latitude - point.latitude,
                (z.longitude - point.longitude) * cos(radians(z.latitude)),
            ),
            z.code,
        ),
    )

"""The New York subway as a network to travel by. Source: MTA static GTFS feed, data/SOURCES.md."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from caseway.rules.directory.distance import Point
from caseway.rules.params import load
from caseway.rules.scheduling.travel.built_in import built_in_on
from caseway.rules.scheduling.travel.subway import Link, Network, Subway, Transfer, Waiting, network

DATA = Path(__file__).parent / "data"


def subway_on(day: date) -> Subway:
    """Travel times by subway; estimated, with the city's crossings, where no station is near."""
    return Subway(_network(day), _waiting(day), built_in_on(day, "new_york_crossings"))


def _waiting(day: date) -> Waiting:
    return Waiting(**load("travel").value_on("subway", day))


@cache
def _network(day: date) -> Network:
    stations = {
        row["stop_id"]: Point(float(row["latitude"]), float(row["longitude"]))
        for row in _rows("subway_stations")
    }
    links = (
        Link(
            row["from_stop"],
            row["to_stop"],
            row["route"],
            int(row["ride_seconds"]),
            int(row["weekday_day_trips"]),
        )
        for row in _rows("subway_links")
    )
    transfers = (
        Transfer(row["from_stop"], row["to_stop"], int(row["seconds"]))
        for row in _rows("subway_transfers")
    )
    return network(stations, links, transfers, _waiting(day))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)

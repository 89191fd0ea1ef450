"""Reading public periodic routing instances (the format of Cordeau, Gendreau and Laporte, 1997).

Line 1: `type vehicles clients days`, type 1 being periodic. Then for each day the longest route,
service included, and the largest load, 0 for no limit. Then the depot and the clients:
`number x y service demand frequency ways list`, a way being a day set read as bits, day 1 first.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

PERIODIC = 1
BEST_KNOWN = "BKS.csv"


class Unreadable(ValueError):  # noqa: N818 - what is wrong, as the message says
    """A file that is not such an instance; its text says where."""


@dataclass(frozen=True)
class Limits:
    """One day: the longest route with service, and the largest load; infinite for no limit."""

    duration: float
    load: float


@dataclass(frozen=True)
class Customer:
    """Somebody to visit. Each way is a set of days, counted from 0."""

    number: int
    x: float
    y: float
    service: float
    demand: float
    frequency: int
    ways: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Instance:
    """A periodic problem: so many vehicles a day, from the depot and back to it."""

    name: str
    vehicles: int
    days: tuple[Limits, ...]
    depot: tuple[float, float]
    customers: tuple[Customer, ...]

    def distance(self, one: tuple[float, float], other: tuple[float, float]) -> float:
        """As the crow flies, in double precision."""
        return math.dist(one, other)


def read(path: Path) -> Instance:
    """The instance in a file. Raises Unreadable."""
    lines = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
    rows = [line for line in lines if line]
    try:
        kind, vehicles, count, days = (int(word) for word in rows[0][:4])
        if kind != PERIODIC:
            raise Unreadable(f"{path.name} is of type {kind}, not periodic.")
        limits = tuple(_limits(row) for row in rows[1 : days + 1])
        depot, *others = rows[days + 1 :]
        customers = [_customer(row, days) for row in others]
    except (ValueError, IndexError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable(f"{path.name} is not a periodic instance: {fault}") from fault
    if len(customers) != count:
        raise Unreadable(f"{path.name} says {count} clients and lists {len(customers)}.")
    visited = tuple(one for one in customers if one.frequency)
    return Instance(path.name, vehicles, limits, (float(depot[1]), float(depot[2])), visited)


def _limits(row: list[str]) -> Limits:
    duration, load = (float(word) or math.inf for word in row[:2])
    return Limits(duration, load)


def _customer(row: list[str], days: int) -> Customer:
    number, frequency, count = int(row[0]), int(row[5]), int(row[6])
    ways = tuple(_days(int(word), days) for word in row[7 : 7 + count])
    if frequency and (len(ways) != count or any(len(way) != frequency for way in ways)):
        raise Unreadable(f"Client {number} is visited {frequency} times, not as her ways say.")
    x, y, service, demand = (float(word) for word in row[1:5])
    return Customer(number, x, y, service, demand, frequency, ways)


def _days(bits: int, days: int) -> frozenset[int]:
    return frozenset(day for day in range(days) if bits >> (days - 1 - day) & 1)


def best_known(folder: Path) -> dict[str, float]:
    """The least distance known, by instance, from the folder's `BKS.csv`. Raises Unreadable."""
    path = folder / BEST_KNOWN
    if not path.is_file():
        raise Unreadable(f"{folder} has no {BEST_KNOWN}, so there is nothing to compare with.")
    with path.open(encoding="ascii", newline="") as file:
        return {row["instance"]: float(row["bks"]) for row in csv.DictReader(file)}

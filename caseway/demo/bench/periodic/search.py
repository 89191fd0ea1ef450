"""One instance searched: made into arrays, cooled by processor time or iterations, read back."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from caseway.demo.bench.periodic.instances import Instance
from caseway.demo.bench.periodic.kernel.compiled import Array
from caseway.demo.bench.periodic.kernel.routes import DAY, NOW, SIZE, VERSION, VERSIONS, WAY, total
from caseway.demo.bench.periodic.kernel.search import begin, search

AVERAGE, LONGEST = 6.0, 10.0  # clients taken out, and the longest string
BLINK = 0.02  # the share of routes overlooked
ONE_DAY, AROUND = 0.3, 0.5  # iterations that touch one day only; that take who lives around
HOT, COLD = 1.0, 0.005  # in mean legs of the first routes
CHUNK = 200  # iterations between two looks at clock, heat and prices
DEARER, CHEAPER = 1.1, 0.9  # so that about half of what is seen carries too much
MOST = 1e17


@dataclass(frozen=True)
class Found:
    """The best routes, by day and vehicle, and what they took."""

    routes: list[list[list[int]]]
    iterations: int
    seconds: float


def solve(instance: Instance, seed: int, seconds: float, iterations: int | None = None) -> Found:
    """Search for so many seconds of processor time, or exactly so many iterations.

    The same seed and iterations give the same routes. Routes are empty when none was found that
    keeps every limit.
    """
    began, done, made = time.process_time(), 0.0, 0
    looking = _Search(instance, seed)
    while done < 1:
        count = CHUNK if iterations is None else min(CHUNK, iterations - made)
        looking.go(count, HOT * (COLD / HOT) ** done)
        made += count
        done = (time.process_time() - began) / seconds if iterations is None else made / iterations
    return Found(looking.best(), made, time.process_time() - began)


class _Search:
    """Arrays of one instance and of its routes."""

    def __init__(self, instance: Instance, seed: int) -> None:
        self.instance = instance
        n, days = len(instance.customers), len(instance.days)
        self.routes = days * instance.vehicles
        rows = 3 * self.routes
        way, near = _ways(instance)
        need = np.array([(one.demand, one.service) for one in instance.customers])
        self.limits = np.array([(limits.load, limits.duration) for limits in instance.days])
        self.asked = (way, near, need, _sets(instance), self.limits)
        self.facts, self.figures = np.zeros((rows, 5), np.int64), np.zeros((rows, 3))
        self.facts[: self.routes, DAY] = np.arange(self.routes) // instance.vehicles
        self.facts[: self.routes, VERSION] = np.arange(1, self.routes + 1)
        self.seq = np.full((rows, n + 3), n, np.int32)
        at, count = np.full((2 * n, days + 1), -1, np.int64), np.zeros(5, np.int64)
        at[:, days], count[VERSIONS] = 0, self.routes + 1
        self.price = np.array([way.mean() / max(need[:, 0].mean(), 1e-9), 2.0, 0.0, MOST])
        edge = np.zeros((rows, n + 3))
        self.state = (self.seq, edge, self.facts, self.figures, at, count, self.price)
        self.memory = (
            np.zeros((n, self.routes), np.int64),
            np.zeros((n, self.routes)),
            np.zeros((n, self.routes), np.int32),
        )
        self.work = (np.zeros(days), np.zeros(days, np.int64))
        out = np.zeros(n, np.int64), np.zeros(n, np.int8)
        self.gone = (*out, np.zeros(self.routes, np.int64), np.zeros(n, np.int64), np.zeros(n))
        self._begin(seed)

    def _begin(self, seed: int) -> None:
        way, _, *others = self.asked
        order = np.random.default_rng(seed).permutation(len(self.instance.customers))
        first = (*self.state, *self.memory, *self.work, order, self.instance.vehicles, seed)
        begin(way, *others, *first)
        self._reprice(1.0)
        sizes = self.facts[: self.routes, SIZE]
        self.leg = self.figures[: self.routes, WAY].sum() / (sizes.sum() + (sizes > 0).sum())

    def go(self, iterations: int, heat: float) -> None:
        """Iterations at a heat, in mean legs; then overloads grow dearer or cheaper."""
        vehicles, heat = self.instance.vehicles, self.leg * heat
        how = (AVERAGE, LONGEST, BLINK, ONE_DAY, AROUND)
        arrays = (*self.asked, *self.state, *self.memory, *self.work, *self.gone)
        search(*arrays, vehicles, iterations, heat, *how)
        _, extra = total(self.facts, self.figures, self.limits, self.price)
        self._reprice(DEARER if extra else CHEAPER)

    def _reprice(self, factor: float) -> None:
        self.price[:2] *= factor
        cost, extra = total(self.facts, self.figures, self.limits, self.price)
        self.price[NOW] = cost + extra

    def best(self) -> list[list[list[int]]]:
        """The best routes as customers' numbers."""
        numbers = [one.number for one in self.instance.customers]
        first, each = 2 * self.routes, self.instance.vehicles
        rows = [
            [numbers[client] for client in self.seq[row, 1 : self.facts[row, SIZE] + 1]]
            for row in range(first, first + self.routes)
        ]
        return [rows[at : at + each] for at in range(0, self.routes, each)]


def _ways(instance: Instance) -> tuple[Array, Array]:
    """Distances, the depot last, and for each client the others, nearest first."""
    points = np.array([(one.x, one.y) for one in instance.customers] + [instance.depot])
    way = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    n = len(points) - 1
    order = np.argsort(way[:n, :n], axis=1, kind="stable")
    near = np.array([[two for two in order[one] if two != one] for one in range(n)], np.int32)
    return way, near.reshape(n, n - 1)


def _sets(instance: Instance) -> Array:
    """Each client's ways as bits of days after all of them together; 0 after the last."""
    most = max(len(one.ways) for one in instance.customers)
    sets = np.zeros((len(instance.customers), most + 1), np.int64)
    for row, one in zip(sets, instance.customers, strict=True):
        for at, days in enumerate(one.ways, start=1):
            row[at] = sum(1 << day for day in days)
            row[0] |= row[at]
    return sets

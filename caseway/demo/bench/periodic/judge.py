"""Judging an answer to a periodic instance. Shares no code with what finds answers."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from caseway.demo.bench.periodic.instances import Instance

SLACK = 1e-6  # of rounding, in units of load and distance

Routes = Sequence[Sequence[Sequence[int]]]  # by day, by vehicle: customers' numbers in order


def faults(instance: Instance, routes: Routes) -> list[str]:
    """Everything that is wrong with the routes; empty if nothing is."""
    if len(routes) != len(instance.days):
        return [f"{len(routes)} days were routed of {len(instance.days)}"]
    return [*_of_days(instance, routes), *_of_customers(instance, routes)]


def length(instance: Instance, routes: Routes) -> float:
    """The distance of all routes, without service."""
    where = {one.number: (one.x, one.y) for one in instance.customers}
    total = 0.0
    for day in routes:
        for route in day:
            stops = [instance.depot, *(where[number] for number in route), instance.depot]
            total += sum(math.dist(a, b) for a, b in itertools.pairwise(stops))
    return total


def _of_days(instance: Instance, routes: Routes) -> Iterator[str]:
    known = {one.number: one for one in instance.customers}
    for number, (day, limits) in enumerate(zip(routes, instance.days, strict=True), start=1):
        used = [route for route in day if route]
        if len(used) > instance.vehicles:
            yield f"day {number}: {len(used)} vehicles of {instance.vehicles}"
        for route in used:
            if strangers := [one for one in route if one not in known]:
                yield f"day {number}: nobody has the number {strangers[0]}"
                continue
            load = math.fsum(known[one].demand for one in route)
            service = math.fsum(known[one].service for one in route)
            lasts = length(instance, [[route]]) + service
            if load > limits.load + SLACK:
                yield f"day {number}: a load of {load:g}, over {limits.load:g}"
            if lasts > limits.duration + SLACK:
                yield f"day {number}: a route of {lasts:.3f}, over {limits.duration:g}"


def _of_customers(instance: Instance, routes: Routes) -> Iterator[str]:
    visited: dict[int, list[int]] = defaultdict(list)
    for number, day in enumerate(routes):
        for route in day:
            for one in route:
                visited[one].append(number)
    for customer in instance.customers:
        days = visited[customer.number]
        if len(days) != len(set(days)):
            yield f"client {customer.number} is visited twice in a day"
        if frozenset(days) not in customer.ways:
            said = ", ".join(str(day + 1) for day in sorted(days)) or "none"
            yield f"client {customer.number} is visited on days she cannot be: {said}"

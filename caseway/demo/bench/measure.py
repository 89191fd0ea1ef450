"""Timing pages: turn and turn about, so that a noisy machine is noisy for all of them."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from caseway.demo.bench.pages import Page


class Unwell(Exception):  # noqa: N818 - reads as what the page is
    """A page answered with something other than 200."""


@dataclass
class Times:
    """Each visit's wall and processor time, in milliseconds, and the queries of one visit."""

    page: Page
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    def summary(self, yardstick: float) -> dict[str, Any]:
        """What is reported. Ratios are of median processor time to the trivial page's."""
        p50, p95, p99 = (_percentile(self.wall, share) for share in (50, 95, 99))
        ratio = statistics.median(self.processor) / yardstick
        return {
            "page": self.page.name,
            "visits": len(self.wall),
            "p50_ms": round(p50, 1),
            "p95_ms": round(p95, 1),
            "p99_ms": round(p99, 1),
            "processor_p50_ms": round(statistics.median(self.processor), 1),
            "processor_p95_ms": round(_percentile(self.processor, 95), 1),
            "times_t": round(ratio, 1),
            "queries": self.queries,
            "kilobytes": round(self.size / 1024),
            "bar_ms": self.page.bar_ms,
            "bar_times_t": self.page.bar_ratio,
            "met": self._met(p95, ratio),
        }

    def _met(self, p95: float, ratio: float) -> bool:
        in_time = self.page.bar_ms is None or p95 <= self.page.bar_ms
        return in_time and (self.page.bar_ratio is None or ratio <= self.page.bar_ratio)


def measure(pages: Sequence[Page], rounds: int, seed: int = 7) -> list[dict[str, Any]]:
    """Visit every page `rounds` times in an order shuffled each round. The first page is T."""
    visits = {page.name: _visitor(page) for page in pages}
    times = {page.name: Times(page) for page in pages}
    for page in pages:
        for _ in range(3):
            visits[page.name]()
        times[page.name].queries, times[page.name].size = _counted(visits[page.name])
    order = random.Random(seed)
    for _ in range(rounds):
        for page in order.sample(pages, len(pages)):
            wall, processor = _timed(visits[page.name])
            times[page.name].wall.append(wall)
            times[page.name].processor.append(processor)
    yardstick = statistics.median(times[pages[0].name].processor)
    return [times[page.name].summary(yardstick) for page in pages]


def _visitor(page: Page) -> Callable[[], int]:
    """A function that opens the page's next address; returns how many bytes came."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    client.force_login(page.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    addresses, sent = page.walk(), cycle(page.sent)

    def visit() -> int:
        address = next(addresses)
        asked = next(sent) if page.sent else None
        response = client.post(address, asked) if asked else client.get(address)
        if response.status_code != 200:
            raise Unwell(f"{page.name} answered {response.status_code}.")
        return len(response.content)

    return visit


def _timed(visit: Callable[[], int]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    visit()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _counted(visit: Callable[[], int]) -> tuple[int, int]:
    count = 0

    def counter(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counter):
        size = visit()
    return count, size


def _percentile(values: list[float], share: int) -> float:
    """The smallest value that at least `share` percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]

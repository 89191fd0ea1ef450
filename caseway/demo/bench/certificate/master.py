"""Fitting days and clients together at least cost: HiGHS, with columns brought in as they pay.

For each day one content; for each client one way; whoever is visited in a way is in that day's
content, and calls have room in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from caseway.demo.bench.certificate.days import Content, contents
from caseway.demo.bench.certificate.months import Asked
from caseway.demo.bench.certificate.ways import ways_of

ROUNDS = 400
CLOSE = 1e-6  # in minutes; and as a share of the bound below
AT_ONCE = 3  # columns of one day or client brought in at a time

Column = tuple[float, list[int], list[float]]  # cost, rows, values


@dataclass(frozen=True)
class Bound:
    """No plan costs less than `cost`. `columns` were looked at, in so many rounds."""

    cost: float
    columns: int
    rounds: int


def _highs() -> Any:
    """HiGHS, which only who tests or measures has installed."""
    return import_module("highspy")


class _Family:
    """The columns of which exactly one is taken: one day's contents, or one client's ways."""

    def __init__(self, row: int, columns: list[Column]) -> None:
        self.row = row
        self.columns = columns
        self.costs = np.array([cost for cost, _, _ in columns])
        width = max(len(rows) for _, rows, _ in columns)
        self.rows = np.full((len(columns), max(width, 1)), 0)
        self.values = np.zeros((len(columns), max(width, 1)))
        for at, (_, rows, values) in enumerate(columns):
            self.rows[at, : len(rows)] = rows
            self.values[at, : len(rows)] = values
        self.inside: set[int] = set()

    def reduced(self, duals: Any) -> Any:
        """What each column costs beyond what its rows are worth."""
        return self.costs - (self.values * duals[self.rows]).sum(axis=1)


class _Master:
    """The whole model; `families` hold every column, HiGHS those that were brought in."""

    def __init__(self, asked: Asked) -> None:
        highspy: Any = _highs()

        days, people = len(asked.days), len(asked.clients)
        self.days, self.people = days, people
        first = (people + 1) * days
        self.families = [_Family(first + day, self._of_day(asked, day)) for day in range(days)] + [
            _Family(first + days + client, self._of_client(asked, client))
            for client in range(people)
        ]
        self.highs: Any = highspy.Highs()
        self.highs.silent()
        self.highs.setOptionValue("threads", 1)
        infinite = highspy.kHighsInf
        for row in range(first + days + people):
            one = row >= first
            self.highs.addRow(1.0 if one else 0.0, 1.0 if one else infinite, 0, [], [])
        for family in self.families:
            self._bring(family, [0])

    def visit_row(self, client: int, day: int) -> int:
        """Whoever is visited in a way is in the day."""
        return client * self.days + day

    def call_row(self, day: int) -> int:
        """Whoever is called has room in the day."""
        return self.people * self.days + day

    def _of_day(self, asked: Asked, day: int) -> list[Column]:
        frame, meal = asked.frames[day], asked.policy.meal
        found = _remembered(asked, day)
        room = frame.ends - frame.begins - (meal.minutes if frame.has_meal else 0)
        columns: list[Column] = []
        for content in found or [Content((), 0, frame.duty_minutes)]:
            most = max(0, room - content.work) // asked.policy.call_minutes if found else 0
            for calls in _worth_trying(content.work, most, asked):
                over = content.work + calls * asked.policy.call_minutes - asked.policy.load_target
                cost = asked.policy.weights.travel * content.travel
                cost += asked.policy.weights.load * max(0, over)
                rows = [self.visit_row(client, day) for client in content.clients]
                columns.append(
                    (cost, [*rows, self.call_row(day)], [*(1.0 for _ in rows), float(calls)])
                )
        return columns

    def _of_client(self, asked: Asked, client: int) -> list[Column]:
        columns: list[Column] = []
        for way in ways_of(asked, client):
            rows = [self.visit_row(client, day) for day in way.visits]
            rows += [self.call_row(day) for day in way.calls]
            columns.append((way.price, rows, [-1.0] * len(rows)))
        return columns

    def _bring(self, family: _Family, which: list[int]) -> None:
        highspy: Any = _highs()

        for at in which:
            if at not in family.inside:
                family.inside.add(at)
                cost, rows, values = family.columns[at]
                index = np.array([*rows, family.row], np.int32)
                worth = np.array([*values, 1.0])
                self.highs.addCol(cost, 0.0, highspy.kHighsInf, len(index), index, worth)

    def bound(self) -> Bound:
        """Bring in what pays until nothing does; the bound holds whenever that ends."""
        best, rounds = -np.inf, 0
        for rounds in range(1, ROUNDS + 1):  # noqa: B007 - the number of the last is told
            self.highs.run()
            cost = self.highs.getInfo().objective_function_value
            duals = np.array(self.highs.getSolution().row_dual)
            duals[: self.families[0].row] = np.maximum(duals[: self.families[0].row], 0.0)
            least, paid = 0.0, False
            for family in self.families:
                reduced = family.reduced(duals)
                chosen = np.argsort(reduced)[:AT_ONCE]
                least += reduced[chosen[0]]
                worth = duals[family.row]
                pays = [int(at) for at in chosen if reduced[at] < worth - CLOSE]
                paid = paid or bool(pays)
                self._bring(family, pays)
            best = max(best, least)
            if not paid or cost - best < CLOSE * abs(best):
                break
        return Bound(float(best), sum(len(one.columns) for one in self.families), rounds)

    def optimum(self) -> float:
        """The least cost with undivided sessions, with every column: for tiny months."""
        highspy: Any = _highs()

        for family in self.families:
            self._bring(family, list(range(len(family.columns))))
        count = self.highs.getNumCol()
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), np.uint8)
        self.highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.run()
        return float(self.highs.getInfo().objective_function_value)


def _worth_trying(work: int, most: int, asked: Asked) -> list[int]:
    """Numbers of calls that can be best at some price of a call: load grows by two slopes."""
    free = max(0, asked.policy.load_target - work) // asked.policy.call_minutes
    return sorted({0, min(free, most), min(free + 1, most), most})


_CONTENTS: dict[object, list[Content]] = {}


def _remembered(asked: Asked, day: int) -> list[Content]:
    """Days alike hold the same; most weekdays of a month are alike."""
    key = (asked.frames[day], str(asked.ways), repr(asked.policy.meal), asked.policy.visits_a_day)
    if key not in _CONTENTS:
        if len(_CONTENTS) > 40:
            _CONTENTS.clear()
        _CONTENTS[key] = contents(asked.frames[day], asked.ways, asked.policy)
    return _CONTENTS[key]


def bound_of(asked: Asked) -> Bound:
    """A cost that no plan of the month is under. Needs highspy."""
    return _Master(asked).bound()


def optimum_of(asked: Asked) -> float:
    """The least cost, calls being let go as said above; for tiny months. Needs highspy."""
    return _Master(asked).optimum()

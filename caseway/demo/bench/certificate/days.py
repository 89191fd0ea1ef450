"""All that one day could hold: every set of clients who can be visited in it, and the least travel.

A dynamic program over (whom so far, the last of them, whether the meal was had), keeping what is
neither later nor further than something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from caseway.demo.bench.certificate.months import Frame
from caseway.rules.scheduling.policy import Policy

Label = tuple[bool, int, int]  # whether the meal was had, the minute, travel so far
Reached = dict[tuple[int, int], list[Label]]  # by set of visits and the last of them


class Content(NamedTuple):
    """One thing a day could hold: client numbers, travel, and work without calls."""

    clients: tuple[int, ...]
    travel: int
    work: int


def contents(frame: Frame, ways: Sequence[Sequence[int]], policy: Policy) -> list[Content]:
    """Every set of visits that fits, the empty one first if that fits."""
    walk = _Walk(frame, ways, policy)
    least: dict[int, int] = {}
    reached: Reached = {(0, -1): [(not frame.has_meal, frame.begins, 0)]}
    for size in range(policy.visits_a_day + 1):
        for (whom, last), labels in reached.items():
            for label in labels:
                home = walk.home(last, label)
                if home is not None and home < least.get(whom, home + 1):
                    least[whom] = home
        if size < policy.visits_a_day:
            reached = walk.one_more(reached)
    visits = frame.visits
    found = []
    for whom, travel in least.items():
        inside = [visit for at, visit in enumerate(visits) if whom >> at & 1]
        work = travel + frame.duty_minutes + sum(visit.minutes for visit in inside)
        found.append(Content(tuple(visit.client for visit in inside), travel, work))
    return found


class _Walk:
    """Steps from one visit to the next in one day."""

    def __init__(self, frame: Frame, ways: Sequence[Sequence[int]], policy: Policy) -> None:
        self.frame, self.ways, self.meal = frame, ways, policy.meal

    def _place(self, last: int) -> int:
        return self.frame.begins_at if last < 0 else self.frame.visits[last].place

    def home(self, last: int, label: Label) -> int | None:
        """Travel of the whole day if it ends here; None if it would end too late."""
        way = self.ways[self._place(last)][self.frame.ends_at]
        ends = self.frame.ends
        for fed, now in self._onward(label, way):
            if fed and now <= ends:
                return label[2] + way
        return None

    def _onward(self, label: Label, way: int) -> Iterator[tuple[bool, int]]:
        """When one can be there: as one is, and with the meal had on the way."""
        fed, now, _ = label
        yield fed, now + way
        if not fed and now <= self.meal.closes:
            yield True, max(now + way, self.meal.opens) + self.meal.minutes

    def one_more(self, reached: Reached) -> Reached:
        """Everything reached with one visit more."""
        found: Reached = {}
        for (whom, last), labels in reached.items():
            ways = self.ways[self._place(last)]
            for at, visit in enumerate(self.frame.visits):
                if whom >> at & 1:
                    continue
                key = whom | 1 << at, at
                for label in labels:
                    self._visit(found, key, label, ways[visit.place])
        return found

    def _visit(self, found: Reached, key: tuple[int, int], label: Label, way: int) -> None:
        visit = self.frame.visits[key[1]]
        for fed, there in self._onward(label, way):
            for opens, closes in visit.windows:
                if there <= closes:
                    over = max(there, opens) + visit.minutes
                    if over + self.ways[visit.place][self.frame.ends_at] <= self.frame.ends:
                        _keep(found.setdefault(key, []), (fed, over, label[2] + way))
                    break


def _keep(labels: list[Label], new: Label) -> None:
    """Add a label unless another is as good; drop those it beats."""
    if any(_beats(old, new) for old in labels):
        return
    labels[:] = [old for old in labels if not _beats(new, old)]
    labels.append(new)


def _beats(one: Label, other: Label) -> bool:
    return one[0] >= other[0] and one[1] <= other[1] and one[2] <= other[2]

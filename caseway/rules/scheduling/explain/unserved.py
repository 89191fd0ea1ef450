"""Who could not be seen, why, and the least change that would help.

Each rule is relaxed alone, for this client, all others staying where they are; what lets one more
session be held is offered, the lightest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.explain.blocked import CALENDAR
from caseway.rules.scheduling.explain.sessions import Explainer
from caseway.rules.scheduling.plans import Relaxation, Unserved
from caseway.rules.scheduling.solver.day import day_of
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.problem import Problem
from caseway.rules.scheduling.solver.stops import Spans, Stops, both
from caseway.rules.scheduling.suits import why_not_at_all

MOST_REASONS = 3

Try = tuple[Reason, Callable[[], Problem]]


@dataclass(frozen=True, slots=True)
class Helper:
    """Finds what would help whom in one month."""

    explainer: Explainer
    coach: Coach

    def unserved(self) -> tuple[Unserved, ...]:
        """Everybody with a session missing, in the order of the list."""
        month = self.explainer.month
        return tuple(
            self._of(client, missed)
            for client in month.problem.clients
            if (missed := month.wishes(client).missed)
        )

    def _of(self, client: int, missed: int) -> Unserved:
        known = self.explainer.names.clients[client]
        reasons = (
            because(words.UNSERVED, count=missed, name=known.label),
            *self._why(client, known),
        )
        return Unserved(known.key, missed, reasons, tuple(self._helps(client, known)))

    def _why(self, client: int, known: Client) -> Iterator[Reason]:
        """What blocks most days; that a day is nobody's comes last, since it blocks weekends."""
        if mismatch := why_not_at_all(self.coach, known):
            yield mismatch
            return
        if known.place is None:
            yield because(words.NO_PLACE, name=known.label)
        blocked = [
            one.why_not for one in self.explainer.candidates(client, {}) if one.why_not is not None
        ]
        counted = Counter(reason.code for reason in blocked)
        order = sorted(counted, key=lambda code: (code in CALENDAR, -counted[code], code))
        for code in order[:MOST_REASONS]:
            yield next(reason for reason in blocked if reason.code == code)

    def _helps(self, client: int, known: Client) -> Iterator[Relaxation]:
        """What would help, lightest first; another coach always could."""
        if not why_not_at_all(self.coach, known):
            for change, relaxed in self._tries(client, known):
                minutes = _one_more(self.explainer.month, relaxed(), client)
                if minutes is not None:
                    yield Relaxation(change.code, change, minutes)
        yield Relaxation(words.HELPS_COACH.code, because(words.HELPS_COACH))

    def _tries(self, client: int, known: Client) -> Iterator[Try]:
        """One relaxation after another: what it is, and the problem it makes."""
        problem = self.explainer.month.problem
        wider, more = problem.policy.wider_window, problem.policy.overtime
        yield because(words.HELPS_CALL), lambda: _with_a_call(problem, client)
        if known.place is None:
            return
        yield (
            because(words.HELPS_WINDOW, minutes=wider),
            lambda: _with_windows(problem, client, _wider(problem, client, known, wider)),
        )
        yield (
            because(words.HELPS_OVERTIME, minutes=more),
            lambda: self._overtime(client, known, more),
        )
        yield (
            because(words.HELPS_WEEKDAY),
            lambda: _with_windows(problem, client, _any_weekday(problem, known)),
        )

    def _overtime(self, client: int, known: Client, minutes: int) -> Problem:
        """Every day of the coach's longer; her windows reach as far."""
        problem = self.explainer.month.problem
        shells = [
            shell if shell.closed else replace(shell, ends=shell.ends + minutes)
            for shell in problem.shells
        ]
        longer = replace(problem, shells=shells, cache={})
        windows = [
            _clip(longer, number, tuple((a, b) for a, b in known.windows_of(day)), known)
            for number, day in enumerate(problem.days)
        ]
        return _with_windows(longer, client, windows)


def _one_more(month: Month, problem: Problem, client: int) -> int | None:
    """Minutes of travel more if the client can have another session; None if she cannot."""
    tried = month.copy()
    tried.problem = problem
    tried.days = [day_of(problem, day.number, day.stops, day.calls) for day in month.days]
    had, travel = len(month.picks[client]), sum(day.travel for day in month.days)
    if not tried.remove(client):
        return None
    picks = tried.best_picks(client)
    if len(picks) <= had:
        return None
    tried.take(client, picks)
    return sum(day.travel for day in tried.days) - travel


def _with_a_call(problem: Problem, client: int) -> Problem:
    demands = list(problem.demands)
    demand = demands[client]
    demands[client] = replace(demand, calls=demand.calls + 1, free_calls=demand.free_calls + 1)
    return replace(problem, demands=demands, cache={})


def _with_windows(problem: Problem, client: int, windows: list[Spans]) -> Problem:
    """The problem with other windows for one client."""
    old = problem.stops
    every = list(old.windows)
    every[problem.free(client)] = windows
    stops = Stops(list(old.place), list(old.minutes), every, list(old.clients), list(old.parts))
    return replace(problem, stops=stops, cache={})


def _wider(problem: Problem, client: int, known: Client, minutes: int) -> list[Spans]:
    """Her windows, opening earlier and closing later."""
    return [
        _clip(
            problem,
            number,
            _merged((a - minutes, b + minutes) for a, b in known.windows_of(day)),
            known,
        )
        for number, day in enumerate(problem.days)
    ]


def _any_weekday(problem: Problem, known: Client) -> list[Spans]:
    """The windows of all her days on each day on which she is a client and not away."""
    every = _merged((a, b) for windows in known.windows.values() for a, b in windows if a <= b)
    return [
        _clip(problem, number, every, known)
        if known.is_served_on(day) and day not in known.away_on
        else ()
        for number, day in enumerate(problem.days)
    ]


def _merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Overlapping spans as one."""
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return tuple(found)


def _clip(problem: Problem, number: int, spans: Spans, known: Client) -> Spans:
    """As much of the spans as lies in the coach's day."""
    shell = problem.shells[number]
    if shell.closed or known.place is None:
        return ()
    return both(spans, ((shell.begins, shell.ends - known.visit_minutes),))

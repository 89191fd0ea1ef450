"""What the choice of one client's days needs to know, as plain numbers.

Days are numbered as in the problem; `NEVER` stands for what cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from caseway.rules.dates import days_between
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.due import Due, monday_of
from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.policy import Cadence, Policy

NEVER = 1e9
FORCED = -1e6  # a locked session is always chosen
REACHED = NEVER / 2  # whatever is dearer cannot be, even where a session is forced

Pick = tuple[int, Mode]
Prices = list[float]


@dataclass(slots=True)
class Demand:
    """One client's month.

    `first[d]` is the price of beginning on day d. `near[d]` are the days that a session on day d
    may follow, each with its price; `before[d]` says how many of the very first days it may also
    follow, late. `weekdays` are those to try as the client's own; none when the tier has no regular
    day. `locked` and `announced` are modes by day. `free_calls` are what locked calls leave of
    `calls`; `one_a_week` whether no two of the sessions can fall in one week. `pairs` are the days
    that two sessions could be on, with the price of that, where no more are due and none is locked.
    `weekday[d]`; `weeks` are the days of each week, and `own[w]` the day of each that is weekday w,
    -1 for none.
    """

    sessions: int
    calls: int
    free_calls: int
    one_a_week: bool
    first: list[float]
    near: list[tuple[tuple[int, float], ...]]
    before: list[int]
    weekdays: tuple[int, ...]
    callable_on: list[bool]
    called_on: list[int]
    locked: dict[int, Mode]
    announced: dict[int, Mode]
    weekday: list[int]
    weeks: list[list[int]]
    own: dict[int, list[int]]
    pairs: list[tuple[int, int, float]] = field(default_factory=list)


def demand_of(
    client: Client,
    due: Due,
    days: Sequence[date],
    callable_on: list[bool],
    locked: Mapping[int, Mode],
    announced: Mapping[int, Mode],
    policy: Policy,
) -> Demand:
    """Compile one client. Locks stand whatever they do to the spacing."""
    cadence, late = policy.cadences[client.tier], policy.weights.late
    count = len(days)
    calls = min(due.calls, due.sessions)
    weeks = {monday_of(days[at]) for at in locked}
    by_week = [list(week) for _, week in groupby(range(count), lambda at: monday_of(days[at]))]
    near, before = [], []
    for to in range(count):
        steps = [_step(days[at], days[to], cadence, late) for at in range(to)]
        for at in range(to):
            if steps[at] == NEVER and at in locked and to in locked:
                steps[at] = _lateness(days[at], days[to], cadence, late)
        bulk = 0
        while not cadence.most_gap and bulk < to and steps[bulk] == late:
            bulk += 1
        before.append(bulk)
        near.append(tuple((at, steps[at]) for at in range(bulk, to) if steps[at] < NEVER))
    demand = Demand(
        sessions=max(due.sessions, len(locked)),
        calls=calls,
        free_calls=max(0, calls - sum(mode is Mode.CALL for mode in locked.values())),
        one_a_week=cadence.one_a_week and len(weeks) == len(locked),
        first=[_first(client, day, at in locked, cadence, late) for at, day in enumerate(days)],
        near=near,
        before=before,
        weekdays=_weekdays(client, days),
        callable_on=callable_on,
        called_on=[at for at, may in enumerate(callable_on) if may],
        locked=dict(locked),
        announced=dict(announced),
        weekday=[day.weekday() for day in days],
        weeks=by_week,
        own={
            own: [next((at for at in week if days[at].weekday() == own), -1) for week in by_week]
            for own in range(7)
        },
    )
    if demand.sessions == 2 and not demand.weekdays and not locked:
        demand.pairs = list(_pairs(demand, late))
    return demand


def _pairs(demand: Demand, late: float) -> Iterator[tuple[int, int, float]]:
    """Every two days that sessions could be on, with the price of their spacing."""
    for to, near in enumerate(demand.near):
        steps = {**dict.fromkeys(range(demand.before[to]), late), **dict(near)}
        for at, more in steps.items():
            if demand.first[at] < NEVER:
                yield at, to, demand.first[at] + more


def _step(earlier: date, day: date, cadence: Cadence, late: float) -> float:
    """The price of a session on `day` after one on `earlier`; NEVER where it may not follow."""
    gap = days_between(earlier, day)
    if gap < cadence.least_gap or (cadence.most_gap and gap > cadence.most_gap):
        return NEVER
    if cadence.one_a_week and monday_of(earlier) == monday_of(day):
        return NEVER
    return _lateness(earlier, day, cadence, late)


def _lateness(earlier: date, day: date, cadence: Cadence, late: float) -> float:
    return late if days_between(earlier, day) > cadence.late_after else 0.0


def _first(client: Client, day: date, locked: bool, cadence: Cadence, late: float) -> float:
    """The price of a first session on `day`: last month's contact starts the gap."""
    last = client.last_contact_on
    if last is None:
        return 0.0
    gap = days_between(last, day)
    too_soon = gap < cadence.least_gap or (cadence.one_a_week and monday_of(last) == monday_of(day))
    if too_soon and not locked:
        return NEVER
    return late if gap > cadence.late_after else 0.0


def _weekdays(client: Client, days: Sequence[date]) -> tuple[int, ...]:
    """The weekdays that could be the client's own."""
    if client.tier is not Tier.WEEKLY:
        return ()
    if client.usual_weekday is not None:
        return (client.usual_weekday,)
    return tuple(sorted({day.weekday() for day in days} & client.workdays)) or (0,)

"""Every way one client's sessions could lie in the month: days, modes, and the price of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from caseway.demo.bench.certificate.months import Asked
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.policy import Cadence


class Way(NamedTuple):
    """Numbers of the days of visits and of calls, and what is missed, late and off, as a price."""

    visits: tuple[int, ...]
    calls: tuple[int, ...]
    price: float


def ways_of(asked: Asked, number: int) -> list[Way]:
    """All ways of one client, the one without any session first."""
    client, policy = asked.clients[number], asked.policy
    due = due_of(client, asked.calendar, policy)
    cadence, weights = policy.cadences[client.tier], policy.weights
    visitable = {
        at
        for at, frame in enumerate(asked.frames)
        if any(visit.client == number for visit in frame.visits)
    }
    fits = (not client.language or client.language in asked.coach.languages) and (
        client.skills <= asked.coach.skills
    )
    open_days = [at for at, day in enumerate(asked.days) if fits and client.can_be_seen_on(day)]
    found = []
    for chosen in _chosen(asked.days, open_days, client, cadence, due.sessions):
        days = [asked.days[at] for at in chosen]
        price = weights.missed * (due.sessions - len(chosen))
        price += weights.late * _late(client, days, cadence) + weights.weekday * _off(client, days)
        for calls in _called(chosen, visitable, due.calls):
            visits = tuple(at for at in chosen if at not in calls)
            found.append(Way(visits, tuple(calls), price + weights.call * len(calls)))
    return found


def _chosen(
    days: Sequence[date], able: Sequence[int], client: Client, cadence: Cadence, most: int
) -> Iterator[tuple[int, ...]]:
    """Every set of at most so many days that the spacing allows, from the empty one on."""
    ahead: list[tuple[int, ...]] = [()]
    while ahead:
        chosen = ahead.pop()
        yield chosen
        if len(chosen) == most:
            continue
        for at in able:
            if chosen and at <= chosen[-1]:
                continue
            last = days[chosen[-1]] if chosen else client.last_contact_on
            if last is None or _may_follow(last, days[at], cadence, within=bool(chosen)):
                ahead.append((*chosen, at))


def _may_follow(last: date, day: date, cadence: Cadence, within: bool) -> bool:
    """Whether a session may follow another; the longest gap is not asked of last month's."""
    gap = (day - last).days
    if gap < cadence.least_gap or (within and cadence.most_gap and gap > cadence.most_gap):
        return False
    monday, other = (one - timedelta(one.weekday()) for one in (last, day))
    return not (cadence.one_a_week and monday == other)


def _called(chosen: tuple[int, ...], visitable: set[int], most: int) -> Iterator[tuple[int, ...]]:
    """Which of the sessions are calls; those that cannot be visits must be."""
    must = tuple(at for at in chosen if at not in visitable)
    may = tuple(at for at in chosen if at in visitable)
    ahead = [(must, 0)] if len(must) <= most else []
    while ahead:
        calls, begin = ahead.pop()
        yield tuple(sorted(calls))
        if len(calls) < most:
            ahead += [((*calls, may[at]), at + 1) for at in range(begin, len(may))]


def _late(client: Client, days: Sequence[date], cadence: Cadence) -> int:
    """How many sessions come late, the first after last month's contact."""
    if not days:
        return 0
    line = [client.last_contact_on, *days] if client.last_contact_on else list(days)
    return sum(
        (after - before).days > cadence.late_after
        for before, after in pairwise(line)
        if before and after
    )


def _off(client: Client, days: Sequence[date]) -> int:
    """Sessions of a weekly client that are not on her own weekday, the best one."""
    if client.tier is not Tier.WEEKLY or not days:
        return 0
    held = Counter(day.weekday() for day in days)
    own = [client.usual_weekday] if client.usual_weekday is not None else list(client.workdays)
    return len(days) - max((held[day] for day in own if day is not None), default=0)

"""What is asked of one month, and the days of it, for the certificate alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.policy import Policy
from caseway.rules.scheduling.travel.matrix import TravelTimes

Windows = tuple[tuple[int, int], ...]


class Visit(NamedTuple):
    """A client who could be visited on a day: number, place, minutes, when it may begin."""

    client: int
    place: int
    minutes: int
    windows: Windows


class Frame(NamedTuple):
    """A day: hours, where it begins and ends, minutes of its duties, its meal, possible visits."""

    begins: int
    ends: int
    begins_at: int
    ends_at: int
    duty_minutes: int
    has_meal: bool
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Asked:
    """A month: `frames` by day, `ways[a][b]` minutes between places, 0 being the base."""

    coach: Coach
    clients: Sequence[Client]
    calendar: Calendar
    policy: Policy
    days: list[date]
    frames: list[Frame]
    ways: list[list[int]]


def asked_of(
    coach: Coach,
    clients: Sequence[Client],
    calendar: Calendar,
    travel: TravelTimes,
    policy: Policy,
) -> Asked:
    """The month as the certificate sees it. Raises ValueError where there is no bound."""
    if any(client.group for client in clients):
        raise ValueError("There is no bound on months with groups")
    if calendar.from_day is not None:
        raise ValueError("There is no bound on a month that has begun")
    places = {coach.base.key: coach.base}
    for one in (*(client.place for client in clients), *(duty.place for duty in calendar.duties)):
        if one is not None:
            places.setdefault(one.key, one)
    matrix = travel.matrix(list(places.values()), coach.mode)
    number = {key: at for at, key in enumerate(places)}
    days = [day for day in calendar.days if calendar.hours_of(coach, day)]
    frames = [
        _frame(coach, clients, calendar, policy, day, lambda place: number[place.key])
        for day in days
    ]
    return Asked(coach, clients, calendar, policy, days, frames, _shortest(matrix.minutes))


def _shortest(minutes: Sequence[Sequence[int]]) -> list[list[int]]:
    """Ways by the shortest detour, so that to leave a stop out never takes longer."""
    ways = [list(row) for row in minutes]
    for over in range(len(ways)):
        for row in ways:
            for to, onward in enumerate(ways[over]):
                row[to] = min(row[to], row[over] + onward)
    return ways


def _frame(
    coach: Coach,
    clients: Sequence[Client],
    calendar: Calendar,
    policy: Policy,
    day: date,
    number: Callable[[Place], int],
) -> Frame:
    hours = calendar.hours_of(coach, day)
    if hours is None:
        raise ValueError(f"The coach does not work on {day}")
    begins, ends, at, home, inside = hours.begins, hours.ends, 0, 0, 0
    duties = sorted((one for one in calendar.duties if one.day == day), key=lambda one: one.begins)
    for duty in duties:
        place = number(duty.place) if duty.place else 0
        if duty.begins <= begins < duty.ends:
            begins, at = duty.ends, place
        elif duty.begins < ends <= duty.ends:
            ends, home = duty.begins, place
        elif begins <= duty.begins and duty.ends <= ends:
            inside += duty.ends - duty.begins
    visits = tuple(
        Visit(which, number(client.place), client.visit_minutes, windows)
        for which, client in enumerate(clients)
        if client.place is not None
        and _suits(coach, client)
        and (windows := tuple((a, b) for a, b in client.windows_of(day)))
    )
    has_meal = hours.ends - hours.begins > policy.meal.after
    return Frame(begins, ends, at, home, inside, has_meal, visits)


def _suits(coach: Coach, client: Client) -> bool:
    return (not client.language or client.language in coach.languages) and (
        client.skills <= coach.skills
    )

"""Invented coach-months: 26 people over five boroughs, made again by their number.

Places are points of ZIP areas moved by chance; nobody and no employer in them is real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseway.demo.places import Zip, zips_of
from caseway.rules.dates import Month
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.calendar import Calendar, Duty
from caseway.rules.scheduling.clients import Client, Tier
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.places import Hours, Place, Window
from caseway.rules.scheduling.shifts import Shift, around_changes

NOVEMBER = Month(2026, 11)
HOLIDAYS = frozenset({date(2026, 11, 11), date(2026, 11, 26)})
BOROUGHS = ("Manhattan", "Brooklyn", "Queens", "Bronx", "Staten Island")
WEIGHTS = (30, 28, 24, 14, 4)
TIERS = (Tier.WEEKLY, Tier.BIWEEKLY, Tier.MONTHLY)
MIX = (27, 38, 35)  # of a hundred
SHIFTS = ((420, 900), (480, 960), (540, 810), (600, 840), (660, 1140), (780, 1260), (900, 1380))
NAMES = (
    "Ana", "Ben", "Carla", "Dev", "Elif", "Femi", "Gita", "Hugo", "Inés", "Jamal", "Kei", "Lena",
    "Mina", "Nico", "Oana", "Pia", "Quim", "Rosa", "Sami", "Tess", "Uma", "Vito", "Wen", "Ximena",
    "Yael", "Zoe", "Abel", "Bo", "Cleo", "Dina", "Ezra", "Fay", "Gus", "Hana", "Ivo", "June",
)  # fmt: skip


@dataclass(frozen=True)
class CoachMonth:
    """One month to plan."""

    coach: Coach
    clients: tuple[Client, ...]
    calendar: Calendar


def coach_month(seed: int, people: int = 26, month: Month = NOVEMBER) -> CoachMonth:
    """The coach-month of a number. The same number gives the same month."""
    chance = Random(seed)
    base = _place(chance, chance.choice(zips_of("Manhattan", "Brooklyn")), "base")
    hours = {day: Hours(9 * 60, 18 * 60) for day in range(5)}
    clients: list[Client] = []
    for number in range(people):
        place = clients[-1].place if clients and chance.random() < 0.1 else None
        clients.append(_client(chance, number, place, month))
    return CoachMonth(
        Coach("coach", base, hours, languages=frozenset({"Spanish"})),
        tuple(clients),
        Calendar(month, holidays=HOLIDAYS, duties=_meetings(month, base)),
    )


def _client(chance: Random, number: int, place: Place | None, month: Month) -> Client:
    borough = chance.choices(BOROUGHS, WEIGHTS)[0]
    place = place or _place(chance, chance.choice(zips_of(borough)), f"employer {number}")
    tier = chance.choices(TIERS, MIX)[0]
    workdays = frozenset(sorted(chance.sample(range(5), chance.choice((3, 4, 5, 5)))))
    flexible = chance.random() < 0.25
    usual = chance.choice(SHIFTS)
    windows = {
        day: (Window(9 * 60, 16 * 60),) if flexible else _changes(chance, usual)
        for day in sorted(workdays)
    }
    ago = {Tier.WEEKLY: (3, 9), Tier.BIWEEKLY: (3, 16), Tier.MONTHLY: (8, 30)}[tier]
    return Client(
        key=f"client {number}",
        label=NAMES[number % len(NAMES)],
        tier=tier,
        place=place,
        windows=windows,
        workdays=workdays,
        visit_minutes=chance.choice((45, 60, 60, 75)),
        last_contact_on=month.first - timedelta(chance.randint(*ago)),
        calls=1 if tier is Tier.MONTHLY and chance.random() < 0.4 else None,
    )


def _changes(chance: Random, usual: tuple[int, int]) -> tuple[Window, ...]:
    """When a visit suits the workplace: around the changes of a shift, mostly her usual one."""
    begins, ends = usual if chance.random() < 0.8 else chance.choice(SHIFTS)
    return around_changes([Shift(begins, ends)], before=45, after=45)


def _meetings(month: Month, base: Place) -> tuple[Duty, ...]:
    """A team meeting every other Wednesday morning, at the base."""
    wednesdays = [
        month.first + timedelta(number)
        for number in range(month.days)
        if (month.first + timedelta(number)).weekday() == 2
    ]
    return tuple(
        Duty(day, 9 * 60, 10 * 60 + 30, base, "Team meeting")
        for day in wednesdays[::2]
        if day not in HOLIDAYS
    )


def _place(chance: Random, area: Zip, key: str) -> Place:
    north, east = (chance.uniform(-0.006, 0.006) for _ in range(2))
    return Place(key, Point(area.latitude + north, area.longitude + east), area.borough)

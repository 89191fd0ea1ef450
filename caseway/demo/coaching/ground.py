"""Where people of the demonstration work and meet: invented names near real stations."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from caseway.attendance.models import PlanHoliday
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.hours.offices import plan_holidays
from caseway.demo.places import nearest_zip, station_point
from caseway.employment.models import Employer, JobSite
from caseway.rules.directory.distance import Point

_FILE = Path(__file__).with_name("employers.toml")
_ASIDE = 0.0016  # degrees, some two hundred meters, so that no place is the station itself


@dataclass(frozen=True)
class Pattern:
    """Hours that people work somewhere: weekdays, from and until."""

    weekdays: tuple[int, ...]
    begins: time
    ends: time


@dataclass(frozen=True)
class Workplace:
    """A place of an employer, with what people do there and when."""

    job_site: JobSite
    titles: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Spot:
    """Somewhere to meet: a name, a point and its borough."""

    label: str
    point: Point
    borough: str
    zip_code: str


@dataclass(frozen=True)
class Ground:
    """All the places of one site."""

    base: Spot
    workplaces: tuple[Workplace, ...]
    meetings: tuple[Spot, ...]


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def open_ground(built: Built, cal: Calendar, seed: int) -> Ground:
    """Write the employers and the holidays of one site."""
    rng, said = Random(f"{seed}:{built.design.letter}:employers"), _said()
    first, last = cal.today.replace(year=cal.today.year - 1, day=1), cal.day(400)
    PlanHoliday.objects.bulk_create(
        (
            PlanHoliday(site=built.site, on=day, name=name)
            for day, name in sorted(plan_holidays(first, last).items())
        ),
        ignore_conflicts=True,
    )
    return Ground(
        base=_spot(said["base"] | {"label": said["base"]["name"]}, rng),
        workplaces=tuple(_workplace(built, one, rng) for one in said["employer"]),
        meetings=tuple(_spot(one, rng) for one in said["meeting"]),
    )


def _spot(said: dict[str, Any], rng: Random) -> Spot:
    name, borough = said["near"]
    point = station_point(name, borough)
    aside = Point(
        round(point.latitude + rng.uniform(-_ASIDE, _ASIDE), 6),
        round(point.longitude + rng.uniform(-_ASIDE, _ASIDE), 6),
    )
    return Spot(said["label"], aside, borough, nearest_zip(aside, borough).code)


def _workplace(built: Built, said: dict[str, Any], rng: Random) -> Workplace:
    spot = _spot(said | {"label": said["name"]}, rng)
    employer = Employer.objects.create(site=built.site, name=said["name"])
    job_site = JobSite.objects.create(
        site=built.site,
        employer=employer,
        name=said["near"][0],
        city="New York" if spot.borough == "Manhattan" else spot.borough,
        state="NY",
        zip_code=spot.zip_code,
        zone=spot.borough,
        latitude=spot.point.latitude,
        longitude=spot.point.longitude,
        arrival=rng.choice(_ARRIVALS),
    )
    patterns = (
        Pattern(tuple(days), time.fromisoformat(begins), time.fromisoformat(ends))
        for days, begins, ends in said["shifts"]
    )
    return Workplace(job_site, tuple(said["titles"]), tuple(patterns))


_ARRIVALS = (
    "Ask for the shift lead at the front.",
    "Staff door on the side street; ring once.",
    "Sign in at the desk.",
    "Wait by the time clock; do not come onto the floor.",
)

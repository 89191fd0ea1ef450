"""A place with people who spend their hours there, on days that are written out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from caseway.agencies.models import Agency, EmployerKind, Role
from caseway.kernel.models import User
from caseway.network.models import Provider
from tests.factories import World, make_case, make_enrolment, make_provider, make_worker, make_world

OFFICE = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)
TODAY = date(2026, 11, 23)  # the Monday after
NAMES = ("Ana Rivera", "Bo Lee", "Chidi Okafor", "Dalia Haddad", "Eun-ji Park")


def at(day: date = TODAY, hour: int = 10, minute: int = 0) -> datetime:
    """An instant on the office's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OFFICE)


def make_place(world: World, name: str = "LaGuardia Works") -> tuple[Provider, User]:
    """A provider whose own staff sign in, and one of them."""
    agency = Agency.objects.create(name=name, employer_kind=EmployerKind.CONTRACTOR)
    staff = make_worker(world, Role.PROVIDER, agency=agency, name=f"Pat of {name}")
    return make_provider(world, name=name, agency=agency), staff


def make_class(world: World, names=NAMES, *, worker: User | None = None, **fields):
    """Each of these people in one activity from the second of March, Monday to Friday."""
    worker = worker or world.workers["dana"]
    return [make_enrolment(make_case(world, name, worker=worker), **fields) for name in names]


def make_site() -> World:
    """A site with Dana, who leads the cases, and a place with its staff."""
    world = make_world()
    world.workers["dana"] = make_worker(world, name="Dana Reyes")
    world.place, world.workers["pat"] = make_place(world)
    return world

"""The clock of these tests stands still: Mon, Nov 23, 2026, 10:00 a.m. in the office."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from caseway.agencies.models import Role
from tests.factories import make_case, make_worker, make_world

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
PERIOD = 202611


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW


@pytest.fixture
def sign_in(client, now):
    """Signs a worker in."""

    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def key():
    """A fresh key for a form."""
    return lambda: str(uuid.uuid4())


@pytest.fixture
def world(db, now):
    """A site with Ana's case and its two workers."""
    world = make_world()
    world.carla = make_worker(world, name="Carla Contractor")
    world.paula = make_worker(
        world, Role.ELIGIBILITY_WORKER, agency=world.public, name="Paula Public"
    )
    world.case = make_case(world, "Ana Rivera", worker=world.carla, public_worker=world.paula)
    return world

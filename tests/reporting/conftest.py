"""A county with a month behind it. It is Thu, Apr 2, 2026, 11:00 a.m. in the office."""

import pytest
from django.utils import timezone

from caseway.agencies.models import Role
from tests.attendance.book import NOW
from tests.factories import make_worker, make_world


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def leader(world):
    """An administrator of the public agency: sees the whole site, closes and files."""
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public, name="Miriam Adelstein")


@pytest.fixture
def signed_in(client, now):
    def sign(user):
        client.force_login(user)
        return client

    return sign

"""The clock stands still: Mon, Nov 23, 2026, 10:00 a.m. in the office."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.employment.rows import NOW
from tests.factories import make_case, make_worker, make_world


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def world(db):
    there = make_world()
    there.dana = make_worker(there, name="Dana Reyes")
    there.case = make_case(there, "Ana Rivera", worker=there.dana)
    return there


class Sending(Client):
    """Sends forms as a page does: with a key of their own, unless one is given."""

    def post(self, path, data=None, **extra):
        return super().post(path, {"submission_key": str(uuid.uuid4()), **(data or {})}, **extra)


@pytest.fixture
def page(world):
    """A client signed in as the worker of the case."""
    client = Sending()
    client.force_login(world.dana)
    return client

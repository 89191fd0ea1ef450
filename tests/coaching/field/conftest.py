"""A coach's day in the field, held at noon on a Monday."""

import pytest
from django.utils import timezone, translation

from caseway.coaching.views.field import data
from tests.coaching.field.rows import NOON, make_bakery, make_client, make_field, make_visit


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    monkeypatch.setattr(data, "throttle", data.Throttle(data.throttle.per_minute))
    monkeypatch.setattr(data, "strangers", data.Throttle(data.strangers.per_minute))


@pytest.fixture(autouse=True)
def _in_english():
    """A page in another language leaves that language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def world(db):
    return make_field()


@pytest.fixture
def kofi(world):
    return world.workers["kofi"]


@pytest.fixture
def visit(world):
    enrolment = make_client(world, goal="Work the register by myself")
    return make_visit(enrolment, job_site=make_bakery(world))

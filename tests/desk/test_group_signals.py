"""A group session of which nobody noted who came stands on Today for whoever led it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.agencies.standing import standing_of
from caseway.desk.queries.today import Choice, entry_of
from caseway.desk.shown.steps import Steps
from caseway.intake.actions.groups import (
    Planned,
    cancel_session,
    invite,
    plan_session,
    take_attendance,
)
from caseway.intake.models import Came
from caseway.kernel.words import say
from caseway.rules.caseload.queues import QueueKind
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(autouse=True)
def _monday(now):
    """The office's clock stands at NOW."""


@pytest.fixture
def there():
    world = make_world()
    world.own = make_worker(world, name="Dana Reyes")
    world.case = make_case(world, "Ana Rivera", worker=world.own)
    return world


def held(world, ago, *, by=None, case=None):
    """A session planned so long ago, to which somebody was invited."""
    at = NOW - ago
    planned = Planned("orientation", "Welcome", "en", "Room 2", at, 60)
    by, case = by or world.own, case or world.case
    before = at - timedelta(hours=1)
    session = plan_session(region=world.region, planned=planned, by=by, at=before)
    return invite(session=session, case=case, person=case.participant, by=by, at=before)


def reasons(user, case):
    entry = entry_of(user, case.pk, Choice())
    if entry is None:
        return []
    return [say(i.reason) for i in entry.rank.items if i.signal.kind == "group_unmarked"]


SAID = "Nobody noted whether they came to “Welcome” on Fri, Nov 20, 2026"


@pytest.mark.parametrize(
    ("ago", "many"),
    [
        (timedelta(hours=-30), 0),
        (timedelta(hours=3, minutes=59), 0),  # it may still go on
        (timedelta(hours=4, minutes=1), 1),
        (timedelta(days=29), 1),
        (timedelta(days=31), 0),  # nobody remembers
    ],
)
def test_who_came_is_asked_from_the_same_day_for_a_month(there, ago, many):
    held(there, ago)

    assert len(reasons(there.own, there.case)) == many


def test_it_is_asked_of_whoever_led_it_and_else_of_the_lead(there):
    specialist = make_worker(there, Role.SPECIALIST, name="Sol Specialist")
    held(there, timedelta(days=3), by=specialist)

    assert reasons(there.own, there.case) == [SAID]
    assert reasons(specialist, there.case) == []


def test_what_is_noted_or_cancelled_is_not_asked(there):
    noted, other = held(there, timedelta(days=3)), make_case(there, "Bea Quispe", worker=there.own)
    off = held(there, timedelta(days=3), case=other)
    assert reasons(there.own, other) == [SAID]

    take_attendance(session=noted.session, came={noted.pk: Came.MISSED}, by=there.own, at=NOW)
    cancel_session(session=off.session, why="The room was wet", by=there.own, at=NOW)

    assert reasons(there.own, there.case) == []
    assert reasons(there.own, other) == []


def test_the_step_leads_to_the_list_of_who_came(there):
    seat = held(there, timedelta(days=3))
    entry = entry_of(there.own, there.case.pk, Choice())
    (asked,) = [one for one in entry.rank.items if one.signal.kind == "group_unmarked"]

    step = Steps(standing_of(there.own)).first(there.case.pk, asked, QueueKind.PERSON)

    assert step.label == "Note who came"
    assert step.url == reverse("intake:group", args=[seat.session_id])

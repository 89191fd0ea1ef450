"""A violence waiver leaves no trace on any page of those who are not trained to know of it."""

import pytest
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.attendance.actions.recompute import recompute
from tests.agencies.staffing import sign_in
from tests.factories import make_case, make_family_month, make_worker, make_world

pytestmark = pytest.mark.django_db
PERIOD = 202603
PAGES = (
    "/cases/{}/",
    "/attendance/cases/{}/",
    "/attendance/cases/{}/month/202603/",
    "/rates/families/{}/202603/",
    "/rates/families/?month=202603&group=missed",
)


def pages(client, person, case):
    sign_in(client, person)
    return [client.get(page.format(case.pk)) for page in PAGES]


def test_pages_of_a_family_with_a_waiver_are_those_of_one_without(client):
    world = make_world()
    worker = make_worker(world)
    boss = make_worker(world, Role.SUPERVISOR)
    case = make_case(world, worker=worker)
    month = make_family_month(case, PERIOD)

    def seen():
        recompute([case.pk], PERIOD, timezone.now())
        return [
            (answer.status_code, "waiver" in text, "violence" in text)
            for person in (worker, boss)
            for answer in pages(client, person, case)
            for text in [answer.content.decode().lower()]
        ]

    without = seen()
    month.has_violence_waiver = True
    month.save()

    assert seen() == without
    assert {one[0] for one in without} <= {200, 404}
    assert 200 in {one[0] for one in without}

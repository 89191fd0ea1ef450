"""The grid's pages: what they show, to whom, what they save and what they cost."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseway.attendance.models import AttendanceEntry, MarkCode, MonthClosing, ProofState
from tests.attendance.rows import MONDAY, NAMES, make_class, make_place, make_site
from tests.factories import make_case, make_enrolment, make_entry, make_worker, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
GRID = "/attendance/"
WEEK = {"day": MONDAY.isoformat()}


@pytest.fixture
def site():
    return make_site()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def dana(site):
    return signed_in(site.workers["dana"])


def sent(enrolment, typed, was=None, **more):
    """What a browser sends of one row: the cells typed, and what the row held before."""
    was = was or {}
    held = [[f"{day:%Y%m%d}", *was.get(day, (0, ""))] for day in typed]
    cells = {f"c-{enrolment.pk}-{day:%Y%m%d}": text for day, text in typed.items()}
    return {f"was-{enrolment.pk}": json.dumps(held), **cells, "state": "day=2026-11-16", **more}


def entries(enrolment):
    rows = AttendanceEntry.objects.filter(enrolment=enrolment).order_by("period", "day")
    return [(row.on, MarkCode(row.mark), row.attended) for row in rows]


def test_the_grid_shows_the_people_of_the_week_and_what_was_marked(site, dana):
    ana, *_others = make_class(site)
    make_entry(ana, MONDAY, attended=360)

    page = dana.get(GRID, WEEK).content.decode()

    assert all(name in page for name in NAMES)
    assert f'name="c-{ana.pk}-20261116" value="6"' in page
    assert "Mon, Nov 16, 2026 to Sun, Nov 22, 2026" in page


def test_a_row_is_saved_and_led_back_to_the_same_week(site, dana):
    ana, *_others = make_class(site)
    tuesday = MONDAY + timedelta(days=1)

    answer = dana.post("/attendance/save/", sent(ana, {MONDAY: "6", tuesday: "4 Es"}), follow=True)

    assert entries(ana) == [(MONDAY, MarkCode.PRESENT, 360), (tuesday, MarkCode.EXCUSED, 240)]
    assert "2 days saved." in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "day=2026-11-16"

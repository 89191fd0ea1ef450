"""Logged trips change what a month is planned by, when they may."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from caseway.coaching.actions.months import planning
from caseway.coaching.facts.months import month_facts
from caseway.coaching.facts.trips import factor_for
from caseway.coaching.models import MonthPlan, VisitMode, VisitState
from caseway.coaching.stored import read
from caseway.kernel.words import say
from tests.agencies.staffing import sign_in
from tests.coaching.months.rows import MONTH, NOW, TODAY, make_client, make_team, make_visit

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)


@pytest.fixture
def team():
    return make_team(1)


def log(team, count, *, planned=20, logged=26, last=date(2026, 10, 31), **fields):
    """So many trips, one a day, the last on `last`."""
    for number in range(count):
        make_visit(
            team,
            team.people[0],
            last - timedelta(days=number),
            state=VisitState.HELD,
            planned_travel_minutes=planned,
            travel_minutes=logged,
            **fields,
        )


def test_a_month_is_planned_by_what_trips_say_and_says_so_on_its_page(client, team):
    for _two in range(2):
        make_client(team)
    before = planning.work_out(setup=team.setup, month=MONTH, by=team.coach, at=NOW)
    log(team, 20)

    plan = planning.plan_now(setup=team.setup, month=MONTH, by=team.coach, at=NOW)

    assert (plan.travel_factor, plan.travels_by) == (1.2, "transit")
    assert read(plan.result).score.travel_minutes > before.plan.score.travel_minutes
    sign_in(client, team.coach)
    page = client.get(reverse("coaching:month_of", args=[team.coach.pk, str(MONTH)]))
    assert "Travel times ×1.20, from 20 logged trips." in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "trips"),
    [
        ({}, 20),
        ({"last": date(2026, 11, 20)}, 0),  # of the month that still goes on: from next month
        ({"last": date(2026, 5, 4)}, 0),  # 181 days before November 1
        ({"last": date(2026, 5, 5)}, 1),
        ({"mode": VisitMode.PHONE}, 0),
        ({"planned": None}, 0),
        ({"logged": None}, 0),
    ],
)
def test_trips_of_the_half_year_before_count(team, fields, trips):
    log(team, 20, **fields)

    assert factor_for(team.setup, FIRST, TODAY).trips == trips


def test_the_factor_that_a_trip_was_planned_by_does_not_count_twice(team):
    plan = MonthPlan.objects.create(
        site=team.world.site,
        agency=team.world.contractor,
        coach=team.coach,
        month=date(2026, 10, 1),
        state="accepted",
        travel_source="built_in",
        travels_by="transit",
        travel_factor=1.3,
        asked_by=team.coach,
        asked_at=NOW,
    )
    log(team, 20, planned=26, logged=26, plan=plan)  # 20 minutes before the factor

    assert factor_for(team.setup, FIRST, TODAY).value == 1.2
    team.setup.travels_by = "car"
    assert factor_for(team.setup, FIRST, TODAY).trips == 0  # those were by subway


def test_with_few_trips_of_her_own_those_of_the_coaches_here_count(team):
    log(team, 25)
    other = team.setup
    other.pk, other.coach = None, team.leader
    other.save()

    factor = factor_for(other, FIRST, TODAY)

    assert factor.trips == 25
    assert factor.reason.code == "scheduling.trips_followed_here"


def test_switched_off_nothing_is_changed(client, team):
    log(team, 30)
    team.setup.follows_trips = False
    team.setup.save()

    facts = month_facts(team.setup, MONTH, TODAY)

    assert (facts.factor.value, say(facts.factor.reason)) == (
        1.0,
        "Travel times do not follow logged trips: switched off.",
    )
    sign_in(client, team.coach)
    page = client.get(reverse("coaching:coach_setup", args=[team.coach.pk]))
    assert "switched off." in page.content.decode()


def test_trips_of_the_month_that_goes_on_change_nothing_before_the_next(team):
    log(team, 20)
    before = factor_for(team.setup, FIRST, TODAY)

    log(team, 15, last=date(2026, 11, 19), logged=60)

    assert factor_for(team.setup, FIRST, TODAY) == before
    assert factor_for(team.setup, FIRST, date(2026, 12, 1)).trips == 35

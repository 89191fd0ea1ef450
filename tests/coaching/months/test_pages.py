"""The pages of the month planner: what they show, how many queries they take, who they refuse."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from caseway.coaching.actions.months import planning, searching
from caseway.coaching.models import CoachDuty, MonthPlan, PlanState, Visit
from caseway.rules.dates import Month
from tests.agencies.staffing import sign_in
from tests.coaching.months.rows import NOW, make_client, make_team, where
from tests.factories import make_worker

pytestmark = pytest.mark.django_db
AHEAD = Month(2099, 3)  # whatever day it is, this month lies ahead


@pytest.fixture
def team():
    return make_team(3)


def url(team, query=""):
    return reverse("coaching:month_of", args=[team.coach.pk, str(AHEAD)]) + query


def planned(team, month=AHEAD):
    return planning.plan_now(setup=team.setup, month=month, by=team.coach, at=NOW)


def send(client, name, *args, **fields):
    return client.post(reverse(name, args=args), {"submission_key": uuid.uuid4(), **fields})


def test_a_month_is_planned_at_once_and_searched_for_at_length(client, team):
    sign_in(client, team.coach)

    answer = send(client, "coaching:plan_month", team.coach.pk, str(AHEAD))

    assert answer.status_code == 302
    assert sorted(MonthPlan.objects.values_list("state", flat=True)) == ["queued", "ready"]
    page = client.get(url(team))
    assert b'hx-trigger="every 500ms"' in page.content
    assert b"Look over and accept" in page.content


def test_list_calendar_and_map_tell_the_same_sessions(client, team):
    plan = planned(team)
    sign_in(client, team.coach)
    names = [row.person.name_used for row in team.people]

    pages = {view: client.get(url(team, f"?view={view}")).content.decode()
             for view in ("list", "calendar", "map")}  # fmt: skip

    for name in names:
        count = plan.sessions.filter(enrolment__person__name_used=name).count()
        assert pages["list"].count(f">{name}</a>") == count
        assert pages["calendar"].count(f"{name}</a>") == count
    visits = plan.sessions.filter(mode="visit")
    for row in visits:
        assert row.enrolment.person.name_used in pages["map"]
    assert "<svg" in pages["map"]
    assert "<title" in pages["map"]


def test_before_a_plan_the_map_shows_where_everybody_is_met(client, team):
    sign_in(client, team.coach)

    page = client.get(url(team))

    marks = [pin.words for pin in page.context["map"]["pins"] if not pin.is_base]
    for number, row in enumerate(team.people, start=1):
        assert any(f"{number} {row.person.name_used}" in words for words in marks)
    assert "Where people are met" in page.content.decode()
    assert "visit" not in " ".join(marks)


@pytest.mark.parametrize("people", [2, 40])
def test_a_month_takes_as_many_queries_for_two_as_for_forty(
    client, people, django_assert_num_queries
):
    team = make_team(people)
    planned(team)
    sign_in(client, team.coach)
    client.get(url(team))

    with django_assert_num_queries(35):
        answer = client.get(url(team))

    assert answer.status_code == 200


@pytest.mark.parametrize("people", [2, 40])
def test_a_teams_months_take_as_many_queries_for_two_as_for_forty(
    client, people, django_assert_num_queries
):
    team = make_team(people)
    planned(team)
    sign_in(client, team.leader)
    address = reverse("coaching:team_months", args=[str(AHEAD)])
    client.get(address)

    with django_assert_num_queries(10):
        answer = client.get(address)

    assert "Kofi Test" in answer.content.decode()


def test_another_teams_coach_does_not_exist(client, team):
    stranger = make_team(1)
    sign_in(client, stranger.leader)

    assert client.get(url(team)).status_code == 404
    session = planned(team).sessions.first()
    assert client.get(reverse("coaching:session", args=[session.pk])).status_code == 404
    assert send(client, "coaching:pin", session.pk, pinned="yes").status_code == 404


def test_a_supervisor_plans_every_coachs_month(client, team):
    sign_in(client, team.leader)

    send(client, "coaching:plan_team", str(AHEAD))

    assert MonthPlan.objects.get().state == PlanState.QUEUED
    page = client.get(reverse("coaching:team_months", args=[str(AHEAD)]))
    assert "Waiting" in page.content.decode()
    send(client, "coaching:cancel_team", str(AHEAD))
    assert MonthPlan.objects.get().state == PlanState.CANCELLED


def test_a_search_that_is_over_tells_the_page_to_load_anew(client, team):
    row = searching.ask_for_plan(setup=team.setup, month=AHEAD, by=team.coach, at=NOW)
    sign_in(client, team.coach)
    address = reverse("coaching:search", args=[row.pk])

    assert b"progress" in client.get(address).content
    send(client, "coaching:stop_search", row.pk)
    assert client.get(address).headers["HX-Refresh"] == "true"


def test_a_session_is_pinned_moved_and_accepted_from_its_pages(client, team):
    plan = planned(team)
    sign_in(client, team.coach)
    one = plan.sessions.filter(mode="visit").order_by("pk").first()
    page = client.get(reverse("coaching:session", args=[one.pk])).content.decode()
    assert "Move here" in page
    day = re.search(r'name="day" value="([\d-]+)"><input type="hidden" name="mode" value="visit"',
                    page)[1]  # fmt: skip

    send(client, "coaching:pin", one.pk, pinned="yes")
    one.refresh_from_db()
    assert one.is_locked
    send(client, "coaching:move", one.pk, day=day, mode="visit")
    now = MonthPlan.objects.get(state=PlanState.READY)
    assert (one.enrolment_id, date.fromisoformat(day)) in where(now)
    page = client.get(reverse("coaching:accept_plan", args=[now.pk])).content.decode()
    assert "6 new, 0 moved, 0 cancelled" in page
    send(client, "coaching:accept_plan", now.pk, whom="all")
    assert Visit.objects.count() == 6


def test_nobody_chosen_is_nobody_accepted(client, team):
    plan = planned(team)
    sign_in(client, team.coach)

    send(client, "coaching:accept_plan", plan.pk, whom="chosen")

    assert not Visit.objects.exists()


def test_a_dentist_is_told_to_the_month_and_taken_out_again(client, team):
    planned(team)
    sign_in(client, team.coach)
    given = {"what": "Dentist", "day": "2099-03-03", "begins_at": "13:00", "ends_at": "14:00"}

    wrong = send(
        client, "coaching:add_duty", team.coach.pk, str(AHEAD), **(given | {"ends_at": "12:00"})
    )
    assert wrong.status_code == 422
    assert "after the beginning" in wrong.content.decode()
    send(client, "coaching:add_duty", team.coach.pk, str(AHEAD), **given)

    duty = CoachDuty.objects.get()
    send(client, "coaching:remove_duty", duty.pk)
    assert not CoachDuty.objects.exists()


def test_a_change_of_the_ground_is_said(client, team):
    planned(team)
    sign_in(client, team.coach)
    assert b"has changed" not in client.get(url(team)).content

    make_client(team)

    assert b"What this was planned from has changed" in client.get(url(team)).content


def test_who_could_not_be_fitted_stands_first_with_what_would_do_it(client):
    team = make_team(0)
    row = make_client(team, works=False, calls=1)
    planned(team)
    sign_in(client, team.coach)

    page = client.get(url(team)).content.decode()
    assert page.index("Could not be fitted") < page.index("On the way")
    assert "Allow one more call" in page
    plan = MonthPlan.objects.get()
    send(client, "coaching:help_unserved", plan.pk, enrolment=row.pk, act="call", reason="No place")

    row.refresh_from_db()
    assert (row.calls, row.calls_reason) == (2, "No place")


def test_the_coach_sets_what_a_month_is_weighed_by(client, team):
    sign_in(client, team.coach)
    address = reverse("coaching:coach_setup", args=[team.coach.pk])
    page = client.get(address)
    assert page.status_code == 200
    form = page.context["form"]
    given = {name: form[name].value() for name in form.fields}

    send(client, "coaching:coach_setup", team.coach.pk, **(given | {"call": "40"}))
    team.setup.refresh_from_db()
    assert team.setup.wishes == {"call": 40.0}
    stale = send(client, "coaching:coach_setup", team.coach.pk, **(given | {"call": "10"}))
    assert stale.status_code == 409


def test_a_case_tells_phase_tier_and_appointments_and_takes_a_new_one(client, team):
    row = team.people[0]
    sign_in(client, team.coach)
    address = reverse("coaching:case", args=[row.case_id])
    assert "Extended" in client.get(address).content.decode()

    given = {"day": "2099-03-03", "begins_at": "10:00", "minutes": "60", "mode": "visit"}
    send(client, "coaching:add_visit", row.pk, **given)

    assert Visit.objects.get().enrolment == row
    assert client.get(reverse("coaching:visit", args=[Visit.objects.get().pk])).status_code == 200


def test_somebody_without_months_is_told_whose_they_are(client, team):
    sign_in(client, make_worker(team.world))

    page = client.get(reverse("coaching:months"))

    assert "planned by job coaches" in page.content.decode()


def test_what_is_no_month_does_not_exist(client, team):
    sign_in(client, team.coach)

    assert client.get("/months/2026-13/").status_code == 404
    assert client.get(f"/months/{team.coach.pk}/soon/").status_code == 404

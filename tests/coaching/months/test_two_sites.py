"""A coach with posts at two sites: she plans each, and no hour of her day is planned twice."""

import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from caseway.agencies.models import Membership, Role
from caseway.coaching.actions.months import accepting, planning
from caseway.coaching.facts.coaches import calendar_of
from caseway.coaching.models import CoachDuty, CoachSetup, MonthPlan, Visit
from caseway.coaching.stored import read
from caseway.kernel.refusals import NotAllowed
from tests.agencies.staffing import sign_in
from tests.coaching.months.rows import MONTH, NOW, TODAY, Team, make_client, make_team
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 8)  # a Tuesday


@pytest.fixture
def here():
    return make_team(2)


@pytest.fixture
def there(here):
    """The same coach at another site, with one person, who works there on Tuesdays alone."""
    world = make_world("Bronx")
    post = Membership.objects.get(user=here.coach)
    post.pk, post.site, post.agency = None, world.site, world.contractor
    post.save()
    setup = CoachSetup.objects.create(
        site=world.site,
        agency=world.contractor,
        coach=here.coach,
        base_name="Bronx office",
        base_zone="Bronx",
        latitude=40.83,
        longitude=-73.92,
    )
    leader = make_worker(world, Role.SUPERVISOR, name="Bella Bronx")
    team = Team(world, here.coach, leader, setup)
    make_client(team, tier="monthly")
    return team


def visit(team, day=DAY, at=time(10), minutes=60, state="planned", **fields):
    row = team.people[0]
    return Visit.objects.create(
        site=row.site,
        agency=team.world.contractor,
        enrolment=row,
        coach=team.coach,
        day=day,
        begins_at=at,
        minutes=minutes,
        mode="visit",
        state=state,
        **fields,
    )


def planned(team):
    return planning.plan_now(setup=team.setup, month=MONTH, by=team.coach, at=NOW)


def duties(team):
    return [
        (one.day, one.begins, one.ends, one.what)
        for one in calendar_of(team.setup, MONTH, TODAY).duties
    ]


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({}, True),
        ({"state": "held"}, True),
        ({"state": "moved", "why_not": "client_asked"}, False),
        ({"state": "cancelled", "why_not": "client_ill"}, False),
        ({"at": None}, False),  # a call that has its day and no hour yet
        ({"day": date(2026, 11, 30)}, False),
    ],
)
def test_what_is_agreed_at_the_other_site_is_a_duty_of_its_hour(here, there, fields, taken):
    visit(there, **fields)

    assert ((DAY, 600, 660, "") in duties(here)) is taken
    assert duties(there) == []  # its own sessions are planned, not gone around


def test_a_duty_at_the_other_site_is_one_here_and_does_not_say_what(here, there):
    CoachDuty.objects.create(
        site=there.setup.site,
        agency=there.setup.agency,
        coach=there.coach,
        what="Dentist",
        day=DAY,
        begins_at=time(14),
        ends_at=time(15),
        at_base=True,
    )

    (found,) = calendar_of(here.setup, MONTH, TODAY).duties
    assert (found.day, found.begins, found.ends, found.what) == (DAY, 840, 900, "")
    assert found.place.zone == "Bronx"
    assert duties(there) == [(DAY, 840, 900, "Dentist")]


def overlapping(one, others):
    """Sessions and visits of two sites that share a minute of one day."""
    begins = one.begins_at.hour * 60 + one.begins_at.minute
    for other in others:
        start = other.begins_at.hour * 60 + other.begins_at.minute
        if other.day == one.day and start < begins + one.minutes and begins < start + other.minutes:
            yield other


@pytest.mark.parametrize("with_place", [False, True])
def test_no_hour_is_planned_at_both_sites(here, there, with_place):
    """The other site takes every hour that the month would have been planned for."""
    there_at = there.people[0].case.jobs.get().job_site if with_place else None
    taken = [
        visit(there, one.day, one.begins_at, one.minutes, job_site=there_at)
        for one in planned(here).sessions.exclude(begins_at=None)
    ]

    plan = planned(here)

    sessions = list(plan.sessions.exclude(begins_at=None))
    assert taken
    assert sessions
    assert [one for one in sessions if list(overlapping(one, taken))] == []


def test_a_day_that_the_other_site_fills_is_left_out_and_the_month_still_stands(here, there):
    """From eleven to two: no time for a meal, and nothing here to correct."""
    visit(there, DAY, time(11), 180)

    plan = planned(here)

    assert not plan.sessions.filter(day=DAY).exists()
    assert read(plan.result).refusals == ()
    assert [one.text for one in read(plan.result).notes] == [
        "On Tue, Dec 8, 2026 the sessions at another site leave no time for the way or a meal "
        "besides. Nothing was planned that day."
    ]
    assert accepting.accept(plan=plan, by=here.coach, at=NOW) > 0


def test_a_proposal_whose_hour_was_taken_meanwhile_is_not_accepted(here, there):
    plan = planned(here)
    first = plan.sessions.exclude(begins_at=None).order_by("day", "pk")[0]
    clash = visit(there, first.day, first.begins_at, 15)

    with pytest.raises(NotAllowed, match="at another site by now"):
        accepting.accept(plan=plan, by=here.coach, at=NOW)
    assert not Visit.objects.filter(site=here.setup.site).exists()

    clash.delete()
    assert accepting.accept(plan=plan, by=here.coach, at=NOW) > 0


@pytest.mark.parametrize(("minutes", "refused"), [(0, False), (1, True)])
def test_what_ends_when_a_session_begins_does_not_take_its_hour(here, there, minutes, refused):
    plan = planned(here)
    first = plan.sessions.exclude(begins_at=None).order_by("day", "pk")[0]
    begins = first.begins_at.hour * 60 + first.begins_at.minute
    start = begins - 30
    visit(there, first.day, time(start // 60, start % 60), 30 + minutes)

    if refused:
        with pytest.raises(NotAllowed):
            accepting.accept(plan=plan, by=here.coach, at=NOW)
    else:
        accepting.accept(plan=plan, by=here.coach, at=NOW)


def test_a_month_planned_before_is_said_to_have_changed(client, here, there):
    planned(here)
    sign_in(client, here.coach)
    url = address(here)
    assert "What this was planned from has changed." not in client.get(url).content.decode()

    visit(there)

    assert "What this was planned from has changed." in client.get(url).content.decode()


def address(team, name="coaching:month_of"):
    url = reverse(name, args=[team.coach.pk, str(MONTH)])
    return f"{url}?site={team.setup.site_id}"


def test_she_chooses_the_site_and_every_step_stays_there(client, here, there):
    sign_in(client, here.coach)
    for team in (here, there):
        page = client.get(address(team)).content.decode()
        assert f'<option value="{team.setup.site_id}" selected>' in page
        back = client.post(address(team, "coaching:plan_month"), {"submission_key": uuid.uuid4()})
        assert back["Location"] == address(team)
        (plan,) = MonthPlan.objects.filter(site=team.setup.site, state="ready")
        assert set(plan.sessions.values_list("enrolment", flat=True)) <= {
            one.pk for one in team.people
        }
        session = plan.sessions.order_by("pk")[0]
        for url in (
            reverse("coaching:session", args=[session.pk]),
            reverse("coaching:accept_plan", args=[plan.pk]),
        ):
            assert f'href="{address(team)}"' in client.get(url).content.decode()
        done = client.post(
            reverse("coaching:accept_plan", args=[plan.pk]),
            {"submission_key": uuid.uuid4(), "whom": "all"},
        )
        assert done["Location"] == address(team)
        assert Visit.objects.filter(site=team.setup.site).exists()


@pytest.mark.parametrize("asked", ["", "?site=x", "?site=999999"])
def test_without_a_site_that_is_hers_the_first_by_name_is_shown(client, here, there, asked):
    sign_in(client, here.coach)
    first = min(here, there, key=lambda one: one.setup.site.name)

    page = client.get(address(here).split("?")[0] + asked).content.decode()

    assert f'<option value="{first.setup.site_id}" selected>' in page


def test_her_times_elsewhere_are_shown_without_who_and_where(client, here, there):
    visit(there, place_name="Fordham Bakery")
    visit(there, at=time(11), minutes=30)
    visit(there, at=time(14), minutes=45)
    sign_in(client, here.leader)

    answer = client.get(address(here))
    page = answer.content.decode()

    assert "At other sites" in page
    taken = answer.context["elsewhere"]
    assert taken["words"] == "Taken on 1 day"
    times = "10:00 a.m.–11:30 a.m., 2:00 p.m.–2:45 p.m."
    assert taken["days"] == [{"day": "Tue, Dec 8, 2026", "times": times}]
    assert times in page
    assert "Fordham Bakery" not in page
    assert there.people[0].person.name_used not in page
    assert "Bronx" not in page
    assert 'name="site"' not in page  # she leads here alone


def test_how_she_plans_is_set_for_each_site(client, here, there):
    sign_in(client, here.coach)
    url = reverse("coaching:coach_setup", args=[here.coach.pk])

    page = client.get(f"{url}?site={there.setup.site_id}").content.decode()

    assert "Bronx office" in page
    assert there.setup.site.name in page


def test_a_team_that_she_leads_at_both_sites_tells_them_apart(client, here, there):
    sign_in(client, here.coach)

    page = client.get(reverse("coaching:team_months", args=[str(MONTH)])).content.decode()

    for team in (here, there):
        assert address(team) in page
        assert team.setup.site.name in page

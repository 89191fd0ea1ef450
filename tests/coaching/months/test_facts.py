"""What the planner is given: rows of people, shifts, places and visits, in bulk."""

from datetime import date, time, timedelta

import pytest

from caseway.agencies.models import Leave
from caseway.attendance.models import PlanHoliday
from caseway.cases.models import Assignment
from caseway.coaching.facts.months import month_facts
from caseway.coaching.facts.windows import open_in
from caseway.coaching.models import (
    ClientAway,
    CoachDuty,
    MeetingPlace,
    MeetingWindow,
    SessionOverride,
)
from caseway.employment.models import JobSite, Shift
from caseway.rules.dates import Month
from caseway.rules.scheduling.places import Window
from caseway.rules.scheduling.plans import Budget, Mode
from tests.coaching.months.rows import (
    MONTH,
    TODAY,
    make_client,
    make_team,
    make_visit,
)
from tests.factories import make_worker

pytestmark = pytest.mark.django_db
DECEMBER = Month(2026, 12)


def only(team):
    facts = month_facts(team.setup, MONTH, TODAY)
    (client,) = facts.people.planned
    return facts, client


def shift(weekday, begins, ends, starts=date(2026, 1, 1), until=None):
    return Shift(weekday=weekday, begins_at=begins, ends_at=ends, starts_on=starts, ends_on=until)


def test_a_visit_may_begin_from_an_hour_before_a_change_of_shift_to_half_an_hour_after():
    found = open_in(DECEMBER, [], [shift(1, time(9), time(15))])

    assert found.usual == {1: (Window(480, 570), Window(840, 930))}
    assert found.on == {}
    assert found.weekdays == {1}


def test_a_shift_past_midnight_ends_on_the_next_day_and_only_there():
    found = open_in(DECEMBER, [], [shift(1, time(22), time(10))])

    assert found.usual == {1: (Window(1260, 1350),), 2: (Window(540, 630),)}


def test_a_night_shift_that_begins_on_the_last_day_of_november_ends_on_the_first_of_december():
    begins = date(2026, 11, 30)
    found = open_in(DECEMBER, [], [shift(0, time(22), time(10), begins, date(2026, 12, 1))])

    assert found.on == {date(2026, 12, 1): (Window(540, 630),)}


def test_shifts_that_change_in_the_month_hold_on_their_own_days():
    turn = date(2026, 12, 10)  # a Thursday
    found = open_in(
        DECEMBER,
        [],
        [
            shift(3, time(9), time(15), until=turn),
            shift(3, time(10), time(16), starts=turn),
        ],
    )

    assert found.usual == {3: (Window(540, 630), Window(900, 990))}  # four Thursdays of five
    assert found.on == {date(2026, 12, 3): (Window(480, 570), Window(840, 930))}


def test_agreed_times_go_before_shifts_for_as_long_as_they_hold():
    agreed = MeetingWindow(
        weekday=2,
        opens_at=time(11),
        closes_at=time(12),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 15),
    )
    found = open_in(DECEMBER, [agreed], [shift(3, time(9), time(15))])

    assert found.usual == {3: (Window(480, 570), Window(840, 930))}  # three Thursdays of five
    assert found.on[date(2026, 12, 9)] == (Window(660, 720),)
    assert found.on[date(2026, 12, 10)] == ()
    assert date(2026, 12, 16) not in found.on


def test_a_client_is_whoever_is_enrolled_and_has_this_coach_and_only_then():
    team = make_team(1)
    other = make_worker(team.world, name="Teresa Test")
    make_client(team, coach=other)
    row = team.people[0]
    Assignment.objects.filter(case=row.case).update(ends_on=date(2026, 12, 16))

    facts, client = only(team)

    assert [one.enrolment.pk for one in facts.people.clients] == [row.pk]
    assert not client.is_served_on(date(2026, 12, 16))
    assert client.is_served_on(date(2026, 12, 15))


def test_who_ended_before_the_month_is_no_client_of_it():
    team = make_team(1)
    row = team.people[0]
    row.ended_on, row.end_reason = date(2026, 12, 1), "Moved away"
    row.save()

    assert month_facts(team.setup, MONTH, TODAY).people.planned == ()


def test_a_meeting_place_goes_before_the_place_of_work():
    team = make_team(1)
    MeetingPlace.objects.create(
        site=team.world.site,
        enrolment=team.people[0],
        label="Library",
        zone="Brooklyn",
        latitude=40.69,
        longitude=-73.98,
        starts_on=date(2026, 11, 1),
    )

    _facts, client = only(team)

    assert client.place.zone == "Brooklyn"
    assert client.place.point == (40.69, -73.98)


def test_a_place_without_a_point_is_put_in_the_middle_of_its_zip_code_and_said():
    team = make_team(1)
    JobSite.objects.update(latitude=None, longitude=None, zip_code="10001")

    facts, client = only(team)

    assert client.place is not None
    assert [one.code for one in facts.people.notes] == ["coaching.zip_point"]


def test_a_place_that_nobody_can_find_leaves_calls_and_a_sentence():
    team = make_team(1)
    JobSite.objects.update(latitude=None, longitude=None)

    facts, client = only(team)
    plan = facts.plan(seed=1, budget=Budget(iterations=20))

    assert client.place is None
    assert "coaching.no_point" in {one.code for one in plan.notes}
    assert {one.mode for one in plan.sessions} == {Mode.CALL}
    assert [(one.client, one.sessions) for one in plan.unserved] == [(client.key, 1)]


def test_an_area_that_is_not_known_is_said():
    team = make_team(1)
    JobSite.objects.update(zone="Kings County")

    facts, _client = only(team)

    assert [one.code for one in facts.people.notes] == ["coaching.unknown_zone"]


def test_days_away_overrides_calls_and_last_contact_come_along():
    team = make_team(1, calls=2)
    row = team.people[0]
    ClientAway.objects.create(
        site=team.world.site,
        enrolment=row,
        starts_on=date(2026, 11, 28),
        ends_on=date(2026, 12, 3),
    )
    SessionOverride.objects.create(
        site=team.world.site,
        enrolment=row,
        month=MONTH.first,
        sessions=5,
        reason="Job at risk",
        by=team.leader,
        at="2026-11-20T15:00Z",
    )
    for day in (date(2026, 11, 3), date(2026, 11, 17)):
        make_visit(team, row, day, state="held")
    make_visit(team, row, date(2026, 11, 19), state="cancelled", why_not="client_ill")

    _facts, client = only(team)

    assert client.away_on == {date(2026, 12, 1), date(2026, 12, 2)}
    assert (client.sessions, client.override_reason, client.calls) == (5, "Job at risk", 2)
    assert client.last_contact_on == date(2026, 11, 17)


def test_what_was_held_confirmed_or_pinned_stands_and_what_was_announced_may_move():
    team = make_team(4)
    one, two, three, four = team.people
    make_visit(team, one, date(2026, 12, 1), is_confirmed=True)
    make_visit(team, two, date(2026, 12, 2), is_pinned=True)
    make_visit(team, three, date(2026, 12, 3))
    make_visit(team, four, date(2026, 12, 4), state="no_show", why_not="client_absent")

    facts = month_facts(team.setup, MONTH, TODAY)

    assert {lock.client for lock in facts.locks} == {str(one.pk), str(two.pk)}
    assert {told.client for told in facts.announced} == {str(three.pk)}


def test_the_coachs_leave_holidays_and_duties_are_in_her_calendar():
    team = make_team(1)
    Leave.objects.create(user=team.coach, starts_on=date(2026, 11, 30), ends_on=date(2026, 12, 3))
    PlanHoliday.objects.create(site=team.world.site, on=date(2026, 12, 25), name="Christmas")
    about = {"site": team.world.site, "agency": team.world.contractor, "coach": team.coach}
    CoachDuty.objects.create(
        **about, what="Dentist", day=date(2026, 12, 8), begins_at=time(13), ends_at=time(14)
    )
    CoachDuty.objects.create(
        **about,
        what="Team",
        weekday=2,
        begins_at=time(9),
        ends_at=time(10),
        ends_on=date(2026, 12, 16),
        at_base=True,
    )

    calendar = month_facts(team.setup, MONTH, TODAY).calendar

    assert calendar.leave == {date(2026, 12, 1), date(2026, 12, 2)}
    assert calendar.holidays == {date(2026, 12, 25)}
    assert [(one.day.day, one.what) for one in calendar.duties] == [
        (2, "Team"),
        (8, "Dentist"),
        (9, "Team"),
    ]


def test_two_coaches_on_leave_all_month_plan_nothing_and_list_everybody():
    team = make_team(2)
    Leave.objects.create(user=team.coach, starts_on=MONTH.first, ends_on=date(2027, 1, 1))

    plan = month_facts(team.setup, MONTH, TODAY).plan(seed=1, budget=Budget(iterations=20))

    assert plan.sessions == ()
    assert {one.client for one in plan.unserved} == {str(row.pk) for row in team.people}


def test_the_digest_is_the_same_tomorrow_and_another_when_a_shift_changes():
    team = make_team(2)
    before = month_facts(team.setup, MONTH, TODAY).digest

    assert month_facts(team.setup, MONTH, TODAY + timedelta(days=1)).digest == before
    Shift.objects.filter(weekday=1).update(ends_at=time(16))
    assert month_facts(team.setup, MONTH, TODAY).digest != before


@pytest.mark.parametrize("people", [2, 40])
def test_facts_take_as_many_queries_for_two_as_for_forty(people, django_assert_num_queries):
    team = make_team(people)

    with django_assert_num_queries(21):
        month_facts(team.setup, MONTH, TODAY)

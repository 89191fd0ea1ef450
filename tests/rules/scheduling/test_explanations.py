"""Why a session is where it is, and what every other day would cost."""

from datetime import date

import pytest

from caseway.rules.scheduling.calendar import Duty
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.places import Window, clock
from caseway.rules.scheduling.plans import Announced, Mode
from tests.rules.scheduling.scenes import calendar, client, coach, place, planned


def of(plan, key):
    return next(session for session in plan.sessions if session.client == key)


def why_not(session):
    return {
        one.day.day: one.why_not.code.split(".")[1] for one in session.candidates if one.why_not
    }


def test_a_visit_says_what_it_adds_who_is_near_and_what_comes_next():
    plan = planned([client("ana", 100, tier=Tier.BIWEEKLY, calls=0), client("ben", 112)])

    said = [reason.text for reason in of(plan, "ben").reasons]
    assert said[:3] == [
        "24 minutes of travel more on this day",
        "12 minutes from Ana",
        "A visit may begin from 9:00 AM to 4:00 PM",
    ]
    assert said[3].endswith(" would take no longer on the way.")  # the other of Ana's days


def test_every_day_of_the_month_is_a_candidate_with_its_minutes_or_its_reason():
    person = client("ana", 50, tier=Tier.BIWEEKLY, calls=0, workdays=frozenset({0, 1, 2, 3, 5}))
    days = calendar(holidays=frozenset({date(2026, 11, 11)}), leave=frozenset({date(2026, 11, 12)}))

    session = planned([person], days).sessions[0]

    blocked = why_not(session)
    assert len(session.candidates) == 30
    assert blocked[11] == "holiday"
    assert blocked[12] == "coach_off"
    assert blocked[13] == "not_a_workday"
    assert blocked[14] == "coach_off"  # a Saturday
    free = [one for one in session.candidates if one.mode is Mode.VISIT]
    assert {one.minutes for one in free} == {100}
    assert {one.day.weekday() for one in free} <= {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("person", "duties", "reason"),
    [
        (client("ana", 10, windows=(Window(1000, 1010),)), (), "no_shift_change"),
        (client("ana", 40, windows=(Window(930, 935),)), (), "hours"),
        (client("ana", 10, windows=(Window(680, 690),), visit_minutes=140), (), "meal"),
        (client("ana", 10, windows=(Window(600, 610),)), (570,), "out_of_reach"),
        (client("ana", 300), (), "out_of_reach"),
    ],
)
def test_the_rule_in_the_way_is_named(person, duties, reason):
    only = calendar(
        leave=frozenset(day for day in calendar().days if day.day != 3),
        duties=tuple(Duty(date(2026, 11, 3), at, at + 60, place(0), "Meeting") for at in duties),
    )

    plan = planned([person], only)

    assert f"scheduling.{reason}" in [one.code for one in plan.unserved[0].reasons]


def test_a_call_says_what_the_visit_would_have_taken():
    plan = planned([client("ana", 150, tier=Tier.BIWEEKLY)])

    call = next(session for session in plan.sessions if session.mode is Mode.CALL)
    assert [one.text for one in call.reasons] == [
        "A call: a visit on this day would take 300 minutes of travel more."
    ]


def test_an_announced_session_says_that_it_stays():
    told = [Announced("ana", date(2026, 11, 18), Mode.VISIT, 660)]

    session = planned([client("ana", 40)], previous=told).sessions[0]

    assert (session.day.day, session.reasons[0].text) == (18, "As announced")
    assert 645 <= session.begins <= 675


def test_colleagues_at_one_place_are_named():
    shop = place(40, "shop")
    apart = planned([client(key, place=shop) for key in ("ana", "ben")])
    together = planned([client(key, place=shop, group=True) for key in ("ana", "ben")])

    assert "At the same place as Ana" in [one.text for one in of(apart, "ben").reasons]
    assert "Seen together with Ana" in [one.text for one in of(together, "ben").reasons]


@pytest.mark.parametrize(
    ("minute", "text"),
    [(0, "12:00 AM"), (540, "9:00 AM"), (720, "12:00 PM"), (870, "2:30 PM"), (1439, "11:59 PM")],
)
def test_times_are_written_as_people_read_them(minute, text):
    assert clock(minute) == text


def test_the_coach_is_named_in_nothing_but_her_base():
    plan = planned([client("ana", 40)], by=coach(key="secret"))

    assert "secret" not in repr(plan)


def test_who_is_at_the_only_time_at_which_a_visit_may_begin_is_in_the_way():
    only = calendar(leave=frozenset(day for day in calendar().days if day.day != 3))
    people = [
        client(key, minute, windows=(Window(600, 605),))
        for key, minute in (("ana", 40), ("ben", 45))
    ]

    plan = planned(people, only)

    assert plan.score.visits == 1
    assert "scheduling.collides" in [one.code for one in plan.unserved[0].reasons]


def test_what_is_near_by_one_minute_is_said_in_the_singular():
    plan = planned([client("ana", 100), client("ben", 101)])

    assert "1 minute from Ana" in [one.text for one in of(plan, "ben").reasons]

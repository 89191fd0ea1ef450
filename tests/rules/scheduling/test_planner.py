"""What a plan does, one idea at a time. Each plan is judged by the independent checker as well."""

from dataclasses import replace
from datetime import date

import pytest

from caseway.rules.dates import DateSpan, Month
from caseway.rules.scheduling.calendar import Duty
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.places import Hours, Window
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Announced, Budget, Doing, Lock, Mode
from tests.rules.scheduling.scenes import (
    ALL_DAY,
    POLICY,
    Line,
    calendar,
    client,
    coach,
    days_of,
    place,
    planned,
)

ONE_DAY = calendar(leave=frozenset(day for day in calendar().days if day.day != 3))


def codes(reasons):
    return [one.code.removeprefix("scheduling.") for one in reasons]


def test_neighbors_are_seen_on_the_same_day():
    people = [client("ana", 100), client("ben", 104), client("cleo", 102)]

    plan = planned(people)

    assert len({session.day for session in plan.sessions}) == 1
    assert plan.score.travel_minutes == 208
    assert plan.by_hand.score.travel_minutes > 400


def test_a_weekly_client_is_seen_once_a_week_on_one_weekday():
    plan = planned([client("ana", tier=Tier.WEEKLY)])

    days = [session.day for session in plan.sessions]
    assert len(days) == 4
    assert len({day.isocalendar()[1] for day in days}) == 4
    assert len({day.weekday() for day in days}) == 1


@pytest.mark.parametrize(("usual", "weekdays"), [(None, 1), (3, 1)])
def test_her_usual_weekday_is_kept(usual, weekdays):
    plan = planned([client("ana", tier=Tier.WEEKLY, usual_weekday=usual)])

    found = {session.day.weekday() for session in plan.sessions}
    assert len(found) == weekdays
    assert usual is None or found == {usual}


@pytest.mark.parametrize(
    ("last", "first", "late"),
    [
        (date(2026, 10, 22), 2, 0),  # the 2nd is 11 days later
        (date(2026, 10, 23), 3, 0),  # the 2nd would be 10
        (date(2026, 10, 16), 2, 0),  # 17 days
        (date(2026, 10, 15), 2, 1),  # 18 days: late whatever she does
    ],
)
def test_last_months_contact_starts_the_gap(last, first, late):
    days = calendar(leave=frozenset(day for day in calendar().days if day.day > 3 and day.day < 14))

    plan = planned([client("ana", tier=Tier.BIWEEKLY, last_contact_on=last)], days)

    assert plan.score.late == late
    assert days_of(plan, "ana")[0] == first or days_of(plan, "ana")[0] > 3


def test_four_sessions_in_may_may_follow_one_on_the_last_of_april():
    person = client("ana", tier=Tier.WEEKLY, last_contact_on=date(2026, 4, 30))

    plan = planned([person], calendar(month=Month(2026, 5)))

    assert plan.score.missed == 0
    assert len(plan.sessions) == 4


def test_nothing_is_planned_on_holidays_leave_or_when_the_client_is_away():
    away = frozenset(date(2026, 11, day) for day in range(1, 10))
    days = calendar(
        holidays=frozenset({date(2026, 11, 11), date(2026, 11, 26)}),
        leave=frozenset(date(2026, 11, day) for day in range(16, 21)),
    )

    plan = planned([client("ana", tier=Tier.WEEKLY, away_on=away), client("ben", 3)], days)

    assert all(9 < day != 11 and not 16 <= day < 21 for day in days_of(plan, "ana"))
    assert plan.score.missed == 4 - len(days_of(plan, "ana")) > 0


def test_a_client_who_begins_in_the_month_is_not_seen_before():
    person = client("ana", tier=Tier.WEEKLY, served=(DateSpan(date(2026, 11, 18)),))

    plan = planned([person])

    assert days_of(plan, "ana")[0] >= 18
    assert len(plan.sessions) == 3


def test_a_visit_begins_in_its_window_and_the_meal_is_kept():
    person = client("ana", 60, windows=(Window(735, 745),))

    plan = planned([person], ONE_DAY)

    (session,) = plan.sessions
    (day,) = plan.days
    assert 735 <= session.begins <= 745
    assert Doing.MEAL in {stretch.doing for stretch in day.stretches}


def test_a_call_takes_the_place_of_a_visit_where_that_is_cheaper_and_allowed():
    far = client("ana", 150, tier=Tier.BIWEEKLY)

    plan = planned([far])
    none = planned([replace(far, calls=0)])

    assert sorted(session.mode for session in plan.sessions) == [Mode.CALL, Mode.VISIT]
    assert {session.mode for session in none.sessions} == {Mode.VISIT}


@pytest.mark.parametrize(("group", "together"), [(True, True), (False, False)])
def test_clients_at_one_employer_are_seen_together_where_the_program_allows(group, together):
    where = place(20, "shop")
    people = [
        client(key, place=where, group=group, windows=(Window(600, 610),)) for key in ("ana", "ben")
    ]

    plan = planned(people)

    assert (len({session.day for session in plan.sessions}) == 1) is together
    assert [bool(session.with_clients) for session in plan.sessions] == [together] * 2


def test_a_group_has_at_most_eight():
    where = place(20, "shop")
    people = [
        client(f"c{n}", place=where, group=True, windows=(Window(600, 600),)) for n in range(9)
    ]

    plan = planned(people, ONE_DAY)

    assert plan.score.visits == 8
    assert plan.score.missed == 1


def test_what_is_confirmed_stays_and_the_rest_goes_around_it():
    lock = Lock("ana", date(2026, 11, 5), Mode.VISIT, 700)

    plan = planned([client("ana", tier=Tier.BIWEEKLY), client("ben", 200)], locks=[lock])

    session = next(one for one in plan.sessions if one.locked)
    assert (session.day.day, session.begins) == (5, 700)
    assert codes(session.reasons) == ["pinned"]
    assert 16 <= days_of(plan, "ana")[1] <= 22


def test_a_confirmed_session_that_cannot_be_held_refuses_the_plan():
    lock = Lock("ana", date(2026, 11, 7), Mode.VISIT, 700)  # a Saturday

    plan = planned([client("ana")], locks=[lock])

    assert codes(plan.refusals) == ["lock_does_not_fit"]
    assert not plan.may_be_announced


@pytest.mark.parametrize(("reason", "refused"), [("", ["locks_over_cap"]), ("Crisis at work", [])])
def test_five_confirmed_sessions_are_refused_without_an_override(reason, refused):
    locks = [Lock("ana", date(2026, 11, day), Mode.VISIT, 600) for day in (2, 9, 16, 23, 30)]

    plan = planned([client("ana", tier=Tier.WEEKLY, override_reason=reason)], locks=locks)

    assert codes(plan.refusals) == refused
    assert len(plan.sessions) == 5


def test_the_past_stands_and_counts():
    held = Lock("ana", date(2026, 11, 4), Mode.VISIT, 600)

    plan = planned(
        [client("ana", tier=Tier.BIWEEKLY)], calendar(from_day=date(2026, 11, 10)), locks=[held]
    )

    assert [15 <= day <= 21 for day in days_of(plan, "ana")] == [True]
    assert plan.score.visits + plan.score.calls == 2
    assert plan.score.missed == 0


def test_a_new_appointment_of_the_coach_moves_no_more_than_it_must():
    people = [client(f"c{n}", 20 * n, tier=Tier.BIWEEKLY) for n in range(1, 9)]
    first = planned(people, iterations=200)
    told = [Announced(one.client, one.day, one.mode, one.begins) for one in first.sessions]
    busiest = max(first.days, key=lambda day: day.load_minutes).day
    gone = sum(one.day == busiest for one in first.sessions)

    again = planned(people, calendar(leave=frozenset({busiest})), previous=told, iterations=200)

    kept = {(one.client, one.day, one.mode) for one in again.sessions}
    moved = [one for one in told if (one.client, one.day, one.mode) not in kept]
    assert again.score.missed == 0
    assert len(moved) - gone <= gone
    assert again.score.moved == len(moved) - gone


def test_a_dentists_appointment_is_kept_free():
    dentist = Duty(date(2026, 11, 3), 600, 720, place(30, "dentist"), "Dentist")

    plan = planned([client("ana", 40)], replace(ONE_DAY, duties=(dentist,)))

    (session,) = plan.sessions
    assert session.begins >= 730 or session.begins + session.minutes <= 600
    (day,) = plan.days
    assert (600, 720) in [
        (one.begins, one.ends) for one in day.stretches if one.doing is Doing.DUTY
    ]
    assert plan.score.travel_minutes == 80


def test_own_appointments_that_overlap_close_the_day_and_say_so():
    duties = tuple(Duty(date(2026, 11, 3), at, at + 60, None, "Meeting") for at in (600, 630))

    plan = planned([client("ana")], replace(ONE_DAY, duties=duties))

    assert codes(plan.refusals) == ["day_does_not_hold"]
    assert plan.score.missed == 1


@pytest.mark.parametrize(
    ("changes", "reason", "helps"),
    [
        ({"place": None}, "no_place", ["helps_call", "helps_coach"]),
        ({"language": "Bengali"}, "language", ["helps_coach"]),
        ({"skills": frozenset({"sign language"})}, "skills", ["helps_coach"]),
        ({"windows": (Window(1100, 1110),)}, None, ["helps_call", "helps_coach"]),
        (
            {"windows": (Window(950, 960),), "place": place(100)},
            None,
            ["helps_call", "helps_coach"],
        ),
        (
            {"windows": (Window(980, 990),), "place": place(5)},
            None,
            ["helps_call", "helps_window", "helps_overtime", "helps_coach"],
        ),
    ],
)
def test_whom_nobody_can_see_is_listed_with_the_least_that_would_help(changes, reason, helps):
    plan = planned([client("ana", **changes)], ONE_DAY)

    (unserved,) = plan.unserved
    assert unserved.sessions == 1
    assert codes(unserved.reasons)[0] == "unserved"
    assert reason is None or codes(unserved.reasons)[1] == reason
    assert [one.code.removeprefix("scheduling.") for one in unserved.helps] == helps


def test_another_weekday_helps_whoever_works_when_the_coach_does_not():
    person = client("ana", windows={5: ALL_DAY}, workdays=frozenset({5}))

    plan = planned([person], ONE_DAY)

    assert "scheduling.helps_weekday" in [one.code for one in plan.unserved[0].helps]
    assert "scheduling.not_a_workday" in [one.code for one in plan.unserved[0].reasons]


def test_a_plan_below_the_funders_floor_is_refused():
    person = client("ana", tier=Tier.BIWEEKLY, funder="vocational_rehabilitation")

    fine = planned([person])
    short = planned([person], ONE_DAY)
    never = planned([replace(person, tier=Tier.MONTHLY)])

    assert fine.may_be_announced
    assert codes(short.refusals) == ["below_floor"]
    assert "1 of 2 sessions" in short.refusals[0].text
    assert codes(never.refusals) == ["tier_below_floor"]


def test_windows_that_close_before_they_open_are_left_out_and_said():
    plan = planned([client("ana", windows=(Window(700, 600), Window(800, 900)))])

    assert codes(plan.notes) == ["window_backward"]
    assert "11:40 AM" in plan.notes[0].text
    assert 800 <= plan.sessions[0].begins <= 900


def test_more_work_than_the_day_holds_is_missed_and_never_hidden():
    people = [client(f"c{n}", 10, calls=0) for n in range(7)]

    plan = planned(people, ONE_DAY)

    assert plan.score.visits == 5
    assert sum(one.sessions for one in plan.unserved) == 2
    assert "day_full" in codes(plan.unserved[0].reasons)


def test_a_lower_target_spreads_the_work():
    people = [client(f"c{n}", 30 + n) for n in range(8)]

    heavy = replace(POLICY, weights=replace(POLICY.weights, load=3.0))

    packed = planned(people, policy=replace(heavy, load_target=600))
    spread = planned(people, policy=replace(heavy, load_target=150))

    assert spread.score.load_spread < packed.score.load_spread
    assert spread.score.travel_minutes > packed.score.travel_minutes


def test_a_day_that_is_too_short_for_a_meal_has_none():
    hours = {day: Hours(540, 900) for day in range(5)}

    plan = planned([client("ana")], ONE_DAY, coach(hours=hours))
    longer = planned([client("ana")], ONE_DAY, coach(hours={1: Hours(540, 901)}))

    assert Doing.MEAL not in {one.doing for one in plan.days[0].stretches}
    assert Doing.MEAL in {one.doing for one in longer.days[0].stretches}


def test_the_clock_stops_the_search_and_the_caller_may_too():
    ticks = iter(range(1000))
    people = [client(f"c{n}", 10 * n) for n in range(5)]
    budget = Budget(iterations=10_000, seconds=5, clock=lambda: float(next(ticks)))

    plan = plan_month(coach(), people, calendar(), Line(), POLICY, budget=budget)
    told = []
    stopped = plan_month(
        coach(), people, calendar(), Line(), POLICY,
        budget=Budget(iterations=64, keep_going=lambda done: told.append(done) or done < 0.5),
    )  # fmt: skip

    assert 0 < plan.iterations < 200
    assert told == [0, 0.25, 0.5]
    assert stopped.iterations == 32


def test_seconds_without_a_clock_are_a_mistake():
    with pytest.raises(ValueError, match="clock"):
        Budget(seconds=1)


def test_two_clients_with_one_key_are_a_mistake():
    with pytest.raises(ValueError, match="key"):
        planned([client("ana"), client("ana")])


def test_a_coach_without_clients_has_an_empty_month():
    plan = planned([])

    assert plan.sessions == ()
    assert plan.score.cost == plan.score.load_spread == 0

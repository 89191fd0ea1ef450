"""Hours that a funder approved: used, left, and what would go over them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import DateSpan, Month
from caseway.rules.records.visits.approved import (
    Approval,
    Per,
    Session,
    balance,
    balances,
    warnings,
    weeks_of,
)

NOVEMBER = Month(2026, 11)
TODAY = date(2026, 11, 23)  # a Monday
YEAR = DateSpan(date(2026, 7, 1), date(2027, 7, 1))


def monthly(hours, span=YEAR):
    return Approval(span, hours * 60, Per.MONTH, "A-1")


def weekly(hours, span=YEAR):
    return Approval(span, hours * 60, Per.WEEK, "A-1")


def held(day, minutes=60):
    return Session(day, minutes, held=True)


def planned(day, minutes=60):
    return Session(day, minutes, held=False)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "Used 0 of 20 hours this month; 20 left."),
        (14 * 60, "Used 14 of 20 hours this month; 6 left."),
        (14 * 60 + 30, "Used 14.5 of 20 hours this month; 5.5 left."),
        (20 * 60, "Used 20 of 20 hours this month; 0 left."),
        (20 * 60 + 15, "Used 20.25 of 20 hours this month; 0.25 more than approved."),
    ],
)
def test_it_says_what_is_used_and_left_of_the_month(minutes, text):
    found = balance([monthly(20)], [held(date(2026, 11, 3), minutes)], TODAY)

    assert found.reason.text == text


@pytest.mark.parametrize(
    ("day", "used"),
    [
        (date(2026, 10, 31), 0),
        (date(2026, 11, 1), 60),
        (date(2026, 11, 30), 60),
        (date(2026, 12, 1), 0),
    ],
)
def test_a_month_is_the_calendar_month(day, used):
    assert balance([monthly(20)], [held(day)], TODAY).used == used


@pytest.mark.parametrize(
    ("day", "used"),
    [
        (date(2026, 11, 22), 0),  # Sunday
        (date(2026, 11, 23), 60),
        (date(2026, 11, 29), 60),
        (date(2026, 11, 30), 0),
    ],
)
def test_a_week_goes_from_monday_to_sunday(day, used):
    found = balance([weekly(3)], [held(day)], date(2026, 11, 26))

    assert found.used == used
    assert "this week" in found.reason.text


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 11, 9), False),
        (date(2026, 11, 10), True),
        (date(2026, 11, 20), True),  # the last day
        (date(2026, 11, 21), False),
    ],
)
def test_an_approval_holds_from_its_first_day_to_its_last(on, holds):
    span = DateSpan(date(2026, 11, 10), date(2026, 11, 21))

    assert (balance([monthly(20, span)], [], on) is not None) is holds


def test_only_sessions_on_days_that_it_holds_use_it_up_and_nothing_is_divided():
    span = DateSpan(date(2026, 11, 16), date(2026, 12, 16))
    sessions = [held(date(2026, 11, 15)), held(date(2026, 11, 16)), held(date(2026, 11, 17))]

    found = balance([monthly(20, span)], sessions, TODAY)

    assert (found.used, found.allowed, found.left) == (120, 1200, 1080)


@pytest.mark.parametrize(
    ("ahead", "texts"),
    [
        (6 * 60, []),
        (
            6 * 60 + 15,
            [
                "From Sun, Nov 1, 2026 to Mon, Nov 30, 2026, 20.25 hours are held and planned "
                "and 20 approved: 0.25 too many."
            ],
        ),
    ],
)
def test_planned_sessions_that_go_over_are_told(ahead, texts):
    sessions = [held(date(2026, 11, 3), 14 * 60), planned(date(2026, 11, 27), ahead)]

    assert [one.text for one in warnings([monthly(20)], sessions, NOVEMBER)] == texts


def test_a_week_that_reaches_into_the_next_month_is_told_in_both():
    sessions = [planned(date(2026, 11, 30), 120), planned(date(2026, 12, 1), 120)]

    for month in (NOVEMBER, Month(2026, 12)):
        (said,) = warnings([weekly(3)], sessions, month)
        assert said.text == (
            "In the week of Mon, Nov 30, 2026, 4 hours are held and planned and 3 approved: "
            "1 too many."
        )
    assert warnings([weekly(4)], sessions, NOVEMBER) == ()


@pytest.mark.parametrize(
    ("days", "texts"),
    [
        ((20,), []),
        ((21,), ["1 session is planned on a day without approved hours: Sat, Nov 21, 2026."]),
        (
            (28, 24),
            [
                "2 sessions are planned on days without approved hours, the first on "
                "Tue, Nov 24, 2026."
            ],
        ),
    ],
)
def test_sessions_after_the_last_approved_day_are_told(days, texts):
    span = DateSpan(date(2026, 11, 1), date(2026, 11, 21))
    sessions = [planned(date(2026, 11, day)) for day in days]

    assert [one.text for one in warnings([monthly(20, span)], sessions, NOVEMBER)] == texts


def test_a_person_without_approved_hours_is_not_asked_about():
    assert warnings([], [planned(date(2026, 11, 24), 9000)], NOVEMBER) == ()


@pytest.mark.parametrize(
    ("month", "span"),
    [
        (NOVEMBER, DateSpan(date(2026, 10, 26), date(2026, 12, 7))),
        (Month(2027, 2), DateSpan(date(2027, 2, 1), date(2027, 3, 1))),  # four whole weeks
    ],
)
def test_the_weeks_of_a_month_are_whole(month, span):
    assert weeks_of(month) == span


@given(
    days=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 300), st.booleans()), max_size=12),
    hours=st.integers(1, 40),
    per=st.sampled_from(Per),
    first=st.integers(0, 40),
    lasts=st.integers(1, 40),
)
def test_each_session_is_counted_once_in_the_periods_of_a_month(days, hours, per, first, lasts):
    start = date(2026, 10, 20)
    span = DateSpan(start + timedelta(first), start + timedelta(first + lasts))
    sessions = [Session(start + timedelta(day), minutes, is_held) for day, minutes, is_held in days]
    ground = weeks_of(NOVEMBER) if per is Per.WEEK else NOVEMBER.span

    found = balances([Approval(span, hours * 60, per)], sessions, NOVEMBER)

    counted = [one for one in sessions if span.covers(one.day) and ground.covers(one.day)]
    assert sum(one.used + one.planned for one in found) == sum(one.minutes for one in counted)
    assert all(one.left == max(0, one.allowed - one.used) for one in found)

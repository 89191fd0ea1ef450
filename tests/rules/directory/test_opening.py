"""When a place is open, and how far it is. Mon, Nov 23, 2026 is the fourth Monday of its month."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.directory import Hours, Point, is_open_at, is_open_on, miles_between

MONDAY = date(2026, 11, 23)
DAY = Hours(byday="MO,TH", opens_at=time(9), closes_at=time(13, 30))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 11, 23, 8, 59), False),
        (datetime(2026, 11, 23, 9, 0), True),
        (datetime(2026, 11, 23, 13, 29), True),
        (datetime(2026, 11, 23, 13, 30), False),
        (datetime(2026, 11, 24, 10, 0), False),
        (datetime(2026, 11, 26, 10, 0), True),
    ],
)
def test_it_is_open_from_its_opening_until_just_before_closing(at, is_open):
    assert is_open_at([DAY], at) is is_open


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 11, 27, 21, 59), False),
        (datetime(2026, 11, 27, 22, 0), True),
        (datetime(2026, 11, 28, 1, 59), True),
        (datetime(2026, 11, 28, 2, 0), False),
        (datetime(2026, 11, 27, 1, 0), False),
    ],
)
def test_a_night_goes_on_past_midnight(at, is_open):
    night = Hours(byday="FR", opens_at=time(22), closes_at=time(2))

    assert is_open_at([night], at) is is_open


@pytest.mark.parametrize(
    ("rule", "is_open"),
    [
        (Hours("WEEKLY", "MO", time(9), interval=2, dtstart=date(2026, 11, 9)), True),
        (Hours("WEEKLY", "MO", time(9), interval=2, dtstart=date(2026, 11, 16)), False),
        (Hours("WEEKLY", "MO", time(9), interval=2), False),
        (Hours("MONTHLY", "4MO", time(9)), True),
        (Hours("MONTHLY", "3MO", time(9)), False),
        (Hours("MONTHLY", "-2MO", time(9)), True),
        (Hours("MONTHLY", "-1MO", time(9)), False),
        (Hours("MONTHLY", "MO", time(9)), True),
        (Hours("MONTHLY", "", time(9), bymonthday="23"), True),
        (Hours("MONTHLY", "", time(9), bymonthday="-8"), True),
        (Hours("MONTHLY", "", time(9), bymonthday="22,24"), False),
        (Hours("MONTHLY", "", time(9)), False),
        (Hours("", "MO", time(9)), False),
        (Hours("WEEKLY", "MO", None), False),
        (Hours("WEEKLY", "MO", time(9), valid_to=date(2026, 11, 22)), False),
        (Hours("WEEKLY", "MO", time(9), valid_from=date(2026, 11, 23)), True),
    ],
)
def test_a_rule_names_the_days_that_it_says(rule, is_open):
    assert is_open_on([rule], MONDAY) is is_open


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_rule_for_every_day_of_the_week_falls_on_each(day):
    every = Hours(byday="MO,TU,WE,TH,FR,SA,SU", opens_at=time(0), closes_at=time(0))

    assert is_open_on([every], day)
    assert is_open_at([every], datetime.combine(day, time(3)) + timedelta(hours=5))


def test_times_square_is_some_six_miles_from_yankee_stadium():
    miles = miles_between(Point(40.7580, -73.9855), Point(40.8296, -73.9262))

    assert 5.8 < miles < 5.9


points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_nothing_is_farther_than_half_around(one, other):
    there, back = miles_between(one, other), miles_between(other, one)

    assert there == pytest.approx(back)
    assert 0 <= there <= 12440
    assert miles_between(one, one) == 0

"""Travel times follow logged trips once there are twenty, whatever a few of them say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.calibration import (
    LEAST,
    MOST,
    Scaled,
    Trip,
    factor_of,
    scaled,
    switched_off,
)
from caseway.rules.scheduling.travel.matrix import Matrix

HALL, CORNER, JAMAICA = (
    Place(name, Point(40.7, -74.0 + at)) for at, name in enumerate(("hall", "corner", "jamaica"))
)


class Times:
    """One minute to the corner, fifty to Jamaica."""

    def matrix(self, places, mode, period="daytime"):
        return Matrix(((0, 1, 50), (1, 0, 50), (50, 50, 0)), "built_in")


def trips(count, ratio=1.3, planned=20):
    return [Trip(planned, planned * ratio)] * count


@pytest.mark.parametrize(
    ("count", "value", "code"),
    [
        (0, 1.0, "too_few"),
        (19, 1.0, "too_few"),
        (20, 1.2, "followed"),  # 1 + 0.3 x 20 / 30
        (50, 1.25, "followed"),  # 1 + 0.3 x 50 / 60
    ],
)
def test_twenty_trips_are_enough_and_more_of_them_change_more(count, value, code):
    factor = factor_of(trips(count))

    assert (factor.value, factor.trips) == (value, count)
    assert factor.reason.code == f"scheduling.trips_{code}"


def test_the_reason_says_the_factor_and_the_trips():
    reason = factor_of(trips(46, ratio=1.146)).reason

    assert reason.values == {"factor": "1.12", "count": 46}


def test_a_third_of_trips_that_went_wrong_does_not_bend_it():
    straight = factor_of([*trips(15, 1.19), *trips(15, 1.21), *trips(15, 1.2)])
    spoilt = factor_of([*trips(15, 1.19), *trips(15, 1.21), *trips(15, 9.0)])

    assert straight.value == 1.16
    assert spoilt.value - straight.value < 0.015


@pytest.mark.parametrize(
    "trip",
    [Trip(20, 0), Trip(0, 20), Trip(4, 20), Trip(20, 301), Trip(301, 20), Trip(20, float("nan"))],
)
def test_what_no_trip_can_be_is_not_counted(trip):
    assert factor_of([*trips(19), trip]).trips == 19


def test_a_coach_with_few_trips_goes_by_those_of_the_area():
    factor = factor_of(trips(5, 1.0), trips(25, 1.4))

    assert (factor.value, factor.trips) == (1.3, 30)
    assert factor.reason.code == "scheduling.trips_followed_here"
    assert factor_of(trips(20, 1.3), trips(500, 2.0)).value == 1.2  # her own are enough


@pytest.mark.parametrize(
    ("ratio", "value", "code"),
    [
        (1.0, 1.0, "as_planned"),
        (1.005, 1.0, "as_planned"),
        (3.0, MOST, "held"),
        (0.1, LEAST, "held"),
    ],
)
def test_what_changes_nothing_or_too_much_says_so(ratio, value, code):
    factor = factor_of(trips(90, ratio))

    assert (factor.value, factor.reason.code) == (value, f"scheduling.trips_{code}")


def test_times_are_multiplied_to_the_nearest_minute_and_say_why():
    factor = factor_of(trips(20))

    matrix = Scaled(Times(), factor).matrix([HALL, CORNER, JAMAICA], TravelMode.TRANSIT)

    assert matrix.minutes == ((0, 1, 60), (1, 0, 60), (60, 60, 0))
    assert matrix.source == "built_in"
    assert matrix.notes == (factor.reason,)


@pytest.mark.parametrize("factor", [switched_off(), factor_of([]), factor_of(trips(30, 1.0))])
def test_without_a_factor_the_times_are_the_same(factor):
    times = Times()

    assert scaled(times, factor) is times


@given(st.lists(st.floats(0.2, 5.0), min_size=20, max_size=60))
def test_a_factor_lies_between_one_and_what_the_middle_trip_says(ratios):
    value = factor_of([Trip(20, 20 * ratio) for ratio in ratios]).value
    middle = sorted(ratios)
    low, high = middle[(len(ratios) - 1) // 2], middle[len(ratios) // 2]

    assert min(1, max(LEAST, low)) - 0.006 <= value <= max(1, min(MOST, high)) + 0.006

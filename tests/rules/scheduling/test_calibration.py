"""Logged trips change the estimate once there are thirty, whatever a few of them say."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.travel.built_in import BuiltIn, Pace
from caseway.rules.scheduling.travel.calibration import (
    ACCESS,
    SPEED,
    Group,
    Trip,
    calibrated,
    fitted,
    with_fits,
)

CAR, TRANSIT, WALK = TravelMode.CAR, TravelMode.TRANSIT, TravelMode.WALK
GUESS = {
    CAR: Pace(access=6, speed=22, detour=1.3),
    TRANSIT: Pace(access=9, speed=18, detour=1.3),
    WALK: Pace(access=0, speed=4.8, detour=1.3),
}
TRUE = Pace(access=11, speed=16, detour=1.3)


def trips(count, pace=TRUE, mode=CAR, zone="Queens", noise=0.0, seed=1):
    chance = Random(seed)
    far = [chance.uniform(1, 12) for _ in range(count)]
    return [Trip(mode, zone, km, pace.minutes(km) + chance.uniform(-noise, noise)) for km in far]


@pytest.mark.parametrize(("count", "is_fitted"), [(0, False), (29, False), (30, True), (31, True)])
def test_thirty_trips_are_enough_and_one_less_is_not(count, is_fitted):
    fit = fitted(trips(count), GUESS[CAR], CAR)

    assert (fit.is_fitted, fit.trips) == (is_fitted, count)
    assert fit.pace == (TRUE if is_fitted else GUESS[CAR])
    assert fit.reason.code == f"scheduling.trips_{'fitted' if is_fitted else 'too_few'}"


def test_the_reason_says_what_was_found_and_how_much_better_it_is():
    reason = fitted(trips(40, noise=3), GUESS[CAR], CAR).reason

    assert reason.values["count"] == 40
    assert abs(reason.values["access"] - 11) <= 2
    assert abs(reason.values["speed"] - 16) <= 1.5
    assert reason.values["off"] <= 2 < reason.values["before"]


def test_a_few_trips_that_went_wrong_do_not_bend_it():
    logged = trips(30, noise=1)
    wrong = [Trip(CAR, "Queens", 2.0, 240), Trip(CAR, "Queens", 11.0, 3)] * 4

    with_them, without = (fitted(found, GUESS[CAR], CAR).pace for found in (logged + wrong, logged))

    assert abs(with_them.access - without.access) <= 2
    assert with_them.speed == pytest.approx(without.speed, rel=0.1)


@pytest.mark.parametrize(
    ("kilometers", "minutes"),
    [(0.05, 10), (150.1, 10), (5, 0), (5, -3), (5, 301), (float("nan"), 9), (5, float("inf"))],
)
def test_what_is_no_trip_is_not_counted(kilometers, minutes):
    logged = [*trips(29), Trip(CAR, "Queens", kilometers, minutes)]

    assert calibrated(logged, GUESS)[Group(CAR, "Queens")].trips == 29


def test_each_mode_and_zone_is_fitted_by_its_own_trips():
    logged = [*trips(30), *trips(29, zone="Bronx"), *trips(35, TRUE, TRANSIT)]

    found = calibrated(logged, GUESS)

    assert {group: fit.is_fitted for group, fit in found.items()} == {
        (CAR, "Bronx"): False,
        (CAR, "Queens"): True,
        (TRANSIT, "Queens"): True,
    }


def test_trips_that_are_all_as_long_say_nothing_about_speed():
    logged = [Trip(CAR, "Queens", 4 + number * 0.01, 30) for number in range(40)]

    fit = fitted(logged, GUESS[CAR], CAR)

    assert (fit.pace, fit.reason.code) == (GUESS[CAR], "scheduling.trips_too_alike")


@pytest.mark.parametrize(
    ("pace", "held"),
    [
        (Pace(access=20, speed=8, detour=1.3), (20, 8.0)),
        (Pace(access=30, speed=7, detour=1.3), (20, 8.0)),
        (Pace(access=1, speed=80, detour=1.3), (1, 80.0)),
        (Pace(access=0, speed=90, detour=1.3), (1, 80.0)),
    ],
)
def test_what_cannot_be_is_held_to_what_can(pace, held):
    fit = fitted(trips(60, pace), GUESS[CAR], CAR)

    assert (fit.pace.access, fit.pace.speed) == held
    within = (pace.access, pace.speed) == held
    assert fit.reason.code == f"scheduling.trips_{'fitted' if within else 'held'}"


def test_trips_that_bear_the_estimate_out_leave_it():
    fit = fitted(trips(30, GUESS[CAR]), GUESS[CAR], CAR)

    assert (fit.pace, fit.is_fitted) == (GUESS[CAR], False)
    assert fit.reason.code == "scheduling.trips_no_better"


def test_a_coach_is_estimated_by_the_trips_of_her_zone():
    built_in = BuiltIn(GUESS)
    fits = calibrated(trips(30), GUESS)

    assert with_fits(built_in, fits, "Queens").paces == {**GUESS, CAR: TRUE}
    assert with_fits(built_in, fits, "Bronx") == built_in


@given(
    st.lists(st.tuples(st.floats(0, 200), st.floats(-5, 400)), max_size=60),
    st.sampled_from(list(TravelMode)),
)
def test_whatever_was_logged_the_pace_is_one_that_can_be(logged, mode):
    found = calibrated([Trip(mode, "", km, minutes) for km, minutes in logged], GUESS)

    for fit in found.values():
        least, most = SPEED[mode]
        assert fit.pace == GUESS[mode] or least <= fit.pace.speed <= most
        assert fit.pace == GUESS[mode] or ACCESS[mode][0] <= fit.pace.access <= ACCESS[mode][1]

"""Units: quarters of an hour, completed, never rounded up; and the hours that are left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.records.visits.codes import Phase
from caseway.rules.records.visits.units import Billed, units, use
from tests.rules.visits.scenes import ASKS

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (52, 3),  # example 8
        (60, 4),
        (14, 0),
        (15, 1),
        (29, 1),
        (30, 2),
        (0, 0),
        (-20, 0),
    ],
)
def test_example_8_only_completed_quarters_count(minutes, expected):
    assert units(minutes, ASKS) == expected


@given(st.integers(-1000, 100_000))
def test_units_never_come_to_more_than_the_minutes(minutes):
    assert 0 <= units(minutes, ASKS) * 15 <= max(0, minutes)
    assert minutes <= 0 or minutes - units(minutes, ASKS) * 15 < 15


@given(st.lists(st.integers(1, 600), min_size=1, max_size=8))
def test_a_split_session_never_gains_units(parts):
    assert sum(units(part, ASKS) for part in parts) <= units(sum(parts), ASKS)


@pytest.mark.parametrize(
    ("phase", "taken", "left_hours", "says"),
    [
        (Phase.INTENSIVE, 899, 25.25, None),  # 224.75 hours: just under nine tenths of 250
        (Phase.INTENSIVE, 900, 25, "225 of 250 hours"),
        (Phase.INTENSIVE, 999, 0.25, "249.75 of 250 hours"),
        (Phase.INTENSIVE, 1000, 0, "All 250 hours"),
        (Phase.EXTENDED, 719, 20.25, None),
        (Phase.EXTENDED, 720, 20, "180 of 200 hours"),
        (Phase.EXTENDED, 800, 0, "All 200 hours"),
    ],
)
def test_what_is_left_of_the_hours_is_said_in_time(phase, taken, left_hours, says):
    found = use([Billed(DAY, phase, taken)], phase, DAY, ASKS)

    assert found.left == left_hours * 60
    assert (found.reason is None) == (says is None)
    assert says is None or found.reason.text.startswith(says)


@pytest.mark.parametrize(
    ("day", "used"),
    [
        (date(2025, 11, 3), 0),  # the 366th day back
        (date(2025, 11, 4), 60),  # the first of 365 days that end today
        (DAY, 60),
        (date(2026, 11, 4), 0),
    ],
)
def test_hours_are_those_of_365_days(day, used):
    assert use([Billed(day, Phase.EXTENDED, 4)], Phase.EXTENDED, DAY, ASKS).used == used


def test_hours_of_the_other_phase_do_not_count():
    assert use([Billed(DAY, Phase.INTENSIVE, 4)], Phase.EXTENDED, DAY, ASKS).used == 0


def test_hours_that_the_funder_allowed_take_the_place_of_the_limit():
    found = use([Billed(DAY, Phase.EXTENDED, 800)], Phase.EXTENDED, DAY, ASKS, approved_hours=260)

    assert (found.left, found.reason) == (3600, None)

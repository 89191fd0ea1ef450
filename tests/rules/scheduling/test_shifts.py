"""When a visit suits a workplace."""

import pytest

from caseway.rules.scheduling.shifts import Shift, around_changes


@pytest.mark.parametrize(
    ("shifts", "windows"),
    [
        ([Shift(540, 1020)], [(510, 570), (990, 1050)]),
        ([Shift(1320, 360)], [(330, 390), (1290, 1350)]),  # past midnight, ends in the morning
        ([Shift(480, 960), Shift(960, 1439)], [(450, 510), (930, 990), (1409, 1439)]),
        ([Shift(600, 640)], [(570, 670)]),  # two changes that overlap
        ([Shift(10, 600)], [(0, 40), (570, 630)]),  # nothing before midnight
        ([], []),
    ],
)
def test_visits_begin_around_the_change_of_shifts(shifts, windows):
    assert [tuple(one) for one in around_changes(shifts, before=30, after=30)] == windows

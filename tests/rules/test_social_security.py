"""Nine digits that are never issued are pointed out; all others pass in silence."""

import pytest

from caseway.rules.records.social_security import why_check


@pytest.mark.parametrize(
    ("number", "odd"),
    [
        ("000010001", True),
        ("001010001", False),
        ("665999999", False),
        ("666010001", True),
        ("667010001", False),
        ("899999999", False),
        ("900010001", True),
        ("999999999", True),  # also the shape of taxpayer numbers
        ("219000001", True),
        ("219010001", False),
        ("219010000", True),
    ],
)
def test_areas_groups_and_serials_that_are_never_issued_ask_for_a_second_look(number, odd):
    reason = why_check(number)

    assert bool(reason) == odd
    assert number not in (reason.text if reason else "")

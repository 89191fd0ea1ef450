"""A meeting that comes back every week, every two weeks or every month."""

from datetime import date

import pytest

from caseway.rules.contacts.rhythm import MOST_TIMES, Rhythm, days_of


@pytest.mark.parametrize(
    ("first", "rhythm", "times", "days"),
    [
        (date(2026, 11, 24), Rhythm.ONCE, 5, [(2026, 11, 24)]),
        (date(2026, 12, 22), Rhythm.WEEKLY, 3, [(2026, 12, 22), (2026, 12, 29), (2027, 1, 5)]),
        (date(2026, 11, 24), Rhythm.BIWEEKLY, 2, [(2026, 11, 24), (2026, 12, 8)]),
        # The 31st comes back to the 31st after a short month.
        (date(2027, 1, 31), Rhythm.MONTHLY, 3, [(2027, 1, 31), (2027, 2, 28), (2027, 3, 31)]),
        (date(2028, 1, 29), Rhythm.MONTHLY, 2, [(2028, 1, 29), (2028, 2, 29)]),  # a leap day
    ],
)
def test_the_days_of_a_series(first, rhythm, times, days):
    assert days_of(first, rhythm, times) == tuple(date(*day) for day in days)


@pytest.mark.parametrize(("times", "stands"), [(0, False), (1, True), (26, True), (27, False)])
def test_a_series_is_at_most_half_a_year_of_weeks(times, stands):
    if stands:
        assert len(days_of(date(2026, 11, 24), Rhythm.WEEKLY, times)) == times <= MOST_TIMES
    else:
        with pytest.raises(ValueError, match="between 1 and 26"):
            days_of(date(2026, 11, 24), Rhythm.WEEKLY, times)

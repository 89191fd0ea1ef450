"""The clock of the intensive phase, and the day by which a month is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import DateSpan, Month
from caseway.rules.records.visits.clock import clock, why_not_extended
from caseway.rules.records.visits.month import summary_due, summary_standing
from tests.rules.visits.scenes import ASKS

START = date(2025, 7, 1)
OPEN = (DateSpan(START),)


def test_example_12_the_365_days_from_the_first_of_july():
    found = clock(OPEN, date(2026, 1, 1), ASKS)

    assert found.ends_on == date(2026, 6, 30)
    assert found.warns_on == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("on", "used", "warned", "over", "text"),
    [
        (
            date(2025, 6, 30),
            0,
            False,
            False,
            "Day 0 of 365 of the intensive phase; the last is Tue, Jun 30, 2026",
        ),
        (
            START,
            1,
            False,
            False,
            "Day 1 of 365 of the intensive phase; the last is Tue, Jun 30, 2026",
        ),
        (
            date(2026, 5, 30),
            334,
            False,
            False,
            "Day 334 of 365 of the intensive phase; the last is Tue, Jun 30, 2026",
        ),
        (
            date(2026, 5, 31),
            335,
            True,
            False,
            "30 days of the intensive phase are left; the last is Tue, Jun 30, 2026."
            " Plan what follows now.",
        ),
        (
            date(2026, 6, 29),
            364,
            True,
            False,
            "1 day of the intensive phase is left; the last is Tue, Jun 30, 2026."
            " Plan what follows now.",
        ),
        (
            date(2026, 6, 30),
            365,
            True,
            False,
            "Today is day 365, the last of the intensive phase. Decide what follows.",
        ),
        (
            date(2026, 7, 1),
            366,
            True,
            True,
            "The 365 days of the intensive phase ended on Tue, Jun 30, 2026. Move the person to"
            " the extended phase, or ask the funder.",
        ),
    ],
)
def test_the_clock_says_where_it_stands(on, used, warned, over, text):
    found = clock(OPEN, on, ASKS)

    assert (found.used, found.warning is not None, found.over) == (used, warned, over)
    assert found.reason.text == text


def test_days_between_two_intensive_phases_do_not_count():
    spans = (
        DateSpan(date(2025, 7, 1), date(2025, 7, 11)),  # ten days
        DateSpan(date(2026, 1, 1)),
    )

    assert clock(spans, date(2026, 1, 1), ASKS).used == 11
    assert clock(spans, date(2026, 1, 1), ASKS).ends_on == date(2026, 12, 21)


def test_a_phase_that_stopped_has_no_last_day_ahead():
    found = clock((DateSpan(START, date(2025, 10, 1)),), date(2026, 11, 3), ASKS)

    assert (found.used, found.ends_on, found.warning) == (92, None, None)
    assert found.reason.text == "92 of 365 days of the intensive phase are used"


@given(
    st.dates(date(2016, 1, 1), date(2040, 1, 1)),
    st.integers(0, 300),
    st.integers(-50, 300),
    st.integers(0, 800),
)
def test_no_day_counts_twice_however_the_spans_lie(start, first, gap, ahead):
    one = DateSpan(start, start + timedelta(days=first))
    other_start = max(start, one.end + timedelta(days=gap))
    other = DateSpan(other_start, other_start + timedelta(days=40))
    on = start + timedelta(days=ahead)

    days = {
        span.start + timedelta(days=number)
        for span in (one, other)
        for number in range(span.days)
        if span.start + timedelta(days=number) <= on
    }

    assert clock((other, one), on, ASKS).used == len(days)


def test_example_11_the_extended_phase_asks_for_a_job():
    assert why_not_extended(True, ASKS) is None
    assert why_not_extended(False, ASKS).text == (
        "The extended phase is for people who have a job. Record the job first."
    )
    assert why_not_extended(False, None) is None


@pytest.mark.parametrize(
    ("month", "on", "working", "text"),
    [
        (
            Month(2026, 10),
            date(2026, 11, 10),
            date(2026, 11, 10),
            "The summary of the month is due on Tue, Nov 10, 2026",
        ),
        (  # a Saturday, a Sunday, and a holiday on a Monday
            Month(2026, 9),
            date(2026, 10, 10),
            date(2026, 10, 9),
            "The summary of the month is due on Sat, Oct 10, 2026, a weekend or holiday. "
            "The date does not move; the last working day before it is Fri, Oct 9, 2026",
        ),
        (Month(2026, 12), date(2027, 1, 10), date(2027, 1, 8), None),
        (Month(2022, 9), date(2022, 10, 10), date(2022, 10, 7), None),
    ],
)
def test_the_summary_is_due_on_the_tenth_whatever_day_that_is(month, on, working, text):
    due = summary_due(month, ASKS, holidays={date(2022, 10, 10)})

    assert (due.on, due.working) == (on, working)
    assert text is None or due.reason.text == text


@pytest.mark.parametrize(
    ("signed_on", "today", "overdue", "text"),
    [
        (
            None,
            date(2026, 11, 10),
            False,
            "The summary of the month is due on Tue, Nov 10, 2026",
        ),
        # Example 13
        (
            None,
            date(2026, 11, 11),
            True,
            "The summary was due on Tue, Nov 10, 2026, 1 day ago",
        ),
        (
            None,
            date(2026, 11, 23),
            True,
            "The summary was due on Tue, Nov 10, 2026, 13 days ago",
        ),
        (date(2026, 11, 10), date(2026, 11, 23), False, "Signed on Tue, Nov 10, 2026"),
        (
            date(2026, 11, 11),
            date(2026, 11, 23),
            False,
            "Signed on Wed, Nov 11, 2026, 1 day after it was due",
        ),
    ],
)
def test_example_13_a_month_without_its_summary_is_overdue_on_the_eleventh(
    signed_on, today, overdue, text
):
    found = summary_standing(summary_due(Month(2026, 10), ASKS), signed_on, today)

    assert (found.overdue, found.reason.text) == (overdue, text)

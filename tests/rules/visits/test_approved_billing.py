"""What goes over the hours that a funder's letters approve is held back, and says how much."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import DateSpan
from caseway.rules.records.visits import billing
from caseway.rules.records.visits.approved import Approval, Per
from caseway.rules.records.visits.billing import billing_lines
from caseway.rules.records.visits.checks import Check
from tests.rules.visits.scenes import ASKS, CLOSED, ENROLLED, lasting

# In November 2026 the 1st is a Sunday: weeks begin on the 2nd, 9th, 16th, 23rd and 30th.
NOVEMBER = DateSpan(date(2026, 11, 1), date(2026, 12, 1))
A_MONTH = Approval(NOVEMBER, 120, Per.MONTH, "A-7")
A_WEEK = Approval(NOVEMBER, 60, Per.WEEK, "B-1")


def held_on(day, minutes, key="v1"):
    return lasting(minutes, datetime(2026, 11, day, 15, 0, tzinfo=UTC), key=key)


def judged(approvals, *sessions):
    records = [held_on(day, minutes, f"v{n}") for n, (day, minutes) in enumerate(sessions)]
    lines = billing_lines(records, {"c1": replace(ENROLLED, approvals=approvals)}, CLOSED)
    return [[held.check for held in line.held] for line in lines]


OVER, NONE = [Check.OVER_APPROVED], [Check.NOT_APPROVED]


def test_the_hours_of_a_month_are_billed_to_the_last_unit_and_no_further():
    assert judged((A_MONTH,), (3, 60), (10, 60)) == [[], []]
    assert judged((A_MONTH,), (3, 60), (10, 74)) == [[], []]  # 74 minutes are four units
    assert judged((A_MONTH,), (3, 60), (10, 75)) == [[], OVER]


def test_what_is_held_back_uses_nothing_up():
    assert judged((A_MONTH,), (3, 60), (10, 90), (17, 60)) == [[], OVER, []]


def test_before_the_month_is_closed_what_waits_for_it_uses_hours_up_too():
    records = [held_on(day, 60, f"v{day:02}") for day in (3, 10, 17)]
    enrolled = {"c1": replace(ENROLLED, approvals=(A_MONTH,))}

    lines = billing_lines(records, enrolled, set())

    open_month = [Check.MONTH_OPEN]
    assert [[held.check for held in line.held] for line in lines] == [
        open_month,
        open_month,
        [*OVER, *open_month],
    ]
    assert [line.waits for line in lines] == [True, True, False]


def test_a_week_ends_on_sunday():
    assert judged((A_WEEK,), (2, 60), (8, 15)) == [[], OVER]
    assert judged((A_WEEK,), (2, 60), (9, 15)) == [[], []]


def test_a_line_names_the_letter_and_what_it_leaves():
    lines = billing_lines(
        [held_on(3, 90), held_on(10, 45, "v2")],
        {"c1": replace(ENROLLED, approvals=(A_MONTH,))},
        CLOSED,
    )

    assert lines[1].held[0].reason.text == (
        "Letter A-7: 0.5 of 2 hours are left that month; this session takes 0.75."
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [(9, []), (10, []), (20, []), (21, NONE)],
    ids=["before", "first", "last", "after"],
)
def test_after_the_first_letter_began_a_day_in_none_is_held_and_before_it_is_not(day, expected):
    letter = Approval(DateSpan(date(2026, 11, 10), date(2026, 11, 21)), 600, Per.MONTH)

    assert judged((letter,), (day, 30)) == [expected]


def test_whom_the_funder_sends_no_letters_is_not_asked_for_one():
    assert judged((), (3, 60)) == [[]]


def test_a_program_can_ask_everybody_for_a_letter(monkeypatch):
    strict = replace(ASKS, approval_required=True)
    monkeypatch.setattr(billing, "asks_of", lambda program, on: strict)

    assert judged((), (3, 60)) == [NONE]
    assert judged((A_MONTH,), (3, 60)) == [[]]


def test_one_letter_after_another_has_its_own_hours():
    first = Approval(DateSpan(date(2026, 11, 1), date(2026, 11, 16)), 60, Per.MONTH, "1")
    second = Approval(DateSpan(date(2026, 11, 16), None), 60, Per.MONTH, "2")

    assert judged((first, second), (3, 60), (15, 15), (16, 60), (17, 15)) == [[], OVER, [], OVER]


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 200)), max_size=12),
    st.integers(0, 400),
    st.sampled_from(Per),
)
def test_no_period_is_billed_above_its_letter(sessions, minutes, per):
    records = [
        lasting(
            long, datetime(2026, 11, day, 12, 0, tzinfo=UTC) + timedelta(minutes=n), key=f"v{n:02}"
        )
        for n, (day, long) in enumerate(sessions)
    ]
    letter = Approval(NOVEMBER, minutes, per)

    lines = billing_lines(records, {"c1": replace(ENROLLED, approvals=(letter,))}, CLOSED)

    billed: dict[object, int] = {}
    for line in lines:
        day = line.record.day
        period = day - timedelta(days=day.weekday()) if per is Per.WEEK else day.month
        billed[period] = billed.get(period, 0) + line.units * 15
    assert all(total <= minutes for total in billed.values())

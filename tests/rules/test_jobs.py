"""A week of shifts, a wage, an employer's numbers, and whether a job was kept."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.jobs import (
    Found,
    Slot,
    Standing,
    checks,
    fein_of,
    first_open,
    industry_of,
    week_of,
    why_below_minimum,
    why_not_found,
)

BEGAN = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        (time(9), time(17), 480),
        (time(22), time(6), 480),  # past midnight
        (time(0), time(23, 59), 1439),
        (time(23, 59), time(0), 1),
        (time(9), time(9), 0),
    ],
)
def test_a_shift_that_ends_before_it_begins_ends_the_next_day(begins, ends, minutes):
    assert Slot(0, begins, ends).minutes == minutes


def test_a_shift_that_ends_when_it_begins_is_refused_with_its_day():
    (fault,) = week_of([Slot(2, time(9), time(9))]).faults

    assert fault.text == (
        "The shift on Wednesday ends when it begins. Enter another time for its end."
    )


@pytest.mark.parametrize(
    ("second", "fits"),
    [
        (Slot(1, time(6), time(10)), True),  # Monday's ends as Tuesday's begins
        (Slot(1, time(5, 59), time(10)), False),
        (Slot(0, time(21), time(22)), True),
        (Slot(0, time(21), time(22, 1)), False),
    ],
)
def test_a_shift_may_begin_when_the_one_before_ends_and_no_minute_earlier(second, fits):
    week = week_of([Slot(0, time(22), time(6)), second])

    assert (week.faults == ()) is fits


def test_sundays_night_is_held_against_mondays_morning():
    sunday, monday = Slot(6, time(22), time(6)), Slot(0, time(5), time(9))

    (fault,) = week_of([sunday, monday]).faults

    assert fault.text == (
        "The shift on Sunday at 22:00 is still going on when the one on Monday at 05:00 begins. "
        "Change one of them."
    )


_TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(st.lists(st.builds(Slot, st.integers(0, 6), _TIMES, _TIMES), max_size=8))
def test_a_week_without_faults_covers_no_minute_twice(slots):
    week = week_of(slots)
    minutes = [(one.opens + step) % (7 * 1440) for one in week.slots for step in range(one.minutes)]
    whole = all(one.minutes for one in slots)

    assert (not week.faults) == (whole and len(minutes) == len(set(minutes)))


@pytest.mark.parametrize(("cents", "below"), [(724, True), (725, False), (726, False), (0, True)])
def test_a_wage_is_held_against_the_federal_minimum_of_725_cents(cents, below):
    found = why_below_minimum(cents, date(2026, 11, 23), competitive=False)

    assert (found is not None) is below


def test_below_the_minimum_work_is_not_competitive_integrated_employment():
    found = why_below_minimum(500, date(2026, 11, 23), competitive=True)

    assert found.source == "29 USC 705(5)(A)(i)"
    assert found.text.startswith("$5.00 an hour is less than the federal minimum wage of $7.25, so")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12-3456789", "12-3456789"),
        (" 123456789 ", "12-3456789"),
        ("12 - 3456789", "12-3456789"),
        ("00-1234567", None),  # no employer has this prefix
        ("12-345678", None),
        ("12-34567890", None),
        ("12-34567８9", None),  # a digit of another script
    ],
)
def test_an_employer_number_has_nine_digits_and_a_prefix_that_is_given_out(typed, kept):
    assert fein_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("72", "72"), ("722513", "722513"), ("7", None), ("7225130", None), ("10", None)],
)
def test_an_industry_has_two_to_six_digits_in_a_sector_that_exists(typed, kept):
    assert industry_of(typed) == kept


@pytest.mark.parametrize(
    ("today", "standings"),
    [
        (date(2026, 9, 30), ["ahead", "ahead", "ahead", "ahead"]),
        (date(2026, 10, 1), ["due", "ahead", "ahead", "ahead"]),
        (date(2026, 10, 15), ["due", "ahead", "ahead", "ahead"]),
        (date(2026, 10, 16), ["overdue", "ahead", "ahead", "ahead"]),
        (date(2026, 10, 31), ["overdue", "due", "ahead", "ahead"]),
        (date(2027, 2, 28), ["overdue", "overdue", "overdue", "due"]),
    ],
)
def test_a_check_is_due_when_its_days_are_over_and_overdue_two_weeks_later(today, standings):
    found = checks(BEGAN, {}, today)

    assert [one.standing for one in found] == standings


def test_what_was_found_is_done_whatever_the_day():
    first = checks(BEGAN, {30: Found.UNKNOWN}, date(2027, 5, 1))[0]

    assert (first.standing, first.found) == (Standing.DONE, Found.UNKNOWN)


@pytest.mark.parametrize(
    ("today", "found", "days"),
    [
        (date(2026, 9, 30), {}, None),  # day 29
        (date(2026, 10, 1), {}, 30),
        (date(2026, 10, 31), {}, 30),  # 60 days, and the first is still open
        (date(2026, 10, 30), {30: Found.AT_WORK}, None),
        (date(2026, 10, 31), {30: Found.UNKNOWN}, 60),
        (date(2027, 9, 1), dict.fromkeys((30, 60, 90, 180), Found.AT_WORK), None),
    ],
)
def test_the_check_to_ask_is_the_earliest_without_an_answer_whose_days_are_over(today, found, days):
    asked = first_open(BEGAN, found, today)

    assert (asked.days if asked else None) == days


@pytest.mark.parametrize(
    ("ended_on", "found", "code"),
    [
        (None, Found.AT_WORK, None),
        (None, Found.UNKNOWN, None),
        (None, Found.NOT_AT_WORK, "jobs.check_while_kept"),
        (date(2026, 9, 30), Found.AT_WORK, "jobs.check_after_end"),
        (date(2026, 9, 30), Found.OTHER_JOB, None),
        (date(2026, 9, 30), Found.NOT_AT_WORK, None),
        (date(2026, 10, 1), Found.AT_WORK, None),  # she worked on the thirtieth day
        (date(2026, 10, 1), Found.NOT_AT_WORK, "jobs.check_while_kept"),
    ],
)
def test_an_answer_fits_what_is_on_record_of_the_job(ended_on, found, code):
    reason = why_not_found(
        days=30,
        began_on=BEGAN,
        ended_on=ended_on,
        found=found,
        checked_on=date(2026, 10, 5),
        today=date(2026, 10, 5),
    )

    assert (reason and reason.code) == code


@pytest.mark.parametrize(
    ("checked_on", "code"),
    [
        (date(2026, 9, 30), "jobs.check_too_early"),
        (date(2026, 10, 1), None),
        (date(2026, 10, 5), None),
        (date(2026, 10, 6), "jobs.check_ahead"),
    ],
)
def test_nobody_knows_before_the_days_are_over_nor_ahead_of_today(checked_on, code):
    reason = why_not_found(
        days=30,
        began_on=BEGAN,
        ended_on=None,
        found=Found.AT_WORK,
        checked_on=checked_on,
        today=date(2026, 10, 5),
    )

    assert (reason and reason.code) == code
    assert date(2026, 9, 1) + timedelta(30) == date(2026, 10, 1)

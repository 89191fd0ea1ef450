"""Days, months and half-open spans, leap days included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import (
    DateSpan,
    Month,
    add_months,
    age_on,
    covers,
    days_between,
)

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@st.composite
def spans(draw):
    start = draw(DAYS)
    length = draw(st.none() | st.integers(0, 900))
    return DateSpan(start, None if length is None else start + timedelta(length))


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),  # the end is not part of it
    ],
)
def test_a_span_holds_its_first_day_and_not_its_end(day, inside):
    assert DateSpan(date(2026, 3, 1), date(2026, 4, 1)).covers(day) is inside


def test_an_open_span_goes_on():
    span = DateSpan(date(2026, 3, 1))

    assert span.covers(date(2099, 1, 1))
    assert span.days is None


def test_a_span_opened_and_closed_the_same_day_covers_nothing():
    span = DateSpan(date(2026, 3, 1), date(2026, 3, 1))

    assert not span.covers(date(2026, 3, 1))
    assert span.days == 0


def test_a_span_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end"):
        DateSpan(date(2026, 3, 2), date(2026, 3, 1))


def test_spans_that_only_touch_share_no_day():
    march = DateSpan(date(2026, 3, 1), date(2026, 4, 1))

    assert not march.overlaps(DateSpan(date(2026, 4, 1)))
    assert march.overlap(DateSpan(date(2026, 3, 31))) == DateSpan(
        date(2026, 3, 31), date(2026, 4, 1)
    )


def test_a_day_is_covered_when_any_span_covers_it():
    stays = [DateSpan(date(2026, 1, 1), date(2026, 2, 1)), DateSpan(date(2026, 3, 1))]

    assert covers(stays, date(2026, 1, 31))
    assert not covers(stays, date(2026, 2, 1))
    assert not covers([], date(2026, 2, 1))


@given(spans(), spans(), DAYS)
def test_the_overlap_holds_exactly_the_days_of_both(one, other, day):
    shared = one.overlap(other)

    assert (shared is not None and shared.covers(day)) is (one.covers(day) and other.covers(day))
    assert shared == other.overlap(one)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),  # leap year
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_step_of_months_keeps_the_day_or_takes_the_last(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2026, 2, 28), 17),
        (date(2026, 3, 1), 18),  # born on 29 February: the year is complete on 1 March
        (date(2028, 2, 28), 19),
        (date(2028, 2, 29), 20),
    ],
)
def test_an_age_is_completed_years_also_for_one_born_on_a_leap_day(on, age):
    assert age_on(date(2008, 2, 29), on) == age


def test_days_between_counts_over_a_leap_day_and_backwards():
    assert days_between(date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert days_between(date(2026, 2, 28), date(2026, 3, 1)) == 1
    assert days_between(date(2026, 3, 1), date(2026, 2, 28)) == -1


def test_a_month_knows_its_days_and_its_neighbours():
    february = Month(2028, 2)

    assert (february.first, february.last, february.days) == (
        date(2028, 2, 1),
        date(2028, 2, 29),
        29,
    )
    assert february.span == DateSpan(date(2028, 2, 1), date(2028, 3, 1))
    assert Month(2026, 12).plus(1) == Month(2027, 1)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert (str(february), february.number) == ("2028-02", 202802)


@pytest.mark.parametrize("text", ["2026-11", "202611"])
def test_a_month_is_read_as_people_and_files_write_it(text):
    assert Month.parse(text) == Month(2026, 11)


@pytest.mark.parametrize("text", ["2026-13", "11/2026", "2026", "２０２６11", ""])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):
        Month.parse(text)


@given(DAYS)
def test_every_day_lies_in_its_own_month(day):
    assert Month.of(day).span.covers(day)
    assert Month.parse(str(Month.of(day))) == Month.of(day)

"""Case numbers as sites write them, and as spreadsheets mangle them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.records.case_numbers import example, tidy, why_not_number


@pytest.mark.parametrize(
    ("written", "pattern", "number", "restored"),
    [
        (" w-104218 ", "A-999999", "W-104218", False),
        ("W–104218", "A-999999", "W-104218", False),  # a typographic dash
        ("104218.0", "999999", "104218", False),
        ("4218", "999999", "004218", True),
        ("4218.0", "999999", "004218", True),
        ("4218", "A-999999", "4218", False),  # no digit is put into a form with letters
        ("4218", "", "4218", False),
        ("１０４２１８", "999999", "104218", False),
        ("1042189", "999999", "1042189", False),
    ],
)
def test_a_number_is_written_one_way(written, pattern, number, restored):
    assert tidy(written, pattern) == (number, restored)


@pytest.mark.parametrize(
    ("number", "pattern", "code"),
    [
        ("W-104218", "W-999999", None),
        ("X-104218", "W-999999", "number.form"),
        ("W-10421", "W-999999", "number.form"),
        ("W-1042189", "W-999999", "number.form"),
        ("ANYTHING/7", "", None),
        ("", "", "number.empty"),
        ("9" * 32, "", None),
        ("9" * 33, "", "number.too_long"),
        ("A.1", "A.9", None),
        ("AX1", "A.9", "number.form"),  # a dot in the form is a dot
    ],
)
def test_a_number_fits_the_sites_form(number, pattern, code):
    refusal = why_not_number(number, pattern)

    assert (refusal and refusal.code) == code


def test_a_refusal_shows_what_a_number_looks_like():
    assert why_not_number("12", "W-999999").text == (
        "“12” is not a case number here. They look like W-123456."
    )


@given(st.text(alphabet="9A-/W", max_size=20).filter(bool))
def test_the_example_of_a_form_fits_it(pattern):
    assert why_not_number(example(pattern), pattern) is None


@given(st.text(max_size=40), st.sampled_from(["", "999999", "W-999999"]))
def test_tidying_twice_changes_nothing_more(text, pattern):
    once = tidy(text, pattern).number

    assert tidy(once, pattern).number == once

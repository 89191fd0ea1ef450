"""Groups beside each other: shares in words, and a difference that chance does not explain."""

from datetime import date
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.fairness.chance import by_chance
from caseway.rules.fairness.comparing import Group, compare
from caseway.rules.fairness.hiding import Tally

DAY = date(2026, 11, 23)


def people(yes: int, of: int) -> Group:
    return Group(Tally(yes, of), of)


def test_seven_of_ten_are_seventy_percent():
    comparison = compare({"english": people(7, 10), "spanish": people(14, 20)}, DAY)

    assert comparison.whole == Tally(21, 30)
    assert comparison.lines[0].why.text == "7 of 10: 70 percent"
    assert comparison.lines[0].apart is None


def test_a_difference_that_chance_does_not_explain_is_spoken_of():
    comparison = compare({"english": people(60, 80), "spanish": people(8, 30)}, DAY)

    assert comparison.lines[1].apart is not None
    assert comparison.lines[1].apart.text == (
        "27 percent here, 75 percent for everybody else. Chance alone makes such a difference"
        " less than once in 100 times, so look for the reason"
    )


def test_the_same_shares_of_few_people_are_not_spoken_of():
    comparison = compare({"english": people(9, 12), "spanish": people(4, 11)}, DAY)

    assert [line.apart for line in comparison.lines] == [None, None]


def test_a_hidden_group_says_why_and_no_number():
    comparison = compare({"a": people(3, 9), "b": people(5, 12), "c": people(20, 40)}, DAY)

    assert [line.tally for line in comparison.lines] == [None, None, Tally(20, 40)]
    assert comparison.lines[0].why.text == "Fewer than 10 people, so not shown"
    assert "worked out" in comparison.lines[1].why.text


def test_nine_people_in_all_show_nothing():
    comparison = compare({"a": people(3, 4), "b": people(1, 5)}, DAY)

    assert comparison.whole is None
    assert all(line.tally is None for line in comparison.lines)


def test_goals_are_hidden_by_the_people_behind_them_and_left_to_no_chance():
    few = Group(Tally(10, 12), people=4)
    many = Group(Tally(5, 60), people=30)
    others = Group(Tally(30, 60), people=30)

    comparison = compare({"few": few, "many": many, "others": others}, DAY)

    assert [line.tally for line in comparison.lines] == [None, None, Tally(30, 60)]
    assert all(line.apart is None for line in comparison.lines)


def exact(one: Tally, other: Tally) -> Fraction:
    """The same test by counting every way, in whole numbers."""
    happened = one.yes + other.yes

    def ways(yes: int) -> int:
        return comb(one.of, yes) * comb(other.of, happened - yes)

    possible = range(max(0, happened - other.of), min(one.of, happened) + 1)
    seen = ways(one.yes)
    as_unlikely = sum(ways(yes) for yes in possible if ways(yes) <= seen)
    return Fraction(as_unlikely, sum(map(ways, possible)))


tallies = st.integers(1, 40).flatmap(lambda of: st.integers(0, of).map(lambda yes: Tally(yes, of)))


@given(tallies, tallies)
def test_chance_is_weighed_as_exact_counting_weighs_it(one, other):
    assert by_chance(one, other) == pytest.approx(float(exact(one, other)), rel=1e-6)


@given(tallies, tallies)
def test_who_is_named_first_does_not_matter(one, other):
    assert by_chance(one, other) == pytest.approx(by_chance(other, one))

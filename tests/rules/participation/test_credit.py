"""The caseload reduction credit, and the standards left after it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.participation.credit import (
    NOT_ENTERED,
    Caseload,
    Spending,
    TwoParentCredit,
    base_year,
    credit,
    excess_moe_cases,
    standards,
)


def cases(base, comparison, **more):
    return Caseload(*(Fraction(one) for one in (base, comparison)), **more)


@pytest.mark.parametrize(("year", "base"), [(2007, 2005), (2025, 2005), (2026, 2015)])
def test_the_base_year_is_2015_from_fiscal_year_2026(year, base):
    assert base_year(year) == base


def test_the_credit_is_the_fall_less_what_stricter_rules_brought_about():
    found = standards(cases(20_000, 13_000, cut=Fraction(600)), 2026)

    assert (found.overall.credit, found.overall.adjusted) == (32, 18)
    assert found.two_parent.adjusted == 58
    assert [str(one) for one in found.overall.reasons] == [
        "The caseload fell by 35.0 points: 20,000 cases a month in fiscal year 2015,"
        " 13,000 in fiscal year 2025",
        "600 of the cases left because rules of eligibility changed; they earn no credit",
        "The credit is 32.0 points",
        "The rate to reach is 50 percent less 32.0 points: 18.0",
    ]
    assert all(one.source for one in found.overall.reasons)


@pytest.mark.parametrize(
    ("comparison", "cut", "added", "points"),
    [
        (20_000, 0, 0, 0),  # no fall
        (20_001, 0, 0, 0),  # rose
        (19_999, 0, 0, Fraction(1, 200)),
        (13_000, 7_000, 0, 0),  # all of it from cuts
        (13_000, 8_000, 0, 0),
        (13_000, 600, 600, 35),  # offset
        (13_000, 600, 900, 35),  # never above the actual fall
    ],
)
def test_no_credit_for_cuts_and_never_more_than_the_actual_fall(comparison, cut, added, points):
    caseload = cases(20_000, comparison, cut=Fraction(cut), added=Fraction(added))

    assert credit(caseload, 2026).points == points


def test_a_caseload_that_rose_leaves_the_standards_whole_and_says_so():
    found = standards(cases(20_000, 21_000), 2026)

    assert (found.overall.adjusted, found.two_parent.adjusted) == (50, 90)
    assert "did not fall" in str(found.overall.reasons[0])


def test_a_standard_never_falls_below_zero():
    found = standards(cases(20_000, 5_000), 2026)

    assert (found.overall.credit, found.overall.adjusted) == (75, 0)
    assert found.two_parent.adjusted == 15


def test_cases_paid_from_excess_state_money_are_left_out():
    assert credit(cases(20_000, 13_000, excess_moe=Fraction(1_000)), 2026).points == 40


@pytest.mark.parametrize(
    ("choice", "two_parent"),
    [
        (TwoParentCredit.OVERALL, 80),
        (TwoParentCredit.TWO_PARENT, 40),
        (TwoParentCredit.HIGHER, 40),
    ],
)
def test_the_state_picks_whose_caseload_lowers_the_two_parent_standard(choice, two_parent):
    found = standards(cases(20_000, 18_000), 2026, two_parent=cases(1_000, 500), choice=choice)

    assert found.overall.adjusted == 40
    assert found.two_parent.adjusted == two_parent


@pytest.mark.parametrize(
    ("choice", "two_parent"),
    [
        (TwoParentCredit.OVERALL, 80),
        (TwoParentCredit.TWO_PARENT, 90),
        (TwoParentCredit.HIGHER, 80),
    ],
)
def test_a_caseload_that_nobody_entered_earns_no_credit_and_says_so(choice, two_parent):
    found = standards(cases(20_000, 18_000), 2026, choice=choice)

    assert found.two_parent.adjusted == two_parent
    said = {reason.code for reason in found.two_parent.reasons}
    assert (NOT_ENTERED.code in said) == (choice is TwoParentCredit.TWO_PARENT)
    assert standards(None, 2026).overall.adjusted == 50


def test_without_cases_in_the_base_year_nothing_is_compared():
    assert credit(cases(0, 10), 2026).points == 0


@pytest.mark.parametrize("fields", [(-1, 0, {}), (1, 1, {"excess_moe": Fraction(2)})])
def test_an_impossible_caseload_is_a_bug(fields):
    base, comparison, more = fields
    with pytest.raises(ValueError):
        cases(base, comparison, **more)


def test_excess_state_money_is_turned_into_cases_by_its_share_of_assistance():
    spent = Spending(
        moe=120_000_00,
        historic=125_000_00,  # 80 % is 100,000: 20,000 beyond
        assistance=60_000_00,
        total=240_000_00,  # a quarter is assistance: 5,000 of the excess
        cases=Fraction(1_200),  # 50 a case and year: 100 cases
    )

    assert excess_moe_cases(spent, 2025) == 100
    assert excess_moe_cases(spent, 2025, two_parent=Fraction(1, 10)) == 10


def test_a_state_that_met_its_rates_keeps_up_less_and_so_has_more_excess():
    spent = Spending(120_000_00, 125_000_00, 60_000_00, 240_000_00, Fraction(1_200), met_rates=True)

    assert excess_moe_cases(spent, 2025) == Fraction(525, 4)  # 26,250 beyond 75 %


def test_no_excess_means_no_cases_left_out():
    assert excess_moe_cases(Spending(1, 100, 50, 100, Fraction(10)), 2025) == 0
    assert excess_moe_cases(Spending(100, 1, 50, 100, Fraction(0)), 2025) == 0


NUMBER = st.integers(0, 10**6).map(Fraction)


@given(NUMBER, NUMBER, NUMBER, NUMBER, st.integers(2007, 2030))
def test_a_credit_is_never_negative_nor_above_the_fall(base, comparison, cut, added, year):
    found = credit(Caseload(base, comparison, cut, added), year)

    assert 0 <= found.points <= max(0, found.fall)

"""What missing the rates costs a State."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.participation.credit import Standard
from caseway.rules.participation.other_penalties import (
    controls_failure,
    no_verification_plan,
    not_sanctioning,
    poor_controls,
)
from caseway.rules.participation.penalty import base_rate, penalty, successive_year
from caseway.rules.participation.reduction import Reached

GRANT = 100_000_000_00
MILLION = 1_000_000_00


def reached(rate, minimum=50, credit=0, engaged=1000, before=1000):
    share = None if rate is None else Fraction(rate) / 100
    standard = Standard(Fraction(minimum), Fraction(credit), ())
    return Reached(share, standard, Fraction(engaged), Fraction(before))


def charged(overall=None, two_parent=None, **more):
    return penalty(
        year=2026,
        grant=GRANT,
        overall=overall or reached(50),
        two_parent=two_parent,
        **more,
    )


def test_the_penalty_grows_by_two_points_a_year_up_to_21():
    assert [base_rate(year, 2026) for year in range(1, 11)] == [5, 7, 9, 11, 13, 15, 17, 19, 21, 21]


def test_penalty_years_count_from_one():
    with pytest.raises(ValueError):
        base_rate(0, 2026)


@pytest.mark.parametrize(
    ("penalised", "successive"), [((), 1), ((2025,), 2), ((2024, 2025), 3), ((2024,), 1)]
)
def test_only_years_without_a_gap_are_successive(penalised, successive):
    assert successive_year(penalised, 2026) == successive


@pytest.mark.parametrize(("rate", "missed"), [(50, False), (Fraction(4999, 100), True)])
def test_a_rate_is_missed_just_below_its_standard(rate, missed):
    found = charged(reached(rate))

    assert bool(found.missed) is missed
    assert (found.full > 0) is missed
    assert found.basic_moe == (80 if missed else 75)


def test_no_families_is_nothing_to_miss():
    assert charged(two_parent=reached(None, 90)).missed == frozenset()


def test_the_overall_rate_missed_for_the_first_time_takes_off_by_degree_and_growth():
    found = charged(reached(30, credit=10, engaged=1090))

    assert (found.threshold, found.degree, found.growth) == (15, Fraction(3, 5), Fraction(3, 5))
    assert (found.full, found.reduction, found.net) == (5 * MILLION, 180_000_000, 320_000_000)
    assert [str(one) for one in found.reasons] == [
        "The overall rate is missed: 30.00 percent, and 40.00 are needed",
        "Year 1 in a row: 5 percent of the grant, $5,000,000.00",
        "How nearly it was reached: (30.00 - 15.00) / (40.00 - 15.00) = 0.600",
        "More people engaged: 1,000 a month, now 1,090; 15 percent more would earn it whole: 0.600",
        "100 percent of that reduction is granted: $1,800,000.00, which leaves $3,200,000.00",
        "The State must keep up 80 percent of its historic spending",
    ]
    assert all(one.source for one in found.reasons)


def test_only_the_two_parent_rate_missed_costs_the_two_parent_share():
    found = charged(two_parent=reached(60, 90), two_parent_share=Fraction(8, 100))

    assert found.missed == {"two_parent"}
    assert found.net == 40_000_000
    assert "times the two-parent share of 8.0 percent" in str(found.reasons[2])


def test_only_the_two_parent_rate_missed_is_measured_on_two_parent_families():
    found = charged(
        reached(50, engaged=1),
        reached(60, 90, engaged=115, before=100),
        two_parent_share=Fraction(8, 100),
    )

    assert (found.threshold, found.degree, found.growth) == (45, Fraction(1, 3), 1)


def test_both_rates_missed_costs_the_whole_and_is_measured_on_all_families():
    found = charged(
        reached(30, credit=10, engaged=1090), reached(10, 90), two_parent_share=Fraction(8, 100)
    )

    assert found.full == 5 * MILLION
    assert found.reduction == 90_000_000  # half of 1.8 million


@pytest.mark.parametrize(
    ("successive", "both", "part"),
    [(1, False, 1), (1, True, 2), (2, False, 2), (2, True, 4), (3, False, 0), (9, True, 0)],
)
def test_less_is_taken_off_for_two_rates_and_later_years_and_nothing_from_the_third(
    successive, both, part
):
    found = charged(
        reached(30, credit=10, engaged=1150),
        reached(10, 90) if both else None,
        successive=successive,
    )

    whole = Fraction(3, 5) * found.full
    assert found.reduction == (whole / part if part else 0)


@pytest.mark.parametrize(
    ("rate", "engaged", "taken_off"),
    [(15, 1090, False), (Fraction(1499, 100), 1090, False), (16, 1001, True), (30, 1000, False)],
)
def test_nothing_is_taken_off_below_the_threshold_or_without_growth(rate, engaged, taken_off):
    assert (charged(reached(rate, credit=10, engaged=engaged)).reduction > 0) is taken_off


def test_a_rate_just_at_the_threshold_qualifies_and_earns_nothing():
    found = charged(reached(15, credit=10, engaged=1090))

    assert (found.degree, found.reduction) == (0, 0)
    assert "How nearly" in str(found.reasons[2])


def test_a_rate_below_the_threshold_says_so():
    assert "below the threshold of 15.00" in str(charged(reached(14, credit=10)).reasons[2])


def test_strong_growth_never_takes_off_more_than_the_penalty():
    found = charged(reached(39, credit=10, engaged=5000))

    assert (found.reduction, found.net) == (found.full, 0)


def test_from_nobody_engaged_any_growth_is_whole():
    assert charged(reached(30, credit=10, engaged=1, before=0)).growth == 1
    assert charged(reached(30, credit=10, engaged=0, before=0)).growth == 0


@given(
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(0, 80),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.integers(1, 12),
)
def test_a_penalty_lies_between_nothing_and_its_full_amount(
    rate, two_rate, credit, engaged, before, successive
):
    found = charged(
        reached(rate, 50, credit, engaged, before),
        reached(two_rate, 90, credit, engaged, before),
        two_parent_share=Fraction(1, 10),
        successive=successive,
    )

    assert 0 <= found.net <= found.full <= GRANT * 21 // 100


def test_no_verification_plan_costs_five_percent():
    found = no_verification_plan(GRANT, 2026)

    assert found.least == found.most == 5 * MILLION
    assert str(found.reason).endswith("5 percent of the grant, $5,000,000.00")


@pytest.mark.parametrize(
    ("failures", "nth"),
    [
        ((), 1),
        ((2025,), 2),
        ((2024,), 2),  # one year in compliance between
        ((2023,), 1),  # two years: counted anew
        ((2021, 2022, 2024), 4),
        ((2021, 2024), 2),
        ((2027,), 1),  # later years are none of its business
    ],
)
def test_two_years_in_compliance_start_the_count_anew(failures, nth):
    assert controls_failure(failures, 2026) == nth


def test_poor_controls_cost_one_to_five_percent():
    charges = [poor_controls(GRANT, range(2026 - earlier, 2026), 2026).most for earlier in range(7)]

    assert charges == [part * MILLION for part in (1, 2, 3, 4, 5, 5, 5)]


def test_not_sanctioning_costs_between_one_and_five_percent():
    found = not_sanctioning(GRANT, 2026)

    assert (found.least, found.most) == (MILLION, 5 * MILLION)

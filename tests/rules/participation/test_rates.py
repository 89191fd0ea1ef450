"""The rates of a month and of a year, the 30 % limit, and what was filed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import Month
from caseway.rules.participation.compare import differences, rate_difference
from caseway.rules.participation.fiscal import first_day, fiscal_year, months
from caseway.rules.participation.rates import (
    CapFormula,
    FamilyLine,
    Funding,
    education_allowed,
    fiscal_year_rate,
    monthly_rates,
)
from caseway.rules.participation.standing import Standing
from caseway.rules.shares import percent

OUT, DISREGARDED, ENGAGED, MISSED = (
    Standing.OUT,
    Standing.DISREGARDED,
    Standing.ENGAGED,
    Standing.NOT_ENGAGED,
)
MARCH = Month(2026, 3)


def line(case, overall=ENGAGED, edu=False, two=OUT, two_edu=False, funding=Funding.TANF, **more):
    return FamilyLine(case, funding, overall, edu, two, two_edu, **more)


def families(*groups, first=1):
    """Groups of (how many, fields) as lines with cases numbered on."""
    case = first
    for count, fields in groups:
        for _ in range(count):
            yield line(case, **fields)
            case += 1


def overall(*groups, formula=CapFormula.OF_COUNTED):
    return monthly_rates(MARCH, families(*groups), formula).combined.overall


def test_a_rate_is_engaged_over_those_that_count_and_says_who_is_in_neither():
    rate = overall(
        (290, {}),
        (280, {"overall": MISSED}),
        (40, {"overall": DISREGARDED}),
        (390, {"overall": OUT}),
    )

    assert (rate.numerator, rate.denominator) == (290, 570)
    assert (rate.disregarded, rate.out) == (40, 390)
    assert str(percent(rate.share)) == "50.88"


def test_without_families_there_is_no_rate_and_not_zero():
    rates = monthly_rates(MARCH, [line(1), line(2, overall=MISSED)])

    assert rates.combined.two_parent.share is None
    assert [one.text for one in rates.combined.two_parent.reasons] == [
        "No family counts in this rate, so there is no rate"
    ]
    assert rates.combined.overall.share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("otherwise", "education", "of_counted", "of_uncapped"),
    [
        (60, 40, 25, 30),
        (70, 30, 30, 30),  # just 30 % of 100
        (70, 31, 30, 30),  # one too many, under either reading
        (7, 3, 3, 3),
        (6, 3, 2, 2),
        (0, 10, 0, 3),  # with nobody else engaged the readings differ most
        (10, 0, 0, 0),
    ],
)
def test_at_most_thirty_percent_may_be_engaged_by_education(
    otherwise, education, of_counted, of_uncapped
):
    assert education_allowed(otherwise, education, 30, CapFormula.OF_COUNTED) == of_counted
    assert education_allowed(otherwise, education, 30, CapFormula.OF_UNCAPPED) == of_uncapped


def test_families_beyond_the_limit_stay_in_the_denominator_and_are_named():
    rate = overall((60, {}), (40, {"edu": True}), (100, {"overall": MISSED}))

    assert (rate.numerator, rate.denominator) == (85, 200)
    assert rate.capped == tuple(range(86, 101))
    assert rate.adjusted
    assert rate.reasons[0].text == (
        "Adjusted by 30% limit: 15 families engaged by education do not count"
    )
    assert rate.why_capped.text == (
        "Engaged by education only. Of 40 such families 25 may count beside 60 others engaged"
        " in work; this one counts in the denominator only"
    )
    assert "607(c)(2)(D)" in rate.why_capped.source


def test_a_rate_within_the_limit_is_not_called_adjusted():
    rate = overall((70, {}), (30, {"edu": True}))

    assert (rate.capped, rate.adjusted, rate.reasons, rate.why_capped) == ((), False, (), None)


def test_education_matters_only_to_families_that_are_engaged():
    rate = overall((7, {}), (3, {"edu": True}), (5, {"overall": MISSED, "edu": True}))

    assert (rate.education, rate.numerator, rate.denominator) == (3, 10, 15)


def test_each_rate_has_its_own_limit():
    rates = monthly_rates(
        MARCH,
        families(
            (7, {"two": ENGAGED, "two_edu": True}),
            (7, {"two": ENGAGED}),
        ),
    )

    assert rates.combined.overall.capped == ()
    assert rates.combined.two_parent.capped == (4, 5, 6, 7)


def test_both_fundings_make_the_official_rate_and_each_is_shown_by_itself():
    rates = monthly_rates(
        MARCH,
        [
            *families((7, {}), (4, {"edu": True}), (2, {"overall": MISSED})),
            *families((7, {"funding": Funding.SSP}), first=100),
        ],
    )

    assert (rates.combined.overall.numerator, rates.combined.overall.denominator) == (18, 20)
    assert (rates.tanf.overall.numerator, rates.tanf.overall.denominator) == (10, 13)
    assert rates.tanf.overall.capped == (11,)
    assert (rates.ssp.overall.numerator, rates.ssp.overall.denominator) == (7, 7)


def test_a_year_is_the_mean_of_its_months_and_skips_months_without_a_rate():
    halves = [Fraction(1, 2), None, Fraction(1, 4)]

    assert fiscal_year_rate(halves).share == Fraction(3, 8)
    assert fiscal_year_rate(halves).months == 2
    assert fiscal_year_rate([None]).share is None
    assert fiscal_year_rate([Fraction(0), Fraction(1)]).share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("month", "year"), [(Month(2025, 9), 2025), (Month(2025, 10), 2026), (Month(2026, 1), 2026)]
)
def test_the_fiscal_year_begins_in_october_and_is_named_for_its_end(month, year):
    assert fiscal_year(month) == year
    assert month in months(year)
    assert first_day(year) <= month.first


STANDINGS = st.builds(
    line,
    case=st.integers(1, 10**9),
    overall=st.sampled_from(Standing),
    edu=st.booleans(),
    two=st.sampled_from(Standing),
    two_edu=st.booleans(),
    funding=st.sampled_from(Funding),
)
LINES = st.lists(STANDINGS, max_size=60, unique_by=lambda one: one.case)


def every_rate(rates):
    for pair in (rates.combined, rates.tanf, rates.ssp):
        yield from (pair.overall, pair.two_parent)


@given(LINES, st.sampled_from(CapFormula))
def test_a_rate_lies_between_nothing_and_all(lines, formula):
    for rate in every_rate(monthly_rates(MARCH, lines, formula)):
        assert rate.share is None or 0 <= rate.share <= 1
        assert rate.numerator + len(rate.capped) + rate.not_engaged == rate.denominator


@given(LINES, st.sampled_from(CapFormula))
def test_the_limit_never_raises_a_rate_and_holds(lines, formula):
    for rate in every_rate(monthly_rates(MARCH, lines, formula)):
        counted = rate.education - len(rate.capped)
        whole = (
            rate.numerator
            if formula == CapFormula.OF_COUNTED
            else (rate.otherwise + rate.education)
        )

        assert 0 <= counted <= rate.education
        assert 10 * counted <= 3 * whole
        if rate.capped:  # one more would break it
            more = whole + 1 if formula == CapFormula.OF_COUNTED else whole
            assert 10 * (counted + 1) > 3 * more


@given(LINES, st.randoms())
def test_the_order_of_families_is_irrelevant(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)

    assert monthly_rates(MARCH, shuffled) == monthly_rates(MARCH, lines)


@given(LINES)
def test_a_family_that_becomes_engaged_never_lowers_the_rate(lines):
    before = monthly_rates(MARCH, lines).combined.overall
    for place, one in enumerate(lines):
        if one.overall != MISSED:
            continue
        better = [*lines]
        better[place] = one._replace(overall=ENGAGED, overall_by_education=False)

        assert monthly_rates(MARCH, better).combined.overall.share > before.share


def test_an_unchanged_family_is_no_difference_whatever_its_facts():
    filed = [line(1, facts="a", rules="1"), line(2)]
    now = [line(1, facts="b", rules="2"), line(2)]

    assert list(differences(filed, now)) == []


def test_each_family_that_differs_says_what_changed_and_why():
    filed = [
        line(1, facts="a", rules="2026.1", hours=((7, 30, 0),)),
        line(2),
        line(4, edu=True),
    ]
    now = [
        line(1, MISSED, facts="b", rules="2026.2", hours=((7, 24, 0),)),
        line(3, OUT),
        line(4, funding=Funding.SSP),
    ]

    found = list(differences(filed, now))

    assert [(one.case, one.moves) for one in found] == [(1, True), (2, True), (3, False), (4, True)]
    assert [[str(reason) for reason in one.changes] for one in found] == [
        [
            "Overall rate: filed as engaged in work, now not engaged in work",
            "Core hours a week that count: 30 when filed, now 24",
        ],
        ["Was filed, and is not among the families of the month now"],
        ["Was not among the families filed"],
        [
            "Engaged by education only: so when filed, and not now",
            "Paid from: filed as TANF, now separate State program",
        ],
    ]
    assert [str(reason) for reason in found[0].why] == [
        "Hours, proof or facts of the month have changed since it was filed",
        "Filed under rules 2026.1, reckoned again under rules 2026.2",
    ]
    assert found[0].changes[1].values["person"] == 7


def test_hours_that_change_without_moving_the_family_are_told_apart():
    (found,) = differences([line(1, hours=((7, 30, 0),))], [line(1, hours=((7, 30, 4),))])

    assert not found.moves
    assert [str(one) for one in found.changes] == [
        "Other hours a week that count: 0 when filed, now 4"
    ]


@pytest.mark.parametrize("cases", [(2, 1), (1, 1)])
def test_lines_out_of_order_are_a_bug_and_loud(cases):
    with pytest.raises(ValueError, match="case order"):
        list(differences([line(case) for case in cases], []))


@given(LINES, LINES)
def test_differences_account_for_the_whole_move_of_the_rate(filed, now):
    filed, now = sorted(filed), sorted(now)
    found = list(differences(filed, now))
    untouched = {one.case: one for one in filed}
    for one in found:
        untouched.pop(one.case, None)
        if one.now:
            untouched[one.case] = one.now

    assert monthly_rates(MARCH, untouched.values()) == monthly_rates(MARCH, now)


def test_a_family_can_fall_to_the_limit_because_another_changed():
    filed = [*families((7, {}), (3, {"edu": True}))]
    now = [filed[0]._replace(overall=MISSED), *filed[1:]]

    before, after = (monthly_rates(MARCH, one).combined.overall for one in (filed, now))
    moved = rate_difference(before, after)

    assert (moved.numerator, moved.denominator) == (-2, 0)
    assert (moved.fell, moved.freed) == ((10,), ())
    assert [str(one) for one in moved.reasons] == [
        "1 family falls to the 30% limit that did not when filed"
    ]
    assert not moved.same
    assert rate_difference(before, before).same

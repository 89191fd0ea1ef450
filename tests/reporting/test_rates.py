"""The rate of a month is counted from stored results, and every number opens as many families."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.agencies.models import Agency, EmployerKind, Region, Role
from caseway.attendance.models import CaseMonth
from caseway.cases.models import Assignment, Case
from caseway.reporting.queries import rates as counting
from caseway.reporting.queries.families import Group, count_of, families_in
from caseway.reporting.queries.rates import (
    Limit,
    month_rates,
    rate_of,
    rate_of_states,
    twelve_months,
    year_so_far,
)
from caseway.reporting.queries.scope import NOBODY, Choice, Part, Rate, sees_part_only
from caseway.rules.dates import Month
from caseway.rules.participation.rates import CapFormula, FamilyLine, monthly_rates
from tests.attendance.book import MARCH
from tests.factories import make_worker, make_world
from tests.reporting.rows import LEFT, MET, MISSED, OUT, county, result

pytestmark = pytest.mark.django_db


def found(user, **choice):
    return month_rates(user, Choice(MARCH, **choice))


def test_a_month_is_counted_whole(world, leader):
    county(world)

    month = found(leader)

    overall = month.rates[Rate.OVERALL]
    # Of three who met, one by education: 30 % of those counted allow none beside two others.
    assert (overall.numerator, overall.denominator) == (2, 7)
    assert (overall.otherwise, overall.education, len(overall.capped)) == (2, 1, 1)
    assert (overall.disregarded, overall.out) == (2, 1)
    assert month.rates[Rate.TWO_PARENT].share == Fraction(1, 1)
    assert (month.families, month.stale) == (10, 0)


@pytest.mark.parametrize("rate", list(Rate))
def test_every_number_opens_a_list_of_as_many_families(world, leader, rate):
    county(world)
    for number in range(8):  # enough beside them that the limit lets some by education count
        result(world, f"Ivo Jansen{number}", MET, overall_by_education=number < 3)
    CaseMonth.objects.filter(overall=MISSED).update(stale_since="2026-04-02T00:00:00Z")
    month = found(leader, rate=rate)

    for group in Group:
        rows = families_in(leader, month, group)
        assert rows.count() == count_of(month, group), group

    if rate == Rate.OVERALL:
        counts = {group: count_of(month, group) for group in Group}
        assert counts[Group.LIMITED] == 1
        assert (
            counts[Group.NUMERATOR] + counts[Group.LIMITED] + counts[Group.MISSED]
            == (counts[Group.DENOMINATOR])
        )


def test_the_limit_takes_the_same_families_as_the_rule_for_the_whole(world, leader):
    rows = county(world)
    rows += [
        result(world, f"Ivo Jansen{n}", MET, overall_by_education=n % 2 == 0) for n in range(9)
    ]
    lines = [
        FamilyLine(
            row.case_id,
            row.funding,
            row.overall,
            row.overall_by_education,
            row.two_parent,
            row.two_parent_by_education,
        )
        for row in rows
    ]

    assert (
        found(leader).rates[Rate.OVERALL] == monthly_rates(Month(2026, 3), lines).combined.overall
    )


@pytest.mark.parametrize(
    ("formula", "left_out"),
    # Three met otherwise and seven by education: 30 % of those counted are one, of all ten three.
    [(CapFormula.OF_COUNTED, 6), (CapFormula.OF_UNCAPPED, 4)],
)
def test_the_limit_is_taken_as_the_sites_state_takes_it(
    world, leader, monkeypatch, formula, left_out
):
    asked = []
    monkeypatch.setattr(
        counting, "cap_formula", lambda state, day: asked.append((state, day)) or formula
    )
    rows = [result(world, f"Ivo Jansen{n}", MET, overall_by_education=n < 7) for n in range(10)]

    overall = found(leader).rates[Rate.OVERALL]

    assert len(overall.capped) == left_out
    assert overall.numerator == 10 - left_out
    assert set(overall.capped) <= {row.case_id for row in rows[:7]}
    assert twelve_months(leader, Choice(MARCH))[-1].rate.numerator == 10 - left_out
    assert set(asked) == {(world.site.state, date(2026, 3, 1))}


def test_each_state_takes_the_limit_of_its_own_families():
    counts = {(MET, False): 70, (MET, True): 40}

    alone = rate_of_states({"NY": counts}, Month(2026, 3))
    both = rate_of_states({"NY": counts, "OH": {(MET, True): 10}}, Month(2026, 3))

    assert (alone.numerator, alone.denominator) == (100, 110)
    # Ten engaged by education alone fall to their own state's limit: none counts beside nobody.
    assert (both.numerator, both.denominator) == (100, 120)


def test_the_fiscal_year_so_far_is_the_mean_of_its_months(world, leader):
    for period, met in ((202509, 1), (202510, 1), (202511, 0)):
        result(world, f"Ana Rivera{period}", MET if met else MISSED, period=period)
    for number in range(3):
        result(world, f"Bo Chen{number}", MET, period=202511)
    months = twelve_months(leader, Choice(202511))

    # September belongs to the year before. October 1 of 1, November 3 of 4: not 4 of 5.
    assert year_so_far(months, Month(2025, 11)).share == Fraction(7, 8)
    assert year_so_far(months, Month(2025, 10)).months == 1
    assert year_so_far(months, Month(2025, 9)).share == 1


def test_a_part_is_counted_without_the_limit_and_agrees_with_its_own_page(world, leader):
    north = Region.objects.create(site=world.site, name="North", kind="public")
    county(world)
    result(world, "Kai Lund", MET, region=north, agency=None)
    whole = found(leader)

    for part in (Part.REGION, Part.AGENCY, Part.WORKER):
        for one in whole.parts[part]:
            own = found(leader, **{part.value: one.pk})
            assert own.rate == one.rate
            assert not own.rate.capped
    by_region = {one.pk: one.rate.denominator for one in whole.parts[Part.REGION]}
    assert by_region == {world.region.pk: 7, north.pk: 1}
    assert {one.pk for one in whole.parts[Part.AGENCY]} == {world.contractor.pk, NOBODY}
    assert {one.pk for one in whole.parts[Part.WORKER]} == {NOBODY}
    site = whole.parts[Part.SITE][0]
    assert site.rate.numerator == whole.rate.numerator


def test_a_percentage_is_shown_from_ten_families_on(world, leader):
    for number in range(9):
        result(world, f"Ana Rivera{number}", MET)
    result(world, "Bo Chen", LEFT)

    assert not found(leader).parts[Part.AGENCY][0].shows_share
    result(world, "Cleo Diaz", MISSED)
    assert found(leader).parts[Part.AGENCY][0].shows_share


# Who sees whose families


def test_a_public_leader_sees_the_site_and_nothing_of_another(world, leader):
    county(world)
    county(make_world())

    assert found(leader).families == 10
    assert not sees_part_only(leader)


def test_a_contractor_sees_the_families_on_which_it_holds_a_part(world):
    rows = county(world)
    other = Agency.objects.create(name="Elsewhere", employer_kind=EmployerKind.CONTRACTOR)
    Assignment.objects.filter(case=rows[0].case, agency=world.contractor).update(agency=other)
    boss = make_worker(world, Role.SUPERVISOR)

    assert found(boss).families == 9
    assert sees_part_only(boss)


def test_a_leader_of_one_region_sees_that_region(world):
    north = Region.objects.create(site=world.site, name="North", kind="public")
    rows = county(world)
    Case.objects.filter(pk=rows[0].case_id).update(region=north)
    boss = make_worker(world, Role.SUPERVISOR, agency=world.public, region=north)

    assert found(boss).families == 1
    assert sees_part_only(boss)


def test_a_worker_sees_no_rate(world):
    worker = make_worker(world)
    county(world, worker=worker)

    assert found(worker).families == 0


# The year


def test_twelve_months_end_with_the_chosen_one_and_leave_gaps_empty(world, leader):
    case = result(world, "Ana Rivera", MET, period=202504).case
    result(world, "", MISSED, period=202503, case=case)
    result(world, "", MISSED, period=MARCH, case=case, stale_since="2026-04-02T00:00:00Z")

    year = twelve_months(leader, Choice(MARCH))

    assert [each.month.number for each in year][::11] == [202504, MARCH]
    assert [each.rate.share for each in year] == [1, *[None] * 10, 0]
    assert [each.stale for each in year] == [*[0] * 11, 1]


def test_the_month_of_the_year_is_the_months_own_rate(world, leader):
    county(world)

    for rate in Rate:
        month = found(leader, rate=rate).rate
        last = twelve_months(leader, Choice(MARCH, rate=rate))[-1].rate
        assert (last.numerator, last.denominator) == (month.numerator, month.denominator)


def test_forty_families_are_counted_in_as_many_queries_as_two(
    world, leader, django_assert_num_queries
):
    result(world, "Ana Rivera", MET)
    result(world, "Bo Chen", MISSED)
    found(leader)
    for _more in range(2):
        with django_assert_num_queries(2):
            found(leader)
        with django_assert_num_queries(2):
            twelve_months(leader, Choice(MARCH))
        for number in range(40):
            worker = make_worker(world) if number % 5 == 0 else None
            result(world, f"Cleo Diaz{number}-{_more}", MET, worker=worker)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([OUT, LEFT, MET, MISSED]), st.booleans()),
        st.integers(0, 400),
    )
)
def test_a_rate_lies_between_nothing_and_one(counts):
    for limit in (None, *(Limit(30, formula) for formula in CapFormula)):
        rate = rate_of(counts, limit)

        assert rate.share is None or 0 <= rate.share <= 1
        assert rate.numerator <= rate.denominator
        assert (rate.share is None) == (rate.denominator == 0)
        assert len(rate.capped) <= rate.education

"""Workfare that reaches what the benefits can ask for, and months paid only in part."""

import pytest

from caseway.rules.participation.activities import Activity as A
from caseway.rules.participation.assess import assess
from caseway.rules.participation.options import Averaging, DeemingBasis, NoFullWeek
from caseway.rules.participation.standing import Standing
from tests.rules.participation.checks import codes, person
from tests.rules.participation.worked import (
    SECOND,
    WORKDAYS,
    couple,
    on,
    rules,
    single,
    single_young,
    spread,
    weekly,
)

OUT, LEFT_OUT, ENGAGED, NOT_ENGAGED = Standing
BENEFITS = {"snap_cents": 30_000, "assistance_people": 2, "snap_people": 2}
DEEMING = {"deeming": True, "minimum_wage_cents": 1200}


def comserv(hours, **said):
    return spread(A.COMSERV, hours, WORKDAYS[:10], **said)


def test_nothing_is_deemed_where_the_state_did_not_take_the_option():
    assert person(single_young(**BENEFITS), comserv(58)).deemed_overall == 0


@pytest.mark.parametrize(
    ("facts", "choices", "most"),
    [
        ({}, {}, 58),  # 700 / 12
        ({"snap_people": 3}, {}, 50),  # 400 + 200
        ({"snap_people": 3}, {"deeming_prorates_snap": False}, 58),
        ({"recouped_cents": 6_000, "work_sanction_cents": 6_000}, {}, 58),
        ({"recouped_cents": 6_000, "work_sanction_cents": 6_000}, {"deeming_adds_back": True}, 68),
        ({"snap_cents": 0}, {"minimum_wage_cents": 600}, 55),  # 400 / 7.25, the federal wage
    ],
)
def test_the_most_hours_of_workfare_are_benefits_over_the_minimum_wage(facts, choices, most):
    law = rules(**DEEMING | choices, averaging=Averaging.CALENDAR)
    family = single_young(**BENEFITS | facts)

    assert person(family, comserv(most), law).deemed_overall > 0
    assert person(family, comserv(most), law).meets
    assert person(family, comserv(most - 1), law).deemed_overall == 0


@pytest.mark.parametrize(
    ("basis", "deemed", "standing"),
    [(DeemingBasis.CORE, 0, NOT_ENGAGED), (DeemingBasis.ACTIVITY, 5, ENGAGED)],
)
def test_other_core_hours_come_on_top_only_where_the_state_reads_it_so(basis, deemed, standing):
    law = rules(**DEEMING, deeming_basis=basis)
    entries = comserv(58) + weekly(A.UNSUB, 10)  # 14.5, so 15, and 10

    result = assess(single(**BENEFITS), entries, law)

    assert result.persons[0].deemed_overall == deemed
    assert result.overall is standing


def test_two_parents_workfare_is_added_up_and_reported_by_the_one_who_did_most():
    law = rules(**DEEMING)
    entries = comserv(40) + comserv(18, person=SECOND) + weekly(A.JOBSKILL, 5)

    result = assess(couple(**BENEFITS), entries, law)

    assert result.two_parent is ENGAGED
    assert [one.deemed_two_parent for one in result.persons] == [15, 0]  # 10 and 5 were done
    assert [one.deemed_overall for one in result.persons] == [0, 0]


@pytest.mark.parametrize(
    ("weeks", "standing"), [((30, 30), ENGAGED), ((40, 29), NOT_ENGAGED), ((30, 29.4), NOT_ENGAGED)]
)
def test_each_full_week_of_a_part_month_must_reach_the_hours(weeks, standing):
    entries = [
        *spread(A.UNSUB, weeks[0], range(16, 21)),
        *spread(A.UNSUB, weeks[1], range(23, 28)),
        on(13, A.UNSUB, 8),
    ]

    result = assess(single(first_day=13), entries, rules())

    assert result.overall is standing
    line = result.persons[0].lines[0]
    assert line.worked == line.raw - 8 * 60
    assert "wpr.hours.outside_weeks" in codes(result)


@pytest.mark.parametrize(("first", "last"), [(None, None), (1, 31), (1, None)])
def test_assistance_from_the_first_to_the_last_is_a_whole_month(first, last):
    family = single(first_day=first, last_day=last)

    result = assess(family, weekly(A.UNSUB, 40, 20, 30, 30), rules())

    assert result.overall is ENGAGED


@pytest.mark.parametrize(
    ("choice", "standing"), [(NoFullWeek.AVERAGE, NOT_ENGAGED), (NoFullWeek.ENGAGED, ENGAGED)]
)
def test_a_part_month_without_a_full_week_is_tested_as_the_state_chose(choice, standing):
    result = assess(single(first_day=25), [], rules(no_full_week=choice))

    assert result.overall is standing

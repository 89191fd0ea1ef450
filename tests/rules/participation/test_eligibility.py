"""Who must take part, and where the family stands: both sides of each boundary, each option."""

from datetime import date

import pytest

from caseway.rules.participation.activities import Activity as A
from caseway.rules.participation.assess import assess
from caseway.rules.participation.options import Precedence, SmallCheckScope
from caseway.rules.participation.results import Eligibility
from caseway.rules.participation.standing import Standing
from tests.rules.participation.checks import FULL_TIME, codes, person
from tests.rules.participation.worked import (
    SECOND,
    couple,
    parent,
    rules,
    single,
    single_young,
    weekly,
)

OUT, LEFT_OUT, ENGAGED, NOT_ENGAGED = Standing


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Eligibility.RECIPIENT),
        ({"receives": False}, Eligibility.PARENT_NOT_RECEIVING),
        ({"receives": False, "noncustodial": True}, Eligibility.NOT_RECEIVING),
        ({"receives": False, "immigration_ineligible": True}, Eligibility.IMMIGRATION),
        ({"ssi": True}, Eligibility.SSI),
        ({"ssi": True, "counted_despite_benefit": True}, Eligibility.RECIPIENT),
        ({"ssdi": True}, Eligibility.SSDI),
        ({"ssdi": True, "parent": False, "caretaker": True}, Eligibility.RECIPIENT),
        ({"head": False, "born": date(2008, 3, 2)}, Eligibility.MINOR),
        ({"head": False, "born": date(2008, 3, 1)}, Eligibility.RECIPIENT),
        ({"head": False, "born": date(2008, 3, 1), "secondary_student": True}, Eligibility.MINOR),
        (
            {"head": False, "born": date(2007, 3, 1), "secondary_student": True},
            Eligibility.RECIPIENT,
        ),
        ({"head": True, "born": date(2009, 6, 1)}, Eligibility.RECIPIENT),
        ({"head": False, "spouse": True, "born": date(2009, 6, 1)}, Eligibility.RECIPIENT),
    ],
)
def test_who_is_work_eligible(facts, expected):
    assert person(single(parent=facts), []).eligibility is expected


def test_a_state_may_keep_parents_on_disability_benefits_in_the_rate():
    law = rules(exclude_ssi=False, exclude_ssdi=False)

    assert person(single(parent={"ssi": True}), [], law).eligibility is Eligibility.RECIPIENT
    assert person(single(parent={"ssdi": True}), [], law).eligibility is Eligibility.RECIPIENT


@pytest.mark.parametrize(("included", "standing"), [(False, OUT), (True, ENGAGED)])
def test_tribal_families_are_in_only_where_the_state_includes_them(included, standing):
    law = rules(include_tribal=included)

    assert assess(single(tribal=True), FULL_TIME, law).overall is standing


def test_a_family_that_received_nothing_is_in_no_rate():
    assert assess(single(receives=False), FULL_TIME, rules()).overall is OUT


@pytest.mark.parametrize(
    ("born", "needed"),
    [(date(2020, 3, 2), 20), (date(2020, 3, 1), 30), (date(2020, 2, 29), 30)],
)
def test_the_child_must_not_be_six_on_the_first_of_the_month(born, needed):
    assert person(single(born), []).total_needed == needed


def test_a_second_carer_in_the_home_ends_the_lower_hours_of_a_single_parent():
    other = parent(SECOND, parent=False, caretaker=True, receives=False)
    family = single_young(members=(parent(), other))

    assert person(family, []).total_needed == 30


@pytest.mark.parametrize(
    ("precedence", "standing"),
    [(Precedence.ENGAGED_FIRST, ENGAGED), (Precedence.DISREGARD_FIRST, LEFT_OUT)],
)
def test_who_met_the_hours_is_counted_or_left_out_as_the_state_chose(precedence, standing):
    family = single(work_sanction=True, work_sanction_cents=1, work_sanction_months=1)

    result = assess(family, FULL_TIME, rules(precedence=precedence))

    assert result.overall is standing
    assert ("wpr.review.left_out_but_met" in codes(result)) is (standing is LEFT_OUT)
    assert result.persons[0].participation_code == ("18" if standing is ENGAGED else "02")


@pytest.mark.parametrize(
    ("scope", "entries", "standing"),
    [
        (SmallCheckScope.WHOLE_CASE, [], LEFT_OUT),
        (SmallCheckScope.WHOLE_CASE, FULL_TIME, LEFT_OUT),
        (SmallCheckScope.ENGAGED_ONLY, [], NOT_ENGAGED),
        (SmallCheckScope.ENGAGED_ONLY, FULL_TIME, LEFT_OUT),
    ],
)
def test_a_small_check_leaves_out_the_case_or_only_those_engaged(scope, entries, standing):
    family = single(tanf_cents=0, ssp_cents=3499)

    assert assess(family, entries, rules(small_check_scope=scope)).overall is standing


def test_any_tanf_money_makes_a_check_not_small():
    assert assess(single(tanf_cents=1, ssp_cents=0), FULL_TIME, rules()).overall is ENGAGED


@pytest.mark.parametrize(
    ("born", "standing"),
    [
        (date(2025, 3, 2), LEFT_OUT),
        (date(2025, 3, 1), NOT_ENGAGED),
        (date(2026, 3, 20), LEFT_OUT),
    ],
)
def test_the_child_must_not_be_one_on_the_first_of_the_month(born, standing):
    assert assess(single(born), [], rules()).overall is standing


def test_the_infant_counts_only_where_the_state_took_the_option_and_for_a_single_parent():
    infant = date(2025, 9, 1)

    assert assess(single(infant), [], rules(child_under_one=False)).overall is NOT_ENGAGED
    result = assess(couple(children=(infant,)), [], rules())
    assert (result.overall, result.two_parent) == (NOT_ENGAGED, NOT_ENGAGED)


def test_an_infants_month_is_used_only_when_the_family_is_left_out():
    infant = date(2025, 9, 1)

    assert person(single(infant), []).charged.child_under_one_month
    assert not person(single(infant), weekly(A.UNSUB, 20)).charged.child_under_one_month


def test_a_state_may_count_families_under_sanction():
    family = single(work_sanction=True, work_sanction_cents=1, work_sanction_months=1)

    assert assess(family, [], rules(disregard_sanctioned=False)).overall is NOT_ENGAGED


def test_a_sanction_leaves_a_family_out_of_both_rates():
    family = couple(work_sanction=True, work_sanction_cents=1, work_sanction_months=1)

    result = assess(family, [], rules())

    assert (result.overall, result.two_parent) == (LEFT_OUT, LEFT_OUT)


def test_a_pilot_state_has_standings_but_no_federal_rate():
    result = assess(single(), FULL_TIME, rules(wpr_applies=False))

    assert result.overall is ENGAGED
    assert not result.wpr_applies
    assert "wpr.family.pilot" in codes(result)


def test_a_violence_waiver_leaves_the_standing_and_is_remembered():
    result = assess(single(violence_waiver=True), [], rules())

    assert result.overall is NOT_ENGAGED
    assert result.violence_waiver

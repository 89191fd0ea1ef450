"""Two parents together, and parents under twenty in school."""

from datetime import date

import pytest

from caseway.rules.participation.activities import Activity as A
from caseway.rules.participation.assess import assess
from caseway.rules.participation.standing import Standing
from tests.rules.participation.checks import FULL_TIME
from tests.rules.participation.worked import SECOND, couple, parent, rules, single, weekly

OUT, LEFT_OUT, ENGAGED, NOT_ENGAGED = Standing
TEEN = {"born": date(2007, 1, 1), "satisfactory_school": True, "married": True}


@pytest.mark.parametrize(
    ("first", "second", "standing"), [(20, 15, ENGAGED), (19, 15, NOT_ENGAGED)]
)
def test_two_parents_need_35_hours_together(first, second, standing):
    entries = weekly(A.UNSUB, first) + weekly(A.UNSUB, second, person=SECOND)

    assert assess(couple(), entries, rules()).two_parent is standing


@pytest.mark.parametrize(("core", "standing"), [(30, ENGAGED), (29, NOT_ENGAGED)])
def test_of_two_parents_hours_30_must_be_core(core, standing):
    entries = weekly(A.UNSUB, core) + weekly(A.JOBSKILL, 10, person=SECOND)

    assert assess(couple(), entries, rules()).two_parent is standing


@pytest.mark.parametrize(("core", "standing"), [(50, ENGAGED), (49, NOT_ENGAGED)])
def test_with_federal_child_care_50_must_be_core(core, standing):
    entries = weekly(A.UNSUB, core) + weekly(A.JOBSKILL, 10, person=SECOND)

    assert assess(couple(federal_child_care=True), entries, rules()).two_parent is standing


def test_two_parents_without_a_common_child_are_not_in_the_two_parent_rate():
    family = couple()._replace(common_child=False)

    assert assess(family, FULL_TIME, rules()).two_parent is OUT


def test_one_work_eligible_parent_is_not_enough_for_the_two_parent_rate():
    result = assess(couple({"ssi": True}), FULL_TIME, rules())

    assert (result.overall, result.two_parent) == (ENGAGED, OUT)


def test_two_teens_in_school_meet_both_rates_by_education():
    members = (parent(**TEEN), parent(SECOND, **TEEN))
    family = single(members=members, common_child=True)
    entries = weekly(A.SCHOOL, 5) + weekly(A.SCHOOL, 5, person=SECOND)

    result = assess(family, entries, rules())

    assert (result.overall, result.two_parent) == (ENGAGED, ENGAGED)
    assert result.overall_by_education
    assert result.two_parent_by_education


@pytest.mark.parametrize(
    ("work", "core", "standing"),
    [
        (30, False, ENGAGED),  # 30 core, and the teen's 5 hours count as 20
        (29, False, NOT_ENGAGED),  # not enough core
        (15, True, ENGAGED),  # where the state takes the 20 as core
        (14, True, NOT_ENGAGED),
    ],
)
def test_a_married_teens_schooling_counts_as_20_hours_together(work, core, standing):
    family = single(members=(parent(married=True), parent(SECOND, **TEEN)), common_child=True)
    entries = weekly(A.UNSUB, work) + weekly(A.SCHOOL, 5, person=SECOND)

    assert assess(family, entries, rules(married_teen_core=core)).two_parent is standing


@pytest.mark.parametrize(("hours", "code"), [(20, "16"), (19, "18")])
def test_a_teen_is_engaged_by_20_hours_of_education_tied_to_a_job(hours, code):
    family = single(parent={"born": date(2007, 1, 1)})

    result = assess(family, weekly(A.EDEMP, hours), rules())

    assert result.persons[0].participation_code == code
    assert result.overall_by_education is (code == "16")


def test_a_teen_without_any_school_hours_is_not_engaged():
    family = single(parent={"born": date(2007, 1, 1), "satisfactory_school": True})

    assert assess(family, [], rules()).overall is NOT_ENGAGED

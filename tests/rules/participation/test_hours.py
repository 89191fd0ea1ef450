"""Which hours count, and how employment is counted ahead."""

import pytest

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity as A
from caseway.rules.participation.assess import assess
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.family import Projection, SelfEmployment
from caseway.rules.participation.options import Averaging, SelfEmploymentMethod
from tests.rules.participation.checks import FULL_TIME, codes, person
from tests.rules.participation.worked import (
    APRIL,
    MARCH,
    WORKDAYS,
    absent,
    on,
    rules,
    single,
    single_young,
    spread,
    weekly,
)


@pytest.mark.parametrize("proof", sorted(set(Proof) - {Proof.VERIFIED}))
def test_only_verified_hours_count_and_the_rest_is_named(proof):
    result = assess(single(), [on(3, A.UNSUB, 8, proof=proof)], rules())

    line = result.persons[0].lines[0]
    assert (line.raw, line.unproven, line.countable) == (480, 480, 0)
    assert "wpr.hours.unproven" in codes(result)


def test_a_day_of_more_than_24_hours_counts_not_at_all():
    day = [on(3, A.UNSUB, 16), on(3, A.COMSERV, 8)]
    longer = [*day, on(3, A.SCHOOL, 0.5), on(4, A.UNSUB, 8)]

    assert person(single(), day).lines[0].countable == 16 * 60
    too_long = assess(single(), longer, rules())
    assert [line.countable for line in too_long.persons[0].lines] == [8 * 60]
    assert "wpr.hours.day_too_long" in codes(too_long)


def test_hours_of_a_stranger_and_of_another_month_are_left_out_and_named():
    entries = [*FULL_TIME, on(3, A.UNSUB, 8, person=77), on(28, A.UNSUB, 8), on(-1, A.UNSUB, 8)]

    result = assess(single(), entries, rules())

    assert result.persons[0].lines == assess(single(), FULL_TIME, rules()).persons[0].lines
    assert {"wpr.family.stranger", "wpr.family.other_month"} <= codes(result)


def test_the_last_day_of_february_belongs_to_march():
    assert person(single(), [on(0, A.UNSUB, 8)]).lines[0].countable == 480


def test_family_and_rules_must_be_of_one_month():
    with pytest.raises(ValueError, match=r"2026-03.*2026-04"):
        assess(single(), [], rules(APRIL))


@pytest.mark.parametrize(("activity", "counts"), [(A.WORKEXP, 16), (A.OTHER, 0), (A.UNSUB, 0)])
def test_absences_count_only_from_unpaid_countable_activities(activity, counts):
    entries = [absent(day, activity, 8) for day in (3, 4, 5)]

    assert sum(line.excused for line in person(single(), entries).lines) == counts * 60


def test_absences_are_granted_in_order_of_day():
    entries = [absent(10, A.COMSERV, 10), absent(3, A.WORKEXP, 10)]

    lines = {line.activity: line.excused / 60 for line in person(single(), entries).lines}

    assert lines == {A.WORKEXP: 10, A.COMSERV: 6}


def test_what_was_attended_on_an_excused_day_counts_besides():
    line = person(single(), [absent(3, A.WORKEXP, 6, attended=4)]).lines[0]

    assert (line.worked, line.excused) == (240, 120)


def test_a_day_off_that_is_no_holiday_of_the_plan_does_not_count():
    result = assess(single(), [absent(4, A.WORKEXP, 6, mark=Mark.HOLIDAY)], rules(holidays=[5]))

    assert "wpr.holiday.not_in_plan" in codes(result)
    assert sum(line.countable for line in result.persons[0].lines) == 0


def test_two_activities_on_one_holiday_use_one_holiday():
    day = [absent(5, A.WORKEXP, 3, mark=Mark.HOLIDAY), absent(5, A.COMSERV, 3, mark=Mark.HOLIDAY)]

    found = person(single(parent={"balances": Balances(holidays=9)}), day, rules(holidays=[5]))

    assert sum(line.holiday for line in found.lines) == 360
    assert found.charged.holidays == 1


@pytest.mark.parametrize("activity", [A.EDEMP, A.SCHOOL])
def test_schooling_does_not_count_after_a_diploma(activity):
    entries = weekly(A.UNSUB, 20) + weekly(activity, 10)

    assert person(single(), entries).noncore == 10
    graduate = person(single(parent={"completed_secondary": True}), entries)
    assert graduate.noncore == 0
    assert graduate.items[62].participation == 10


@pytest.mark.parametrize(("used", "core"), [(11, 25), (12, 0)])
def test_vocational_education_counts_for_twelve_months(used, core):
    family = single_young(parent={"balances": Balances(voced_months=used)})

    found = person(family, weekly(A.VOCED, 25))

    assert found.core == core
    assert found.charged.voced_month is (used == 11)
    assert (57 in found.items, 62 in found.items) == (used == 11, used == 12)


def test_after_twelve_months_a_course_tied_to_a_job_counts_only_without_a_diploma():
    facts = {"balances": Balances(voced_months=12), "voced_also": A.EDEMP}
    graduate = facts | {"completed_secondary": True}

    assert person(single(parent=facts), weekly(A.VOCED, 25)).noncore == 25
    assert person(single(parent=graduate), weekly(A.VOCED, 25)).noncore == 0


def test_homework_counts_only_for_classes_and_as_far_as_advised():
    without_class = [on(3, A.WORKEXP, 4, mark=Mark.HOMEWORK_SUPERVISED)]
    unadvised = [on(3, A.VOCED, 4), on(4, A.VOCED, 2, mark=Mark.HOMEWORK_SUPERVISED)]

    assert sum(line.countable for line in person(single(), without_class).lines) == 0
    assert sum(line.countable for line in person(single(), unadvised).lines) == 240


@pytest.mark.parametrize(
    ("month", "hours"),
    [
        (Month(2025, 12), 0),
        (Month(2026, 1), 24),
        (Month(2026, 6), 24),
        (Month(2026, 7), 0),
    ],
)
def test_documented_hours_hold_for_six_months_from_the_month_documented(month, hours):
    family = single(
        month=month, parent={"projections": (Projection(A.UNSUB, 24 * 60, Month(2026, 1)),)}
    )

    assert person(family, [], rules(month)).core == hours


def test_hours_counted_ahead_stand_in_place_of_entries_of_their_activity_only():
    jobs = (Projection(A.UNSUB, 24 * 60, MARCH), Projection(A.UNSUB, 6 * 60, MARCH))
    entries = FULL_TIME + spread(A.COMSERV, 16, WORKDAYS[:4])

    found = person(single(parent={"projections": jobs}), entries)

    assert found.core == 24 + 6 + 4


@pytest.mark.parametrize("averaging", Averaging)
@pytest.mark.parametrize("minutes", [1769, 1770, 1771, 1799, 1800])
def test_counting_ahead_gives_back_the_hours_documented(averaging, minutes):
    family = single(parent={"projections": (Projection(A.OJT, minutes, MARCH),)})

    assert person(family, [], rules(averaging=averaging)).core == (minutes + 30) // 60


def test_unpaid_activities_are_never_counted_ahead():
    family = single(parent={"projections": (Projection(A.COMSERV, 30 * 60, MARCH),)})

    assert person(family, []).core == 0


@pytest.mark.parametrize(
    ("work", "method", "hours"),
    [
        (SelfEmployment(90_000, 17_500, 50 * 60), SelfEmploymentMethod.INCOME, 50),
        (SelfEmployment(90_000, 17_500, 150 * 60), SelfEmploymentMethod.INCOME, 100),
        (SelfEmployment(90_000, 17_500, 150 * 60), SelfEmploymentMethod.DOCUMENTS, 150),
        (SelfEmployment(90_000, 17_500), SelfEmploymentMethod.DOCUMENTS, 0),
        (SelfEmployment(10_000, 17_500), SelfEmploymentMethod.INCOME, 0),
    ],
)
def test_self_employment_counts_up_to_net_income_or_as_documented(work, method, hours):
    family = single(parent={"self_employment": work})

    found = person(family, [], rules(self_employment=method))

    assert sum(line.countable for line in found.lines) == hours * 60

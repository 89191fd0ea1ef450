"""Families alike in their circumstances and whole hours are judged once, and as if alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.assess import assess
from caseway.rules.participation.decision import judge
from tests.rules.participation.random_families import entries, families, month_rules
from tests.rules.participation.worked import WORKDAYS, couple, rules, single


def exactly(result):
    """A result to the letter: here True is not 1, nor a number an eligibility."""
    return repr(result)


def alone(family, month, law):
    judge.cache_clear()
    return exactly(assess(family, month, law))


@pytest.fixture(autouse=True)
def _none_kept():
    judge.cache_clear()
    yield
    judge.cache_clear()


def days_of(person, minutes):
    return [(day, person, int(Activity.UNSUB), 1, 2, minutes, minutes) for day in WORKDAYS]


@given(st.lists(st.tuples(families, entries), min_size=2, max_size=6), month_rules)
def test_each_family_of_a_batch_is_answered_as_if_it_were_the_only_one(some, law):
    by_itself = [alone(family, month, law) for family, month in some]

    judge.cache_clear()
    together = [exactly(assess(family, month, law)) for family, month in some]
    again = [exactly(assess(family, month, law)) for family, month in some]

    assert together == again == by_itself


def test_names_birthdays_and_amounts_that_decide_nothing_do_not_set_families_apart():
    law = rules()
    one = single()
    [parent] = one.members
    other = one._replace(
        case=one.case + 1,
        tanf_cents=one.tanf_cents + 100,
        members=(parent._replace(person=77, born=date(1988, 5, 5)),),
    )

    assess(one, days_of(parent.person, 360), law)
    assess(other, days_of(77, 361), law)  # the same whole hours a week

    assert judge.cache_info().misses == 1
    assert judge.cache_info().hits == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"receives": False},
        {"work_sanction": True, "work_sanction_cents": 100, "work_sanction_months": 1},
        {"tanf_cents": 0, "ssp_cents": 3499},
        {"children": (date(2026, 3, 1),)},
        {"first_day": 9},
    ],
)
def test_whatever_decides_sets_families_apart(changed):
    law, plain = rules(), single()
    [parent] = plain.members
    days = days_of(parent.person, 360)

    assess(plain, days, law)
    assess(plain._replace(**changed), days, law)

    assert judge.cache_info().misses == 2


def test_an_hour_a_week_more_sets_families_apart():
    law, family = rules(), single()
    person = family.members[0].person

    assess(family, days_of(person, 360), law)
    assess(family, days_of(person, 372), law)

    assert judge.cache_info().misses == 2


def test_two_parents_are_not_taken_for_one_with_the_same_hours():
    law, two = rules(), couple()
    person = two.members[0].person

    one = assess(single(), days_of(single().members[0].person, 360), law)
    both = assess(two, days_of(person, 360), law)

    assert one.two_parent != both.two_parent


def test_the_rules_of_two_months_or_two_choices_are_never_taken_for_each_other():
    march = rules()
    other_choice = rules(child_under_one=not march.options.child_under_one)
    next_month = replace(march, month=Month(march.month.year, march.month.month + 1))

    assert hash(march) == hash(next_month)  # the same numbers
    assert march != next_month
    assert march != other_choice

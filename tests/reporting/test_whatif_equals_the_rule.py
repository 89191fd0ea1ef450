"""The what-if answers as the plain rule does, family by family, under every choice of a state."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("polars", reason="the what-if needs requirements/whatif.txt")

from caseway.reporting.whatif import month as whatif
from caseway.reporting.whatif.snapshot import frames_from
from caseway.reporting.whatif.tables import Frames, Tables
from caseway.rules.dates import Month
from caseway.rules.participation.assess import assess
from caseway.rules.participation.decision import terms_of
from caseway.rules.participation.engagement import met_alone
from caseway.rules.participation.frame import frame_of
from caseway.rules.participation.household import household_of
from caseway.rules.participation.law import rules_with
from caseway.rules.participation.options import (
    AgeTestDay,
    Averaging,
    NoFullWeek,
    Precedence,
    SelfEmploymentMethod,
    SmallCheckScope,
    options_on,
)
from caseway.rules.participation.persons import Setting, count
from caseway.rules.participation.sheet import read
from caseway.rules.participation.thrift import all_of
from tests.reporting.strange_families import family_and_entries

MONTHS = (Month(2026, 3), Month(2026, 10), Month(2025, 9), Month(2028, 2))
CHOICES = st.fixed_dictionaries(
    {
        "averaging": st.sampled_from(Averaging),
        "age_test_day": st.sampled_from(AgeTestDay),
        "exclude_ssi": st.booleans(),
        "exclude_ssdi": st.booleans(),
        "include_tribal": st.booleans(),
        "child_under_one": st.booleans(),
        "disregard_sanctioned": st.booleans(),
        "precedence": st.sampled_from(Precedence),
        "small_check_scope": st.sampled_from(SmallCheckScope),
        "deeming": st.sampled_from((False, False, True)),
        "no_full_week": st.sampled_from(NoFullWeek),
        "extended_jobsearch": st.booleans(),
        "jobsearch_day_rule": st.booleans(),
        "self_employment": st.sampled_from(SelfEmploymentMethod),
        "married_teen_core": st.booleans(),
        "week_begins": st.integers(0, 6),
    }
)


def tables_of(frames: Frames) -> Tables:
    names = ("families", "people", "entries", "projections", "homework")
    return Tables(*(getattr(frames, name).to_arrow() for name in names))


def as_row(result) -> tuple:
    return (
        result.case,
        int(result.overall),
        int(result.two_parent),
        result.overall_by_education,
        result.two_parent_by_education,
    )


def rows_of(table) -> list[tuple]:
    columns = [table.column(name).to_pylist() for name in ("case", *whatif.RESULT)]
    return list(zip(*columns, strict=True))


def hours_of(family, entries, rules) -> dict[int, tuple]:
    """By person: core, other hours, whether they meet, schooling; as the plain rule counts them."""
    household = household_of(family, rules)
    frame, _ = frame_of(family, rules)
    sheets, _ = read(family, entries, frame)
    setting = Setting(family, household, rules, frame)
    found = {}
    for at in household.eligible:
        able = count(sheets[at], setting).able
        use, week = all_of(able), able.weeks[0]
        core = week.core + week.voced + able.search[use.search][0]
        met = met_alone(able, use, terms_of(setting))
        found[family.members[at].person] = (core, week.noncore, met, bool(able.teen))
    return found


def months(seed: int, month: Month, families: int = 40):
    rng = Random(seed)
    return [family_and_entries(rng, case, month) for case in range(1, families + 1)]


COMPARING = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@COMPARING
@given(st.integers(0, 2**32), st.sampled_from(MONTHS), CHOICES)
def test_every_person_has_the_hours_that_the_plain_rule_counts(seed, month, choices):
    choices |= {"deeming": False}
    rules = rules_with(
        replace(options_on("NY", month.first), **choices), month, frozenset({2, 11, 12, 25})
    )
    some = [
        (family._replace(first_day=None, last_day=None), [e for e in entries if e[6] < 500])
        for family, entries in months(seed, month)
    ]

    found = whatif.assess_people(tables_of(frames_from(some)), rules).to_pylist()
    covered = whatif.assess_shard(tables_of(frames_from(some)), rules).to_pylist()

    left = {row["case"] for row in covered if not row["covered"]}
    ours = {
        row["person"]: (row["core"], row["noncore"], row["meets"], row["teen"])
        for row in found
        if row["eligible"] and row["case"] not in left
    }
    theirs = {}
    for family, entries in some:
        if family.case not in left:
            theirs |= hours_of(family, entries, rules)
    assert ours == theirs


@COMPARING
@given(st.integers(0, 2**32), st.sampled_from(MONTHS), CHOICES)
def test_every_family_stands_where_the_plain_rule_puts_it(seed, month, choices):
    rules = rules_with(
        replace(options_on("NY", month.first), **choices), month, frozenset({2, 11, 12, 25})
    )
    some = months(seed, month)
    by_case = {family.case: (family, entries) for family, entries in some}
    asked = []

    def plain(cases):
        asked.extend(cases)
        return [assess(*by_case[case], rules) for case in cases]

    found = whatif.what_if(tables_of(frames_from(some)), rules, plain)

    assert rows_of(found) == [as_row(assess(family, entries, rules)) for family, entries in some]
    assert len(asked) < len(some) / 2 or rules.options.deeming


def test_most_kinds_of_family_are_among_those_compared():
    month = MONTHS[0]
    rules = rules_with(options_on("NY", month.first), month, frozenset({2, 11, 12, 25}))
    seen: Counter[str] = Counter()
    for seed in range(70):
        for family, entries in months(seed, month):
            result = assess(family, entries, rules)
            seen[f"overall {result.overall.name}"] += 1
            seen[f"two parents {result.two_parent.name}"] += 1
            seen["by education"] += result.overall_by_education
            seen["two parents by education"] += result.two_parent_by_education
            for person in result.persons:
                seen["day rule"] += person.charged.day_rule_used
                seen["absence"] += person.charged.absence_minutes > 0
                seen["holiday"] += person.charged.holidays > 0
                seen["code " + person.participation_code] += 1

    rare = {name: n for name, n in seen.items() if n < 5}
    assert not rare
    assert {f"overall {name}" for name in ("OUT", "DISREGARDED", "ENGAGED", "NOT_ENGAGED")} <= set(
        seen
    )
    assert {"two parents ENGAGED", "day rule", "absence", "holiday", "code 15", "code 17"} <= set(
        seen
    )


def test_what_the_columns_do_not_reach_is_said_and_left_empty():
    month = MONTHS[0]
    rules = rules_with(options_on("NY", month.first), month, frozenset())
    some = months(7, month, families=200)

    found = whatif.assess_shard(tables_of(frames_from(some)), rules).to_pylist()

    per_day = Counter()
    for family, entries in some:
        people = {member.person for member in family.members}
        for entry in entries:
            if entry.proof == 2 and entry.person in people and entry.day in rules.calendar.buckets:
                per_day[family.case, entry.person, entry.day] += entry.attended
    too_long = {case for (case, _, _), minutes in per_day.items() if minutes > 1440}
    assert {row["case"] for row in found if not row["covered"]} == too_long != set()
    assert all((row["overall"] is None) != row["covered"] for row in found)


def test_a_shard_without_any_family_is_answered_with_no_row():
    rules = rules_with(options_on("NY", MONTHS[0].first), MONTHS[0], frozenset())

    found = whatif.what_if(tables_of(frames_from([])), rules, lambda cases: [])

    assert found.num_rows == 0

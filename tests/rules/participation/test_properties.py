"""What holds of every family, whatever its month was like."""

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from caseway.rules.participation.activities import KINDS, PAID, Activity
from caseway.rules.participation.assess import assess
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.options import Report
from caseway.rules.participation.standing import Standing
from tests.rules.participation.random_families import DAYS, entries, families, month_rules, steady
from tests.rules.participation.worked import FIRST, on, rules

CONSIDERED = (Standing.ENGAGED, Standing.NOT_ENGAGED)


def both(result):
    return result.overall, result.two_parent


@given(families, entries, month_rules, st.randoms())
def test_the_order_of_entries_changes_nothing(family, month, law, chance):
    shuffled = list(month)
    chance.shuffle(shuffled)

    one, other = assess(family, month, law), assess(family, shuffled, law)

    assert one == other
    assert one.input_hash == other.input_hash


@given(families, entries, month_rules)
def test_the_same_facts_give_the_same_answer_and_are_left_as_they_were(family, month, law):
    before = list(month)

    assert assess(family, month, law) == assess(family, month, law)
    assert month == before


@given(families, entries, month_rules)
def test_rows_of_the_database_do_as_well_as_entries(family, month, law):
    assert assess(family, [tuple(one) for one in month], law) == assess(family, month, law)


@given(families, entries, month_rules)
def test_a_person_who_is_not_work_eligible_has_code_99_and_reports_nothing(family, month, law):
    for one in assess(family, month, law).persons:
        assert (one.participation_code == "99") is not one.eligibility.work_eligible
        if not one.eligibility.work_eligible:
            assert one.items == {}
            assert not one.meets


@given(families, entries, month_rules)
def test_every_field_of_the_federal_report_holds_0_to_99(family, month, law):
    for one in assess(family, month, law).persons:
        for item, hours in one.items.items():
            assert 50 <= item <= 64
            assert all(0 <= field <= 99 for field in hours)
            if item in (50, 51, 52, 54, 62, 63, 64):
                assert hours.excused == hours.holiday == 0


@given(families, entries, month_rules)
def test_no_more_counts_than_was_done_and_missed_with_leave(family, month, law):
    family = family._replace(
        members=tuple(one._replace(projections=(), self_employment=None) for one in family.members),
    )
    result = assess(family, month, replace_day_rule(law))

    for one in result.persons:
        mine = [each for each in month if each.person == one.person]
        done = sum(each.attended for each in mine if each.proof == Proof.VERIFIED)
        missed = sum(
            max(0, each.scheduled - each.attended)
            for each in mine
            if each.mark in (Mark.EXCUSED, Mark.HOLIDAY) and each.activity not in PAID
        )
        assert sum(line.worked for line in one.lines) <= done
        assert sum(line.excused + line.holiday for line in one.lines) <= missed


def replace_day_rule(law):
    return rules(
        law.month,
        law.holidays,
        averaging=law.options.averaging,
        jobsearch_day_rule=False,
    )


@given(families, entries, month_rules)
def test_limits_are_never_passed(family, month, law):
    result = assess(family, month, law)

    for member, one in zip(family.members, result.persons, strict=True):
        used, charged = member.balances, one.charged
        assert charged.absence_minutes <= min(16 * 60, max(0, 80 * 60 - used.absence_minutes))
        assert charged.holidays <= max(0, 10 - used.holidays)
        assert charged.jobsearch_minutes <= max(0, 360 * 60 - used.jobsearch_minutes)
        assert not (charged.day_rule_used and used.day_rule_used)
        assert not (charged.voced_month and used.voced_months >= 12)
        assert not (charged.child_under_one_month and used.child_under_one_months >= 12)


@given(families, entries, month_rules)
def test_every_standing_is_explained_in_whole_sentences(family, month, law):
    result = assess(family, month, law)

    assert result.reasons
    for reason in (*result.reasons, *(why for one in result.persons for why in one.reasons)):
        assert "%(" not in reason.text
        assert reason.source
    assert all(one.reasons for one in result.persons)


@given(families, entries, month_rules)
def test_education_is_a_reason_only_for_who_is_engaged(family, month, law):
    result = assess(family, month, law)

    assert result.overall is Standing.ENGAGED or not result.overall_by_education
    assert result.two_parent is Standing.ENGAGED or not result.two_parent_by_education


@given(families, steady, month_rules)
def test_education_is_the_reason_exactly_if_nothing_else_engages(family, month, law):
    result = assess(family, month, law)
    grown_up = family._replace(
        members=tuple(one._replace(born=date(1990, 1, 1)) for one in family.members)
    )
    without = assess(grown_up, [one for one in month if one.activity != Activity.VOCED], law)

    if result.overall is Standing.ENGAGED and _same_people(result, without):
        used_up = any(one.balances.voced_months >= 12 for one in family.members)
        assert used_up or result.overall_by_education is not _hours_met(without)


def _same_people(one, other):
    return [who.eligibility for who in one.persons] == [who.eligibility for who in other.persons]


def _hours_met(result):
    return any(one.meets for one in result.persons)


@given(
    families,
    entries,
    month_rules,
    st.sampled_from(DAYS),
    st.sampled_from([one for one in KINDS if one not in (Activity.JSJR, Activity.VOCED)]),
    st.floats(0.5, 4),
)
def test_more_proven_hours_never_undo_engagement(family, month, law, day, activity, hours):
    done = sum(one.attended for one in month if (one.day, one.person) == (day, FIRST))
    assume(done + hours * 60 <= 24 * 60)
    before = assess(family, month, law)

    after = assess(family, [*month, on(day, activity, hours)], law)

    for was, now in zip(both(before), both(after), strict=True):
        assert was is not Standing.ENGAGED or now is Standing.ENGAGED


@given(families, entries, month_rules, st.sampled_from(DAYS), st.sampled_from(list(Activity)))
def test_hours_without_proof_change_no_standing(family, month, law, day, activity):
    unproven = on(day, activity, 8, proof=Proof.SUBMITTED)

    assert both(assess(family, [*month, unproven], law)) == both(assess(family, month, law))


@given(families, entries, month_rules)
def test_sparing_the_limits_never_costs_a_standing(family, month, law):
    spared = assess(family, month, _reporting(law, Report.IF_NEEDED))
    all_of_it = assess(family, month, _reporting(law, Report.ALWAYS))

    assert both(spared) == both(all_of_it)
    for less, more in zip(spared.persons, all_of_it.persons, strict=True):
        assert less.charged.jobsearch_minutes <= more.charged.jobsearch_minutes
        assert less.charged.voced_month <= more.charged.voced_month
        assert less.charged.absence_minutes <= more.charged.absence_minutes


def _reporting(law, report):
    options = replace(law.options, report_jobsearch=report, report_voced=report)
    return replace(law, options=options)

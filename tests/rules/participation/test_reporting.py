"""What is reported and charged, the fields of the federal report, and fingerprints."""

from datetime import date

import pytest

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity as A
from caseway.rules.participation.assess import assess
from caseway.rules.participation.balances import Balances, Charged, balances_from
from caseway.rules.participation.family import Homework, Projection, SelfEmployment
from caseway.rules.participation.needy import Figures, why_extended
from caseway.rules.participation.notes import explain
from caseway.rules.participation.options import Averaging, Report
from caseway.rules.participation.standing import Standing
from caseway.rules.participation.weeks import report_month
from tests.rules.participation.checks import FULL_TIME, codes, person
from tests.rules.participation.worked import (
    APRIL,
    MARCH,
    WORKDAYS,
    absent,
    on,
    parent,
    rules,
    single,
    spread,
    weekly,
)


def test_job_search_that_is_not_needed_is_kept_for_later():
    found = person(single(), FULL_TIME + weekly(A.JSJR, 8))

    assert found.charged.jobsearch_minutes == 0
    assert found.items[62].participation == 8
    assert 55 not in found.items


def test_job_search_that_is_needed_is_reported_and_charged():
    found = person(single(), weekly(A.UNSUB, 22) + weekly(A.JSJR, 8))

    assert found.charged.jobsearch_minutes == 32 * 60
    assert found.items[55].participation == 8
    assert len(found.charged.jobsearch_weeks) == 4


def test_of_two_ways_to_be_engaged_the_months_for_life_are_spared():
    entries = weekly(A.UNSUB, 20) + weekly(A.VOCED, 10) + weekly(A.JSJR, 10)

    result = assess(single(), entries, rules())

    assert result.overall is Standing.ENGAGED
    assert not result.overall_by_education
    assert not result.persons[0].charged.voced_month
    assert result.persons[0].charged.jobsearch_minutes == 40 * 60


@pytest.mark.parametrize(
    ("policy", "alone", "beside_work"),
    [
        (Report.ALWAYS, True, True),
        (Report.IF_ENGAGED, False, True),
        (Report.IF_NEEDED, False, False),
    ],
)
def test_scarce_hours_are_reported_as_the_state_chose(policy, alone, beside_work):
    law = rules(report_jobsearch=policy, report_voced=policy)
    scarce = weekly(A.JSJR, 5) + weekly(A.VOCED, 5)

    by_itself = person(single(), scarce, law).charged
    besides = person(single(), FULL_TIME + scarce, law).charged

    assert (by_itself.jobsearch_minutes > 0, by_itself.voced_month) == (alone, alone)
    assert (besides.jobsearch_minutes > 0, besides.voced_month) == (beside_work, beside_work)


def test_the_short_week_is_not_spent_where_nothing_hangs_on_it():
    three_days = spread(A.JSJR, 18, [2, 3, 4])

    needed = person(single(), weekly(A.UNSUB, 22) + three_days)
    enough = person(single(), weekly(A.UNSUB, 25) + three_days)

    assert needed.charged.day_rule_used  # 22 and 7.5, so 8
    assert not enough.charged.day_rule_used  # 25 and 4.5, so 5


@pytest.mark.parametrize(("days", "hours"), [(2, 12), (3, 30), (4, 30), (5, 30)])
def test_three_or_four_days_may_stand_for_a_week(days, hours):
    law = rules(report_jobsearch=Report.ALWAYS)

    found = person(single(), spread(A.JSJR, 6 * days, WORKDAYS[:days]), law)

    assert found.charged.jobsearch_minutes == hours * 60
    assert found.charged.day_rule_used is (days in (3, 4))


@pytest.mark.parametrize(
    ("weeks_before", "minutes"),
    [
        ((4, 3, 2, 1), 480),  # the week of 1 April is the fifth
        ((3, 2, 1, 0), 480),  # it had begun in March, and the week of 6 April is the fifth
        ((3, 2, 1), 480),  # 1 April makes it the fourth, and the next the fifth
        ((2, 1), 960),
        ((), 960),
    ],
)
def test_a_week_that_runs_on_from_march_into_april_is_one_week(weeks_before, minutes):
    law = rules(APRIL, averaging=Averaging.CALENDAR, report_jobsearch=Report.ALWAYS)
    first = law.calendar.weeks[0]
    used = Balances(jobsearch_weeks=tuple(first - back for back in weeks_before))
    family = single(month=APRIL, parent={"balances": used})

    found = person(family, [on(1, A.JSJR, 8), on(6, A.JSJR, 8)], law)

    assert {line.activity: line.worked for line in found.lines}[A.JSJR] == minutes


@pytest.mark.parametrize(
    ("day", "friday", "calendar"),
    [
        (date(2026, 2, 27), Month(2026, 2), Month(2026, 2)),
        (date(2026, 2, 28), MARCH, Month(2026, 2)),
        (date(2026, 3, 27), MARCH, MARCH),
        (date(2026, 3, 28), APRIL, MARCH),
    ],
)
def test_a_day_is_reported_in_the_month_of_its_friday_or_its_own(day, friday, calendar):
    assert report_month(day, rules().options) == friday
    assert report_month(day, rules(averaging=Averaging.CALENDAR).options) == calendar


def test_balances_look_back_eleven_months_and_for_life():
    used = Charged(60, 1, 120, (7,), True, True, True)
    months = [(APRIL.plus(-back), used) for back in (0, 1, 11, 12)]

    balances = balances_from(APRIL, months, voced_months=2, child_under_one_months=1)

    assert balances == Balances(120, 2, 240, (7,), True, 5, 4)


def test_the_three_fields_of_an_unpaid_item_are_rounded_each():
    entries = [*spread(A.WORKEXP, 98, WORKDAYS[:16]), absent(24, A.WORKEXP, 2)]

    found = person(single(), entries)

    assert found.items[53] == (25, 1, 0)  # 24.5 and 0.5
    assert found.core == 26


def test_a_field_holds_no_more_than_99():
    entries = [on(day, A.UNSUB, 16) for day in range(28)]

    result = assess(single(), entries, rules())

    assert result.persons[0].items[50].participation == 99
    assert {"wpr.review.total", "wpr.review.field"} <= codes(result)


@pytest.mark.parametrize(("hours", "warned"), [(4.4, False), (4.5, True)])
def test_more_than_four_hours_of_excused_absence_a_week_are_warned_of(hours, warned):
    """Sixteen hours in a month are four a week; only in a part month can there be more."""
    result = assess(single(first_day=21), [absent(23, A.WORKEXP, hours)], rules())

    assert ("wpr.review.excused" in codes(result)) is warned


def test_a_month_without_payment_is_warned_of():
    assert "wpr.review.zero_payment" in codes(assess(single(tanf_cents=0), FULL_TIME, rules()))
    assert "wpr.review.zero_payment" not in codes(assess(single(), FULL_TIME, rules()))


def test_the_fingerprint_follows_every_fact_of_the_family():
    family = single()
    changed = {
        "case": 2, "month": APRIL, "children": (), "receives": False, "common_child": True,
        "tanf_cents": 1, "ssp_cents": 1, "snap_cents": 1, "snap_people": 1,
        "assistance_people": 1, "recouped_cents": 1, "federal_child_care": True,
        "work_sanction": True, "work_sanction_cents": 1, "work_sanction_months": 1,
        "violence_waiver": True, "tribal": True, "first_day": 2, "last_day": 3,
        "members": (parent(ssi=True),),
    }  # fmt: skip

    hashes = [_printed(family)]
    hashes += [_printed(family._replace(**{name: value})) for name, value in changed.items()]

    assert set(changed) == set(family._fields)
    assert len(set(hashes)) == len(hashes)


def _printed(family, entries=FULL_TIME):
    law = rules(family.month)
    return assess(family, entries, law).input_hash


def test_the_fingerprint_follows_every_fact_of_a_member():
    plain = parent()
    values = {
        "person": 3,
        "born": date(1990, 1, 1),
        "voced_also": A.EDEMP,
        "balances": Balances(holidays=1),
        "projections": (Projection(A.UNSUB, 1, MARCH),),
        "self_employment": SelfEmployment(1, 0),
        "homework": (Homework(A.VOCED, 60),),
    }

    for name in plain._fields:
        value = values.get(name, not getattr(plain, name))
        changed = single(members=(plain._replace(**{name: value}),))
        assert _printed(changed) != _printed(single(members=(plain,))), name


def test_the_fingerprint_follows_every_entry():
    unproven = [*FULL_TIME[1:], FULL_TIME[0]._replace(proof=1)]

    assert len({_printed(single(), each) for each in (FULL_TIME, FULL_TIME[1:], unproven)}) == 3


def test_the_version_follows_the_choices_and_the_holidays():
    versions = {
        rules().version,
        rules(deeming=True).version,
        rules(holidays=[5]).version,
        rules(weeks_hundredths=430).version,
    }

    assert len(versions) == 4
    assert assess(single(), [], rules()).rule_version == rules().version


@pytest.mark.parametrize(
    ("figures", "ground"),
    [
        (Figures(600, 400, 0), "wpr.needy.high_unemployment"),
        (Figures(599, 400, 0), None),
        (Figures(400, 400, 650, (590,)), "wpr.needy.rising_unemployment"),
        (Figures(400, 400, 650, (591, 700)), None),
        (Figures(400, 400, 649, (400,)), None),
        (Figures(400, 400, 0, (), 110, (100,)), "wpr.needy.more_snap"),
        (Figures(400, 400, 0, (), 109, (100, 120)), None),
    ],
)
def test_the_longer_job_search_needs_high_or_rising_unemployment_or_more_snap(figures, ground):
    note = why_extended(figures)

    assert (note[0] if note else None) == ground
    if note:
        assert "%(" not in explain(note).text

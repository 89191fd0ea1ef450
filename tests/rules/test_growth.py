"""Before and after, control charts, kept jobs, and the tripwires of a growing caseload."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import Month
from caseway.rules.growth import (
    JobFact,
    Kept,
    Mix,
    MonthFigures,
    Share,
    Signal,
    before_and_after,
    kept_at,
    law_on,
    p_chart,
    warnings,
    xmr_chart,
)
from caseway.rules.jobs import Found

LAW = law_on(date(2026, 11, 23))
START = Month(2025, 11)


def months(*values):
    return [(START.plus(at), *value) for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("caseload", "extended", "warned"),
    [
        (24, 10, True),  # 41.7 %
        (24, 11, True),
        (24, 12, False),  # half is enough
        (21, 10, True),  # 47.6 %
        (21, 11, False),
        (20, 0, False),  # up to 20 no mix is asked for
        (0, 0, False),
    ],
)
def test_over_twenty_people_half_must_be_in_the_extended_phase(caseload, extended, warned):
    found = warnings(Mix(caseload, extended, 0), LAW)

    assert [why.code for why in found] == (["growth.few_extended"] if warned else [])


def test_the_warning_tells_how_many_and_the_share_to_a_tenth():
    (found,) = warnings(Mix(24, 10, 0), LAW)

    assert found.text == (
        "24 people, of whom 10 are in the extended phase (41.7%). Caseloads over 20 assume that "
        "at least 50% are. Pass some on, or wait before adding anybody."
    )


@pytest.mark.parametrize(
    ("caseload", "ips", "advised"), [(21, 1, True), (20, 20, False), (21, 0, False), (26, 26, True)]
)
def test_ips_advises_at_most_twenty_where_somebody_is_in_it(caseload, ips, advised):
    found = warnings(Mix(caseload, caseload, ips), LAW)

    assert [why.code for why in found] == (["growth.ips_advice"] if advised else [])


def figures(month, *, caseload=20, due=40, missed=2, travel=(30, 600), is_over=True, losses=0):
    return MonthFigures(
        month=month,
        is_over=is_over,
        caseload=caseload,
        extended=12,
        due=due,
        held=due - missed,
        missed=missed,
        travelled=travel[0],
        travel_minutes=travel[1],
        written=due - missed,
        writing_minutes=15 * (due - missed),
        jobs=18,
        losses=losses,
    )


def test_a_day_divides_months_into_before_and_after_and_the_running_one_counts_nowhere():
    rows = [
        figures(Month(2026, 8), missed=4),
        figures(Month(2026, 9)),
        figures(Month(2026, 10), caseload=26, due=56, missed=7, travel=(40, 600)),
        figures(Month(2026, 11), caseload=26, missed=40, is_over=False),
    ]

    before, after = before_and_after(rows, date(2026, 10, 15))

    assert (before.months, before.caseload, before.kept) == (2, 20, Share(74, 80))
    assert (after.months, after.caseload, after.kept) == (1, 26, Share(49, 56))
    assert (before.travel, after.travel) == (Fraction(20), Fraction(15))
    assert before.losses == Share(0, 36)
    assert before_and_after(rows, date(2026, 8, 31))[0] is None
    assert before_and_after(rows, date(2026, 11, 1))[1] is None


def test_shares_have_limits_of_three_standard_deviations_wider_where_there_are_few():
    rows = months(*[(5, 50)] * 6, (5, 20))

    chart = p_chart(rows, 6, LAW)

    # p = 0.1; 3 * sqrt(0.1 * 0.9 / 50) = 0.12728; of 20: 0.20125
    assert chart.middle == pytest.approx(0.1)
    assert chart.points[0].high == pytest.approx(0.22728, abs=1e-5)
    assert chart.points[6].high == pytest.approx(0.30125, abs=1e-5)
    assert chart.points[0].low == 0


@pytest.mark.parametrize(("missed", "signals"), [(11, ()), (12, (Signal.ABOVE,))])
def test_a_month_outside_the_limits_is_a_signal_and_one_within_is_none(missed, signals):
    chart = p_chart(months(*[(5, 50)] * 6, (missed, 50)), 6, LAW)

    assert chart.points[6].signals == signals  # 0.22 and 0.24 beside 0.2273


def test_what_came_after_is_held_against_what_was_before():
    rows = months(*[(2, 50)] * 6, *[(12, 50)] * 6)

    against_before, against_all = p_chart(rows, 6, LAW), p_chart(rows, 0, LAW)

    assert all(one.signals for one in against_before.points[6:])
    assert against_before.middle == pytest.approx(0.04)
    assert against_all.middle == pytest.approx(0.14)


def test_single_values_have_limits_of_2_66_mean_moving_ranges():
    chart = xmr_chart(months(*[(value, 40) for value in (20.0, 22, 20, 22, 20, 22)]), 6, LAW)

    # mean 21, mean moving range 2: 21 ± 2.66 * 2 (3 / 1.128 = 2.6596)
    assert chart.middle == 21
    assert chart.points[0].high == pytest.approx(26.319, abs=1e-3)
    assert chart.points[0].low == pytest.approx(15.681, abs=1e-3)


@pytest.mark.parametrize(
    ("last", "signals"), [(26.3, ()), (26.4, (Signal.ABOVE,)), (15.6, (Signal.BELOW,))]
)
def test_a_single_value_beyond_its_limit_is_a_signal(last, signals):
    rows = months(*[(value, 40) for value in (20.0, 22, 20, 22, 20, 22, last)])

    assert xmr_chart(rows, 6, LAW).points[6].signals == signals


@pytest.mark.parametrize(("count", "found"), [(6, []), (7, [12]), (10, [12])])
def test_eight_months_on_one_side_tell_of_a_shift_once_in_the_month_that_completes_them(
    count, found
):
    # The last month of the base lies above the middle, so the run begins with it.
    rows = months(*[(value, 40) for value in (20.0, 22) * 3], *[(21.5, 40)] * count)

    points = xmr_chart(rows, 6, LAW).points

    assert [at for at, one in enumerate(points) if Signal.RUN_ABOVE in one.signals] == found


@pytest.mark.parametrize(("known", "can_tell"), [(5, False), (6, True)])
def test_fewer_than_six_months_tell_nothing_and_say_so(known, can_tell):
    rows = months(*[(5, 50)] * known, (0, 0))

    chart = p_chart(rows, 0, LAW)

    assert (chart.caution is None) is can_tell
    assert (chart.middle is not None) is can_tell
    if not can_tell:
        assert chart.caution.text.startswith("5 months are known; 6 are needed")


def test_a_month_without_sessions_has_no_value_and_breaks_no_run():
    rows = months(*[(value, 40) for value in (20.0, 22) * 3], (None, 0), *[(21.5, 40)] * 7)

    points = xmr_chart(rows, 6, LAW).points

    assert points[6].value is None
    assert [at for at, one in enumerate(points) if one.signals] == [13]


@given(st.lists(st.floats(0, 500), min_size=6, max_size=24))
def test_the_middle_of_all_months_lies_within_all_limits(values):
    chart = xmr_chart(months(*[(value, 1) for value in values]), 0, LAW)

    assert all(one.low <= chart.middle + 1e-9 <= one.high + 2e-9 for one in chart.points)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=6, max_size=24))
def test_limits_of_shares_stay_between_none_and_all(pairs):
    rows = months(*[(min(part, whole), whole) for part, whole in pairs])

    for one in p_chart(rows, 0, LAW).points:
        assert 0 <= one.low <= one.high <= 1


def job(began_on, ended_on=None, person=1, **found):
    return JobFact(person, began_on, ended_on, {90: Found(found["at_90"])} if found else {})


BEGAN = date(2026, 6, 1)  # ninety days later: August 30


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([job(BEGAN, at_90="at_work")], (1, 0, 0)),
        ([job(BEGAN, date(2026, 7, 1), at_90="other_job")], (1, 0, 0)),
        ([job(BEGAN, date(2026, 7, 1), at_90="not_at_work")], (0, 1, 0)),
        ([job(BEGAN, at_90="unknown")], (0, 0, 1)),
        ([job(BEGAN)], (0, 0, 1)),  # nobody has asked
        ([job(BEGAN, date(2026, 8, 29))], (0, 1, 0)),
        ([job(BEGAN, date(2026, 8, 30))], (0, 0, 1)),  # worked on the ninetieth day, not checked
        ([], (0, 0, 0)),
    ],
)
def test_a_job_is_kept_lost_or_not_known(jobs, expected):
    found = kept_at(jobs, 90, starting=date(2026, 1, 1), until=date(2026, 11, 23))

    assert found == Kept(90, *expected)
    assert found.old_enough == len(jobs)


def test_work_in_another_job_that_day_is_work():
    first = job(BEGAN, date(2026, 7, 1))
    second = job(date(2026, 7, 10))

    found = kept_at([first], 90, starting=BEGAN, until=date(2026, 11, 23), others=[second])
    theirs = job(date(2026, 7, 10), person=2)
    not_hers = kept_at([first], 90, starting=BEGAN, until=date(2026, 11, 23), others=[theirs])

    assert (found.kept, not_hers.lost) == (1, 1)


@pytest.mark.parametrize(
    ("starting", "until", "counted"),
    [
        (date(2026, 8, 30), date(2026, 8, 31), 1),
        (date(2026, 8, 31), date(2026, 12, 1), 0),
        (date(2026, 1, 1), date(2026, 8, 30), 0),
    ],
)
def test_a_job_counts_where_its_day_falls(starting, until, counted):
    assert kept_at([job(BEGAN)], 90, starting=starting, until=until).old_enough == counted

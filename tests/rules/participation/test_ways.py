"""Lawful ways to close a gap: none invented, none that does not help, the lightest first."""

from dataclasses import replace
from datetime import date

import pytest

from caseway.rules.dates import Month
from caseway.rules.params import load
from caseway.rules.participation.assess import assess
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.family import Homework, Projection
from caseway.rules.participation.forecast.candidate import WayKind
from caseway.rules.participation.forecast.limits import LimitKind
from caseway.rules.participation.forecast.shortfall import family_short
from caseway.rules.participation.law import rules_with
from caseway.rules.participation.standing import Standing
from caseway.rules.participation.weeks import week_number
from tests.rules.participation.scenes import (
    ANA,
    CHILD_3,
    LUIS,
    MARCH,
    NO_HOLIDAYS,
    OPTIONS,
    A,
    both,
    days,
    entry,
    family,
    mother,
    offered,
    on,
    past,
    place,
    rules,
    seen,
    slots,
)

K = WayKind


def kinds(found):
    return [one.kind for one in found.single]


def only(found, kind):
    (way,) = [one for one in found.single if one.kind == kind]
    return way


def confirmed(way, rules=NO_HOLIDAYS):
    """The standing that the rules themselves give the month with the way taken."""
    return assess(way.after.family, way.after.entries, rules)


def gap_of(hours_a_day=5):
    """A month of so many hours a weekday: five are twenty hours short."""
    return {"entries": days(0, 10, hours_a_day), "schedule": slots(0, 27, hours_a_day)}


def test_a_month_on_course_needs_no_ways():
    found = offered(seen(**gap_of(6)), place(A.COMSERV))

    assert (found.single, found.together, found.summary) == ((), (), None)


def test_without_places_or_papers_no_way_is_made_up():
    found = offered(seen(**gap_of()))

    assert (found.single, found.together, found.can_close) == ((), (), False)
    assert str(found.summary) == "No lawful way is left to close the gap this month"


@pytest.mark.parametrize(
    ("today", "openings", "summary"),
    [
        (11, [place(A.COMSERV)], "Each of these closes the gap"),
        (23, [place(A.COMSERV)], "These help; no lawful way closes the whole gap this month"),
        (11, [place(A.COMSERV), place(A.SCHOOL, 2, minutes_a_day=60)], "Some of these close"),
        (
            11,
            [place(A.COMSERV, minutes_a_day=60), place(A.JOBSKILL, 2, minutes_a_day=60)],
            "Together these close the gap",
        ),
    ],
)
def test_what_the_ways_come_to_is_said_above_them(today, openings, summary):
    forecast = seen(today=today, entries=days(0, today - 1, 5), schedule=slots(0, 27, 5))

    assert str(offered(forecast, *openings).summary).startswith(summary)


def test_a_single_day_is_named_once():
    forecast = seen(today=26, entries=[*days(0, 25, 6), entry(26, 60)], schedule=slots(27, 27, 6))

    assert [str(one.what) for one in offered(forecast, place(A.COMSERV)).single] == [
        "Begin community service at Harbor House: 2 hours on Fri, Mar 27, 2026"
    ]


def test_hours_that_wait_for_proof_close_it_by_a_paper_alone():
    forecast = seen(
        entries=[*days(0, 6, 6), *days(9, 10, 6, proof=Proof.UNPROVEN)], schedule=slots(0, 27, 6)
    )

    way = only(offered(forecast), K.PROVE)

    assert way.closes
    assert way.minutes == 0
    assert str(way.what) == (
        "Get proof for unsubsidized employment from Mon, Mar 9, 2026 to Tue, Mar 10, 2026:"
        " 12 hours are recorded"
    )
    assert str(way.effect) == "This closes the gap"
    assert "261.61" in way.what.source
    assert confirmed(way).overall == Standing.ENGAGED


def test_what_waits_for_proof_is_the_same_number_above_and_in_its_way():
    """Fifteen hours attended, ten excused of which four are left: nineteen can count."""
    waiting = [
        *days(2, 4, 5, A.WORKEXP, proof=Proof.SUBMITTED),
        *days(5, 6, 5, A.WORKEXP, proof=Proof.SUBMITTED, mark=Mark.EXCUSED, attended=0),
    ]
    used = days(9, 10, 6, A.WORKEXP, mark=Mark.EXCUSED, attended=0)
    forecast = seen(entries=[*waiting, *used], schedule=slots(11, 27, 6, A.WORKEXP))

    way = only(offered(forecast), K.DECIDE)

    aim = forecast.people[0].aim
    assert (aim.unproven_minutes, aim.unproven_away) == (19 * 60, 4 * 60)
    assert str(way.what) == (
        "Look at the proof handed in for work experience: 25 hours wait for it,"
        " 19 of them can count"
    )
    assert forecast.short.minutes - way.leaves.minutes == 19 * 60


def test_two_papers_that_share_a_limit_add_up_to_what_waits_for_proof():
    """Each paper holds twelve excused hours; sixteen of the twenty-four can count."""
    away = {"mark": Mark.EXCUSED, "attended": 0}
    forecast = seen(
        entries=[
            *days(2, 3, 6, A.WORKEXP, proof=Proof.SUBMITTED, **away),
            *days(4, 5, 6, A.WORKEXP, proof=Proof.UNPROVEN, **away),
            *days(6, 10, 6, A.WORKEXP),
        ],
        schedule=slots(11, 27, 6.7, A.WORKEXP),
    )

    steps = [str(one.what) for one in offered(forecast).together]

    assert forecast.people[0].aim.unproven_minutes == 16 * 60
    assert [one.rpartition(": ")[2] for one in steps] == [
        "12 hours wait for it",
        "12 hours are recorded, 4 of them can count",
    ]


def test_proof_in_full_is_said_with_no_limit():
    forecast = seen(entries=days(2, 4, 5, proof=Proof.SUBMITTED), schedule=slots(11, 27, 6))

    assert str(only(offered(forecast), K.DECIDE).what).endswith(": 15 hours wait for it")


def test_a_proof_handed_in_waits_for_the_worker_and_comes_before_asking_the_person():
    forecast = seen(
        entries=[
            *days(2, 4, 6, proof=Proof.SUBMITTED),
            *days(5, 10, 6, proof=Proof.EXPIRED),
        ],
        schedule=slots(0, 27, 6),
    )

    found = offered(forecast)

    assert kinds(found) == [K.DECIDE, K.PROVE]
    assert [one.kind for one in found.together] == [K.DECIDE, K.PROVE]
    assert [one.closes for one in found.together] == [False, True]
    assert str(found.single[0].effect) == "This leaves 24 countable hours short"
    assert found.can_close


def test_a_rejected_proof_is_not_asked_for_again():
    assert kinds(offered(seen(entries=days(0, 27, 6, proof=Proof.REJECTED)))) == []


def test_days_that_nobody_marked_are_named():
    forecast = seen(today=20, entries=days(0, 6, 6), schedule=slots(0, 27, 6))

    way = only(offered(forecast), K.MARK)

    assert way.closes
    assert str(way.what) == (
        "Mark attendance for 9 scheduled days that have none yet: up to 54 hours"
    )


def test_a_holiday_that_nobody_marked_is_marked_as_one():
    law = rules(holidays=[9])
    forecast = seen(
        today=20,
        entries=[*days(0, 6, 6, A.WORKEXP), *days(10, 19, 6, A.WORKEXP)],
        schedule=slots(0, 27, 6, A.WORKEXP),
        rules=law,
    )

    way = only(offered(forecast, rules=law), K.MARK)

    assert way.closes
    assert confirmed(way, law).persons[0].charged.holidays == 1


def test_keeping_the_whole_schedule_closes_what_the_habit_leaves_open():
    forecast = seen(entries=days(0, 10, 6), schedule=slots(0, 27, 6), history=past(0.75))

    way = only(offered(forecast), K.ATTEND)

    assert way.closes
    assert way.minutes == 1170
    assert str(way.what) == (
        "Attend everything scheduled until Fri, Mar 27, 2026: 19.5 hours more than expected"
    )


def test_what_has_passed_cannot_be_attended_any_more():
    forecast = seen(today=12, entries=days(0, 10, 6), schedule=slots(0, 27, 6), history=past(0.75))

    assert only(offered(forecast), K.ATTEND).first == on(12)


def test_hours_are_added_where_there_is_a_place_and_no_more_than_needed():
    way = only(offered(seen(**gap_of()), place(A.COMSERV, known=True)), K.MORE_HOURS)

    assert way.closes
    # Nineteen and a half hours a week round up: eighteen of the twenty hours suffice.
    assert way.minutes == 18 * 60
    assert (way.first, way.last) == (on(12), on(19))
    assert str(way.what) == (
        "Add 18 hours of community service at Harbor House from Thu, Mar 12, 2026"
        " to Thu, Mar 19, 2026"
    )
    less = replace(way.after, recorded=way.after.recorded[:-1])
    assert assess(less.family, less.entries, NO_HOLIDAYS).overall == Standing.NOT_ENGAGED


def test_no_day_grows_beyond_a_working_day():
    forecast = seen(**gap_of(5))

    way = only(offered(forecast, place(A.COMSERV, minutes_a_day=480)), K.NEW_PLACE)

    spent = {}
    for one in way.after.entries:
        spent[one.day] = spent.get(one.day, 0) + one.attended
    assert max(spent.values()) == 480


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        ({"starts": on(16)}, on(16)),
        ({"weekdays": frozenset({1})}, on(17)),
        ({"person": LUIS}, None),
        ({"starts": on(28)}, None),
    ],
)
def test_a_place_is_offered_on_its_own_days_and_to_whom_it_suits(opening, first):
    where = replace(place(A.COMSERV, minutes_a_day=480), **opening)

    found = offered(seen(**gap_of()), where)

    assert [one.first for one in found.single] == ([] if first is None else [first])


def test_other_hours_are_offered_only_where_the_core_hours_suffice():
    training = place(A.JOBSKILL, minutes_a_day=480)
    enough = seen(entries=days(0, 10, 4), schedule=slots(0, 27, 4))
    too_few = seen(entries=days(0, 10, 3.5), schedule=slots(0, 27, 3.5))

    assert only(offered(enough, training), K.NEW_PLACE).closes
    assert kinds(offered(too_few, training)) == []


def test_other_hours_follow_once_core_hours_are_found():
    """Core 70 of 80 hours and 50 short in all: ten of service first, then training."""
    forecast = seen(entries=days(0, 10, 3.5), schedule=slots(0, 27, 3.5))

    found = offered(
        forecast,
        place(A.COMSERV, 1, minutes_a_day=60, known=True),
        place(A.JOBSKILL, 2, minutes_a_day=240),
    )

    assert [(one.activity, one.closes) for one in found.together] == [
        (A.COMSERV, False),
        (A.JOBSKILL, True),
    ]


def test_useful_time_that_never_counts_is_not_offered_as_if_it_did():
    assert kinds(offered(seen(**gap_of()), place(A.OTHER))) == []


PLAIN_WEEKS = rules(jobsearch_day_rule=False)


def searching(used, **more):
    return family(mother(balances=Balances(jobsearch_minutes=used * 60, **more)))


@pytest.mark.parametrize(
    ("used", "closes", "added", "left"),
    [(0, True, "18", "162"), (162, True, "18", "0"), (163, False, "17", "0")],
)
def test_job_search_is_offered_within_its_limit_and_says_what_is_left(used, closes, added, left):
    forecast = seen(family=searching(used), rules=PLAIN_WEEKS, **gap_of())

    way = only(offered(forecast, place(A.JSJR), rules=PLAIN_WEEKS), K.JOB_SEARCH)

    assert way.closes is closes
    assert f"Add {added} hours of job search" in str(way.what)
    assert str(way.what).endswith(f"; {left} hours of its limit in twelve months are left")
    assert [one.kind for one in way.limits] == [LimitKind.JOB_SEARCH]
    assert "261.34" in way.what.source


def test_with_its_limit_used_up_job_search_is_not_offered():
    forecast = seen(family=searching(180), rules=PLAIN_WEEKS, **gap_of())

    assert offered(forecast, place(A.JSJR), rules=PLAIN_WEEKS).single == ()


def test_a_short_week_that_counts_as_a_whole_one_is_said_to_be_used():
    way = only(offered(seen(**gap_of()), place(A.JSJR)), K.JOB_SEARCH)

    assert way.closes
    assert way.minutes < 18 * 60
    assert [str(one.reason) for one in way.limits][1:] == [
        "A short week of job search counted as a whole one, in twelve months: 1 of 1"
    ]


def test_job_search_is_not_offered_in_a_fifth_week_in_a_row():
    """Two weeks of February and two of March: the week of the 14th would not count."""
    february = frozenset(week_number(on(day), OPTIONS) for day in (-10, -3))
    forecast = seen(
        today=13,
        family=searching(0, jobsearch_weeks=february),
        entries=[entry(day, 60, A.JSJR) for day in (4, 11)],
        schedule=slots(14, 27, 9),
    )

    way = only(offered(forecast, place(A.JSJR, weekdays=frozenset({5}))), K.JOB_SEARCH)
    assert way.first == on(21)


def test_vocational_education_draws_on_its_months_and_ends_with_them():
    fresh, spent = (
        seen(family=family(mother(balances=Balances(voced_months=used))), **gap_of())
        for used in (3, 12)
    )

    way = only(offered(fresh, place(A.VOCED)), K.NEW_PLACE)
    assert [str(one.reason) for one in way.limits] == [
        "Vocational education in a lifetime: 4 of 12 months, 8 left"
    ]
    assert "261.33(a)" in way.what.source
    assert kinds(offered(spent, place(A.VOCED))) == []


def test_an_absence_with_a_good_reason_counts_up_to_what_is_left():
    """Two days missed, twelve hours; ten of the sixteen are left."""
    missed = [entry(day, 360, A.WORKEXP, mark=Mark.UNEXCUSED, attended=0) for day in (9, 10)]
    excused = [entry(2, 360, A.WORKEXP, mark=Mark.EXCUSED, attended=0)]
    forecast = seen(
        entries=[*excused, *days(3, 6, 6, A.WORKEXP), *missed],
        schedule=slots(11, 27, 6, A.WORKEXP),
    )

    way = only(offered(forecast), K.EXCUSE)

    assert str(way.what) == (
        "Ask why 12 scheduled hours were missed from Mon, Mar 9, 2026 to Tue, Mar 10, 2026;"
        " with a good reason up to 10 excused hours are left"
    )
    assert [one.left for one in way.limits if one.kind == LimitKind.ABSENCE_MONTH] == [0]
    assert confirmed(way).persons[0].charged.absence_minutes == 16 * 60


@pytest.mark.parametrize(("before", "offers"), [(15.5, False), (14, True)])
def test_what_leaves_the_gap_in_whole_hours_as_it_was_is_not_offered(before, offers):
    """A hundred hours short: half an hour excused leaves 99.5, which is said as a hundred."""
    used = int(before * 60)
    forecast = seen(
        entries=[
            entry(2, used, A.WORKEXP, mark=Mark.EXCUSED, attended=0),
            entry(3, 360, A.WORKEXP, mark=Mark.UNEXCUSED, attended=0),
            entry(4, 20 * 60 - used, A.WORKEXP),
        ],
    )

    assert forecast.short.minutes == 100 * 60
    assert (K.EXCUSE in kinds(offered(forecast))) is offers


def test_without_excused_hours_left_no_reason_is_asked_for():
    missed = [entry(9, 360, A.WORKEXP, mark=Mark.UNEXCUSED, attended=0)]
    used = mother(balances=Balances(absence_minutes=80 * 60))
    forecast = seen(family=family(used), entries=missed)

    assert K.EXCUSE not in kinds(offered(forecast))


def test_paid_work_missed_is_not_excused_by_anybody_but_the_employer():
    missed = [entry(9, 360, A.UNSUB, mark=Mark.UNEXCUSED, attended=0)]

    assert kinds(offered(seen(entries=missed))) == []


def test_a_day_missed_on_a_plan_holiday_is_marked_as_one():
    law = rules(holidays=[9])
    forecast = seen(
        entries=[
            *days(0, 6, 6, A.WORKEXP),
            entry(9, 360, A.WORKEXP, mark=Mark.UNEXCUSED, attended=0),
        ],
        schedule=slots(10, 27, 6, A.WORKEXP),
        rules=law,
    )

    way = only(offered(forecast, rules=law), K.HOLIDAY)

    assert way.closes
    assert str(way.what) == (
        "Mark Mon, Mar 9, 2026 as the plan holiday it was: 6 hours were scheduled"
    )


@pytest.mark.parametrize(("advised", "closes"), [(20, True), (10, False), (0, None)])
def test_homework_is_offered_up_to_what_the_program_advises(advised, closes):
    student = mother(homework=(Homework(A.VOCED, advised * 60),))
    forecast = seen(
        family=family(student),
        entries=days(0, 10, 5, A.VOCED),
        schedule=slots(0, 27, 5, A.VOCED),
    )

    found = offered(forecast)

    if closes is None:
        assert found.single == ()
        return
    way = only(found, K.HOMEWORK)
    assert way.closes is closes
    assert {one.mark for one in way.after.recorded[-2:]} == {Mark.HOMEWORK_SUPERVISED}
    assert "261.60(e)" in way.what.source


def test_a_projection_that_ran_out_is_renewed_by_a_pay_stub():
    """Documented in September, it held to the end of February."""
    job = Projection(A.UNSUB, 30 * 60, Month(2025, 9))
    forecast = seen(family=family(mother(projections=(job,))))

    way = only(offered(forecast), K.RENEW)

    assert way.closes
    assert str(way.what) == (
        "Get a current pay stub for unsubsidized employment: 30 hours a week could be counted ahead"
    )
    assert [one.kind for one in way.limits] == [LimitKind.PROJECTION]
    assert str(way.limits[0].until) == "2026-08-31"


@pytest.mark.parametrize("changed", [None, Month(2026, 1)])
def test_a_job_that_changed_is_not_renewed_as_it_was(changed):
    job = Projection(A.UNSUB, 30 * 60, Month(2025, 9), changed)

    found = offered(seen(family=family(mother(projections=(job,)))))

    assert (K.RENEW in kinds(found)) is (changed is None)


def test_a_school_that_confirms_attendance_makes_a_teen_engaged():
    teen = mother()._replace(born=date(2007, 1, 1))
    forecast = seen(family=family(teen), entries=days(0, 10, 2, A.SCHOOL))

    way = only(offered(forecast), K.SCHOOL)

    assert way.closes
    assert "261.33(b)" in way.what.source
    assert [str(one) for one in way.through] == [
        "Counts as engaged: under 20, married or heading a household, with satisfactory school"
        " attendance"
    ]


def test_proof_that_closes_a_teens_gap_by_her_schooling_says_so():
    teen = mother(satisfactory_school=True)._replace(born=date(2007, 1, 1))
    forecast = seen(family=family(teen), entries=days(0, 10, 2, A.SCHOOL, proof=Proof.UNPROVEN))

    way = only(offered(forecast), K.PROVE)

    assert way.closes
    assert [one.source for one in way.through] == ["45 CFR 261.33(b)(1)(i)"]


def test_a_medical_note_takes_a_parent_out_who_must_care_for_somebody():
    carer = mother(cares_for_disabled=True)
    way = only(offered(seen(family=family(carer))), K.MEDICAL)

    assert way.closes
    assert confirmed(way).overall == Standing.OUT


def test_workfare_up_to_what_wage_law_allows_fills_the_core_hours():
    """A grant of 400 and SNAP of 300 at 12 dollars are 58 hours; the core hours are 80."""
    law = rules(deeming=True, minimum_wage_cents=1200)
    small = family(children=(CHILD_3,), snap_cents=30_000, snap_people=2, assistance_people=2)
    forecast = seen(
        family=small,
        entries=days(0, 10, 2, A.COMSERV),
        schedule=slots(0, 27, 2, A.COMSERV),
        rules=law,
    )

    way = only(offered(forecast, place(A.COMSERV, known=True), rules=law), K.WORKFARE)

    assert way.closes
    assert way.minutes == 18 * 60  # to 58 hours, not to 80
    assert confirmed(way, law).persons[0].deemed_overall > 0
    assert "261.31(d)" in way.what.source
    (through,) = way.through
    assert "58 h of work experience and community service reach the 58 h" in str(through)
    assert "$700.00 at $12.00 an hour" in str(through)


def test_proof_that_reaches_the_most_hours_of_wage_law_is_still_asked_for_as_proof():
    """Sixty hours wait for proof; with them the 58 of wage law are worked, and 80 count."""
    law = rules(deeming=True, minimum_wage_cents=1200)
    small = family(children=(CHILD_3,), snap_cents=30_000, snap_people=2, assistance_people=2)
    waiting = days(0, 27, 3, A.COMSERV, proof=Proof.UNPROVEN)
    forecast = seen(today=28, family=small, entries=waiting, rules=law)

    way = only(offered(forecast, rules=law), K.PROVE)

    assert way.closes
    assert str(way.what).startswith("Get proof for community service")
    assert [one.source for one in way.through] == ["45 CFR 261.31(d)"]


def test_a_way_that_counts_by_its_own_hours_alone_rests_on_nothing_else():
    forecast = seen(entries=days(0, 27, 6, proof=Proof.UNPROVEN), today=28)

    assert only(offered(forecast), K.PROVE).through == ()


def test_the_lightest_way_comes_first():
    """13.8 hours short: six wait for proof, and 7.8 are lost if the habit holds."""
    forecast = seen(
        entries=[*days(0, 9, 6), *days(10, 10, 6, proof=Proof.UNPROVEN)],
        schedule=slots(0, 27, 6),
        history=past(0.9),
    )

    found = offered(
        forecast,
        place(A.COMSERV, 1, minutes_a_day=480),
        place(A.COMSERV, 2, minutes_a_day=480, known=True),
        place(A.JSJR, 3, minutes_a_day=480),
    )

    assert kinds(found) == [K.MORE_HOURS, K.JOB_SEARCH, K.NEW_PLACE, K.PROVE, K.ATTEND]
    assert [one.closes for one in found.single] == [True, True, True, False, False]
    assert [(one.kind, one.closes) for one in found.together] == [
        (K.PROVE, False),
        (K.ATTEND, True),
    ]


def test_a_step_that_later_ones_make_needless_is_left_out_of_the_plan():
    """A short proof helps a little, but keeping the schedule does it alone."""
    forecast = seen(
        entries=[*days(0, 9, 6), *days(10, 10, 6, proof=Proof.UNPROVEN)],
        schedule=[*slots(0, 10, 6), *slots(11, 27, 7)],
        history=past(0.75),
    )

    found = offered(forecast)

    assert only(found, K.ATTEND).closes
    assert only(found, K.PROVE).closes is False
    assert found.together == ()


def test_two_parents_may_close_their_gap_by_either():
    forecast = seen(
        family=both(),
        entries=[*days(0, 10, 6), *days(0, 10, 0.5, person=LUIS)],
        schedule=[*slots(11, 27, 6), *slots(11, 27, 0.5, person=LUIS)],
    )

    found = offered(forecast, place(A.COMSERV))

    assert {one.person for one in found.single} == {ANA, LUIS}
    assert all(one.closes for one in found.single)
    assert all(confirmed(one).two_parent == Standing.ENGAGED for one in found.single)


def test_on_the_last_evening_only_papers_are_left():
    forecast = seen(
        today=27,
        entries=[*days(0, 20, 6), *days(23, 27, 6, proof=Proof.UNPROVEN)],
        schedule=slots(0, 27, 6),
    )

    assert kinds(offered(forecast, place(A.COMSERV))) == [K.PROVE]


def test_every_kind_has_its_place_in_the_order_of_burden():
    order = load("participation_forecast").value_on("burden", date(2026, 11, 22))

    assert sorted(order) == sorted(WayKind)


def test_each_kind_of_averaging_is_asked_in_its_own_terms():
    fixed = rules_with(replace(OPTIONS, averaging="fixed"), MARCH)
    forecast = seen(entries=days(2, 10, 5), schedule=slots(2, 31, 5), rules=fixed)

    way = only(offered(forecast, place(A.COMSERV, known=True), rules=fixed), K.MORE_HOURS)

    assert confirmed(way, fixed).overall == Standing.ENGAGED
    assert not family_short(confirmed(way, fixed), way.after.family, way.after.entries, fixed)

"""Where a month is heading: so far, as planned, and what is short."""

from datetime import date
from fractions import Fraction

import pytest

from caseway.rules.caseload.ranking import rank
from caseway.rules.caseload.signals import CaseSignals, SignalKind
from caseway.rules.caseload.weights import weights_on
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.forecast.habit import habits
from caseway.rules.participation.forecast.limits import LimitKind, Unit
from caseway.rules.participation.forecast.situation import PastDay, Situation
from caseway.rules.participation.forecast.today import hours_short
from caseway.rules.participation.forecast.week import next_week
from caseway.rules.participation.standing import Standing
from tests.rules.participation.scenes import (
    ANA,
    LUIS,
    MARCH,
    NO_HOLIDAYS,
    A,
    both,
    days,
    entry,
    family,
    mother,
    on,
    past,
    rules,
    seen,
    slots,
)


def said(reasons):
    return [str(one) for one in reasons]


def test_a_schedule_that_is_kept_is_on_course():
    found = seen(entries=days(0, 10, 6), schedule=slots(0, 27, 6), history=past(1))

    (ana,) = found.people
    assert found.on_course
    assert found.now.overall == Standing.NOT_ENGAGED  # the month is not over
    assert found.projected.overall == Standing.ENGAGED
    assert said(ana.aim.reasons) == [
        "42 of 120 countable hours so far this month (11 of 30 a week)",
        "On course: 30 hours a week by the end of the month, 30 needed",
    ]
    assert hours_short(found) is None


def test_the_days_to_come_count_as_far_as_the_person_usually_attends():
    found = seen(entries=days(0, 10, 6), schedule=slots(0, 27, 6), history=past(0.75))

    assert said(line.reason for line in found.expected) == [
        "unsubsidized employment, Wed, Mar 11, 2026 to Fri, Mar 27, 2026: 78 hours scheduled"
        " × 75 percent attended since Wed, Jan 28, 2026 (135 of 180 hours) = 58.5 hours"
    ]
    (ana,) = found.people
    assert said(ana.aim.reasons) == [
        "42 of 120 countable hours so far this month (11 of 30 a week)",
        "20 countable hours short by the end of the month, as things are planned",
    ]
    assert (ana.aim.short.minutes, ana.aim.short.core) == (1170, 0)


def test_core_hours_that_are_missing_are_said():
    found = seen(
        entries=[*days(0, 10, 3), *days(0, 10, 3, A.JOBSKILL)],
        schedule=[*slots(11, 27, 3), *slots(11, 27, 3, A.JOBSKILL)],
    )

    (ana,) = found.people
    assert said(ana.aim.reasons)[1:] == [
        "20 countable hours short by the end of the month, as things are planned",
        "20 of them must be core hours",
    ]
    assert said(ana.aim.reasons)[0].startswith("21 of 120 countable hours")  # core alone


def test_hours_without_proof_stand_apart():
    found = seen(
        entries=[*days(0, 6, 6), *days(9, 10, 6, proof=Proof.UNPROVEN)],
        schedule=slots(0, 27, 6),
    )

    (ana,) = found.people
    assert said(ana.aim.reasons) == [
        "30 of 120 countable hours so far this month (8 of 30 a week)",
        "12 hours are recorded and wait for proof; they do not count yet",
        "12 countable hours short by the end of the month, as things are planned",
    ]


def test_a_rejected_proof_is_not_waiting_for_one():
    found = seen(entries=days(0, 10, 6, proof=Proof.REJECTED))

    assert found.people[0].aim.unproven_minutes == 0


def test_on_the_last_day_with_attendance_marked_the_forecast_is_the_result():
    found = seen(today=27, entries=days(0, 27, 5.5), schedule=slots(0, 27, 5.5), history=past(0.5))

    assert found.projected is found.now
    assert found.expected == ()
    assert found.short.minutes == 600  # 110 of 120 hours, 27.5 a week


def test_after_the_month_nothing_is_expected_any_more():
    found = seen(today=28, entries=days(0, 20, 6), schedule=slots(0, 27, 6))

    assert found.projected is found.now
    assert len(found.unmarked) == 5


def test_today_is_still_to_come_until_it_is_marked():
    before = seen(today=27, entries=days(0, 26, 6), schedule=slots(0, 27, 6))
    after = seen(today=27, entries=days(0, 27, 6), schedule=slots(0, 27, 6))

    assert before.projected.overall == after.projected.overall == Standing.ENGAGED
    assert (len(before.expected), len(after.expected)) == (1, 0)


@pytest.mark.parametrize(("marked_to", "short"), [(4, 0), (3, 1)])
def test_marks_of_the_last_seven_days_are_still_on_their_way(marked_to, short):
    """On the 12th the 5th and later may come in yet; the 4th ought to be there."""
    found = seen(today=12, entries=days(0, marked_to, 6), schedule=slots(0, 27, 6))

    assert bool(found.short) is bool(short)
    assert str(found.reasons[0]).startswith(
        f"{5 + short} scheduled days up to now have no attendance marked"
    )


def test_two_places_on_one_day_are_two_marks():
    twice = [*slots(11, 11, 3), *slots(11, 11, 4)]

    assert sum(line.scheduled for line in seen(schedule=twice).expected) == 7 * 60
    one_marked = seen(entries=[entry(11, 180)], schedule=twice)
    assert sum(line.scheduled for line in one_marked.expected) == 4 * 60


def test_a_plan_holiday_ahead_counts_without_attendance_where_the_work_is_unpaid():
    unpaid = seen(
        entries=days(0, 10, 6, A.WORKEXP),
        schedule=slots(0, 27, 6, A.WORKEXP),
        rules=rules(holidays=[17]),
    )

    assert unpaid.on_course
    assert unpaid.projected.persons[0].charged.holidays == 1
    assert sum(line.scheduled for line in unpaid.expected) == 12 * 360


def test_nothing_is_short_for_a_family_that_is_not_in_the_rate():
    out = seen(family=family(mother(ssi=True)))
    infant = seen(family=family(children=(date(2025, 9, 1),)))

    assert said(out.reasons) == ["The family is not in the rate this month"]
    assert said(infant.reasons) == [
        "The family is left out of the rate this month, so no hours are missing"
    ]
    assert not out.short
    assert not infant.short


def test_two_parents_have_an_aim_of_their_own_together():
    found = seen(
        family=both(),
        entries=[*days(0, 10, 4), *days(0, 10, 3, person=LUIS)],
        schedule=[*slots(11, 27, 4), *slots(11, 27, 3, person=LUIS)],
    )

    assert [one.person for one in found.people] == [ANA, LUIS]
    assert all(one.aim.short for one in found.people)
    assert said(found.two_parent.reasons)[1] == (
        "On course: 35 hours a week by the end of the month, 35 needed"
    )
    assert found.projected.two_parent == Standing.ENGAGED
    # Neither has thirty alone; Ana is nearer, ten hours a week.
    assert found.short.minutes == 40 * 60


def test_a_parent_whom_the_family_does_not_need_is_told_so():
    found = seen(
        family=both(),
        entries=[*days(0, 10, 6), *days(0, 10, 2, person=LUIS)],
        schedule=[*slots(11, 27, 6), *slots(11, 27, 2, person=LUIS)],
    )

    assert said(found.people[1].aim.reasons)[1] == (
        "10 hours a week by the end of the month; the family does not need more for this rate"
    )
    assert found.on_course


def test_a_single_day_to_come_is_named_once():
    found = seen(today=27, entries=days(0, 26, 6), schedule=slots(27, 27, 6))

    assert said(line.reason for line in found.expected) == [
        "unsubsidized employment, Fri, Mar 27, 2026: 6 hours scheduled, taken as they are,"
        " as there is too little to go by yet"
    ]


def test_a_part_month_is_short_by_its_weeks():
    """From Wednesday the 18th one full week is left: 21 to 27 March."""
    found = seen(
        today=19,
        family=family(first_day=18),
        schedule=[*slots(18, 20, 8), *slots(21, 27, 5)],
    )

    assert found.short.minutes == 5 * 60
    assert seen(today=19, family=family(first_day=18), schedule=slots(18, 27, 6)).on_course


@pytest.mark.parametrize(
    ("minutes", "known"),
    [(480, True), (479, False)],
)
def test_fewer_than_eight_scheduled_hours_are_no_habit(minutes, known):
    found = habits([PastDay(on(9), ANA, A.UNSUB, minutes, 0)], on(11)).of(ANA, A.UNSUB)

    assert found.known is known
    assert found.ratio == (0 if known else 1)


def test_a_new_activity_borrows_the_habit_of_the_others():
    seen_so_far = habits(past(0.5), on(11))

    assert seen_so_far.of(ANA, A.COMSERV).ratio == Fraction(1, 2)
    assert not seen_so_far.of(ANA, A.COMSERV).own
    assert not seen_so_far.of(LUIS, A.COMSERV).known


def test_a_long_day_does_not_make_up_for_an_empty_one():
    days_before = [PastDay(on(9), ANA, A.UNSUB, 360, 720), PastDay(on(10), ANA, A.UNSUB, 360, 0)]

    assert habits(days_before, on(11)).of(ANA, A.UNSUB).ratio == Fraction(1, 2)


@pytest.mark.parametrize(("day", "counted"), [(-31, True), (-32, False), (10, True), (11, False)])
def test_a_habit_looks_back_six_weeks_and_not_at_today(day, counted):
    found = habits([PastDay(on(day), ANA, A.UNSUB, 480, 0)], on(11)).of(ANA, A.UNSUB)

    assert found.known is counted


def test_limits_are_shown_as_used_left_and_until():
    found = seen(
        entries=[
            *days(0, 9, 6, A.WORKEXP),
            entry(10, 360, A.WORKEXP, mark=Mark.EXCUSED, attended=0),
        ]
    )
    by_kind = {one.kind: one for one in found.people[0].limits}

    month = by_kind[LimitKind.ABSENCE_MONTH]
    assert (month.used, month.left, month.of, month.unit) == (360, 600, 960, Unit.MINUTES)
    assert month.until == date(2026, 3, 31)
    assert str(month.reason) == "Excused absence this month: 6 of 16 hours, 10 left"
    year = by_kind[LimitKind.ABSENCE_YEAR]
    assert (year.left, str(year.since)) == (4440, "2025-04")
    search = by_kind[LimitKind.JOB_SEARCH]
    assert (search.of, search.left) == (180 * 60, 180 * 60)
    assert by_kind[LimitKind.VOCED].until is None


def test_excused_hours_of_education_that_is_not_reported_are_used_all_the_same():
    """Education does not decide this month, and its excused hours count in the answer."""
    found = seen(
        entries=[
            *days(0, 10, 6, A.VOCED),
            entry(9, 255, A.VOCED, mark=Mark.EXCUSED, attended=0),
            entry(10, 360, A.WORKEXP, mark=Mark.EXCUSED, attended=0),
        ]
    )
    month = next(one for one in found.people[0].limits if one.kind == LimitKind.ABSENCE_MONTH)

    assert "10.25 h of excused absence count" in said(found.projected.persons[0].reasons)
    assert (month.used, month.left) == (615, 345)
    assert found.projected.persons[0].charged.absence_minutes == 360


def test_a_holiday_of_education_that_is_not_reported_is_used_all_the_same():
    """Work alone decides this month; the holiday of the course counts in the answer."""
    found = seen(
        entries=[
            *days(0, 9, 6),
            *days(0, 9, 2, A.VOCED),
            entry(10, 120, A.VOCED, mark=Mark.HOLIDAY, attended=0),
        ],
        schedule=slots(11, 27, 8),
        rules=rules(holidays=[10]),
    )
    ana = found.projected.persons[0]
    year = next(one for one in found.people[0].limits if one.kind == LimitKind.HOLIDAYS)

    assert (ana.charged.holidays, ana.spared_holidays) == (0, 1)
    assert (year.used, year.left) == (1, 9)


def test_a_holiday_that_is_reported_anyway_is_not_used_twice():
    found = seen(
        entries=[
            *days(0, 9, 6, A.WORKEXP),
            entry(10, 360, A.WORKEXP, mark=Mark.HOLIDAY, attended=0),
            entry(10, 120, A.VOCED, mark=Mark.HOLIDAY, attended=0),
        ],
        schedule=slots(11, 27, 8, A.WORKEXP),
        rules=rules(holidays=[10]),
    )
    ana = found.projected.persons[0]
    year = next(one for one in found.people[0].limits if one.kind == LimitKind.HOLIDAYS)

    assert (ana.charged.holidays, ana.spared_holidays) == (1, 0)
    assert year.used == 1


def test_more_than_is_needed_is_not_called_a_part_of_it():
    exact = seen(entries=days(0, 27, 6), today=28)
    more = seen(entries=days(0, 27, 7), today=28)

    assert said(exact.people[0].aim.reasons)[0] == (
        "120 of 120 countable hours so far this month (30 of 30 a week)"
    )
    assert said(more.people[0].aim.reasons)[0] == (
        "140 countable hours so far this month, more than the 120 needed (35 a week; 30 needed)"
    )


@pytest.mark.parametrize(("had", "told"), [(9, True), (10, False)])
def test_a_holiday_to_come_is_told_where_it_is_counted_ahead(had, told):
    found = seen(
        family=family(mother(balances=Balances(holidays=had))),
        entries=days(0, 10, 6, A.WORKEXP),
        schedule=slots(11, 27, 6, A.WORKEXP),
        rules=rules(holidays=[17]),
    )

    sentence = "1 plan holiday to come, Tue, Mar 17, 2026: 6 hours are counted ahead"
    assert said(found.holidays_ahead(ANA)) == ([sentence] if told else [])


def test_next_week_is_shown_as_scheduled_and_as_usually_attended():
    situation = Situation(
        family(), schedule=tuple(slots(9, 31, 5, A.WORKEXP)), history=tuple(past(0.8))
    )

    week = next_week(situation, ANA, 30, on(11), rules(holidays=[17]))

    assert (week.first, week.last) == (on(16), on(22))
    assert (week.scheduled, week.expected) == (25 * 60, 20 * 60)
    assert said(week.reasons) == [
        "From Mon, Mar 16, 2026 to Sun, Mar 22, 2026: 25 hours scheduled, about 20 to be"
        " expected; 30 a week are needed",
        "Tue, Mar 17, 2026 is a holiday of the State's plan",
    ]


def test_today_is_told_of_whole_hours_and_the_day_the_month_closes():
    found = seen(entries=days(0, 10, 6), schedule=slots(0, 27, 6), history=past(0.75))

    signal = hours_short(found)

    assert (signal.kind, signal.on, signal.amount) == (SignalKind.HOURS_SHORT, on(27), 20)
    assert signal.key == "hours_short:202603"
    shown = rank(CaseSignals(7, "W-7", (signal,)), weights_on(on(14)), on(14))
    assert shown.items[0].reason.text == (
        "20 hours short this month, for which hours count through Fri, Mar 27, 2026"
    )


@pytest.mark.parametrize(
    ("facts", "options"), [({"violence_waiver": True}, {}), ({}, {"wpr_applies": False})]
)
def test_nobody_is_pressed_for_hours_under_a_waiver_or_without_a_rate(facts, options):
    found = seen(family=family(**facts), rules=rules(**options))

    assert found.short.minutes == 120 * 60
    assert hours_short(found) is None


def test_entries_may_come_as_plain_rows():
    rows = [tuple(one) for one in days(0, 10, 6)]

    assert seen(entries=rows).now == seen(entries=days(0, 10, 6)).now


def test_rules_of_another_month_are_a_bug():
    with pytest.raises(ValueError):
        seen(family=family().__class__(7, MARCH.plus(1), (mother(),)))


def test_a_quiet_month_has_nothing_to_say():
    assert seen(entries=days(0, 10, 6), schedule=slots(11, 27, 6)).reasons == ()
    assert NO_HOLIDAYS.month == MARCH

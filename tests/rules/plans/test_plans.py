"""Ramps, hours, alternatives, meetings, reviews, chains and differences of plans."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.plans.alternatives import options_wanted, why_more
from caseway.rules.plans.chain import FIRST, Member, canonical, faults, link
from caseway.rules.plans.check import Planned, Standing, check
from caseway.rules.plans.difference import Did, difference
from caseway.rules.plans.meetings import next_meeting
from caseway.rules.plans.ramp import (
    Rung,
    length,
    minutes_in_week,
    rung_in_week,
    said,
    week_of,
    why_not,
)
from caseway.rules.plans.required import Home, required_hours
from caseway.rules.plans.reviews import Kept, review

MONDAY = date(2026, 11, 16)
SEARCH, GED, STEP = 6, 11, 13
BUS = (Rung(1, 2, 30), Rung(2, 3, 30), Rung(4, 5, 60))


@pytest.mark.parametrize(
    ("week", "minutes"), [(0, 0), (1, 60), (2, 90), (3, 90), (4, 300), (60, 300)]
)
def test_a_step_grows_from_the_weeks_that_were_agreed(week, minutes):
    assert minutes_in_week(BUS, week) == minutes


@pytest.mark.parametrize(
    ("on", "week"),
    [
        (date(2026, 11, 15), 0),  # the Sunday before
        (date(2026, 11, 16), 1),
        (date(2026, 11, 22), 1),  # a week ends with Sunday, on whatever day the step began
        (date(2026, 11, 23), 2),
    ],
)
def test_the_week_of_a_step_is_counted_from_the_monday_of_its_beginning(on, week):
    assert week_of(date(2026, 11, 18), on) == week


def test_before_it_begins_a_step_stands_on_no_rung():
    assert rung_in_week(BUS, 0) is None
    assert rung_in_week(BUS, 3) == BUS[1]
    assert rung_in_week((), 1) is None


@pytest.mark.parametrize(
    ("ramp", "code"),
    [
        ((), None),
        (BUS, None),
        ((Rung(1, 7, 1440),), None),
        ((Rung(2, 1, 30),), "ramp.from_the_start"),
        ((Rung(1, 1, 30), Rung(1, 2, 30)), "ramp.in_order"),
        ((Rung(1, 1, 30), Rung(104, 2, 30)), None),
        ((Rung(1, 1, 30), Rung(105, 2, 30)), "ramp.too_far"),
        ((Rung(1, 8, 1261),), "ramp.too_much"),
    ],
)
def test_lines_are_a_ramp_or_say_why_not(ramp, code):
    found = why_not(ramp)

    assert (found and found.code) == code


def test_a_ramp_is_told_line_by_line():
    assert [str(reason) for reason in said(BUS)] == [
        "From week 1: 2 times a week, 30 min each time",
        "From week 2: 3 times a week, 30 min each time",
        "From week 4: 5 times a week, 1 h each time",
    ]
    assert [str(reason) for reason in said(BUS[:1])] == ["2 times a week, 30 min each time"]


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 min"), (60, "1 h"), (90, "1 h 30 min")])
def test_length_is_written_as_both_languages_write_it(minutes, words):
    assert length(minutes) == words


HOME = Home(True, date(1994, 5, 2), partner=False, children=(date(2018, 1, 2),))


@pytest.mark.parametrize(
    ("home", "total", "core", "together"),
    [
        (HOME, 30, 20, False),
        (Home(False, None, False, ()), 0, 0, False),
        # 45 CFR 261.35: the only parent of a child under six. Six on the very day is not under six.
        (Home(True, None, False, (date(2020, 11, 17),)), 20, 20, False),
        (Home(True, None, False, (date(2020, 11, 16),)), 30, 20, False),
        # Two parents: both together, whatever the child's age.
        (Home(True, None, True, (date(2024, 1, 1),)), 35, 30, True),
        (Home(True, None, True, ()), 30, 20, False),
    ],
)
def test_what_is_asked_follows_from_who_lives_in_the_home(home, total, core, together):
    found = required_hours(home, MONDAY)

    assert (found.need.total, found.need.core, found.together) == (total, core, together)
    assert found.reasons


@pytest.mark.parametrize(
    ("born", "no_diploma", "schooling"),
    [
        (date(2006, 11, 17), True, True),
        (date(2006, 11, 16), True, False),
        (date(2006, 11, 17), False, False),
        (None, True, False),
    ],
)
def test_school_is_enough_under_twenty_without_a_diploma(born, no_diploma, schooling):
    home = Home(True, born, False, (date(2018, 1, 2),), no_diploma)

    assert required_hours(home, MONDAY).schooling is schooling


def test_a_missing_birth_date_never_helps_and_is_said():
    found = required_hours(Home(True, None, False, (None,)), MONDAY)

    assert found.need.total == 30
    assert "plan_hours.unknown_age" in [reason.code for reason in found.reasons]


def planned(activity, hours, begins=MONDAY, ends=None):
    return Planned(activity, (Rung(1, hours, 60),), begins, ends)


@pytest.mark.parametrize(
    ("steps", "standing", "missing"),
    [
        ([planned(SEARCH, 30)], Standing.ENOUGH, 0),
        ([planned(SEARCH, 29)], Standing.SHORT, 60),
        ([planned(SEARCH, 20), planned(9, 10)], Standing.ENOUGH, 0),
        # The last ten may be in others, never the first twenty.
        ([planned(SEARCH, 19), planned(9, 20)], Standing.SHORT, 60),
        ([planned(STEP, 40)], Standing.SHORT, 1800),
        ([planned(None, 40)], Standing.SHORT, 1800),
        ([planned(SEARCH, 30, ends=date(2026, 11, 15))], Standing.SHORT, 1800),
        ([planned(SEARCH, 30, begins=date(2026, 11, 22))], Standing.ENOUGH, 0),
        ([planned(SEARCH, 30, begins=date(2026, 11, 23))], Standing.GROWS, 1800),
    ],
)
def test_a_week_is_held_against_what_is_asked(steps, standing, missing):
    found = check(steps, required_hours(HOME, MONDAY), None, date(2026, 11, 20))

    assert (found.standing, found.missing) == (standing, missing)


def test_a_growing_plan_says_from_when_it_is_enough():
    step = Planned(SEARCH, (Rung(1, 10, 60), Rung(3, 30, 60)), MONDAY)

    found = check([step], required_hours(HOME, MONDAY), None, MONDAY)

    assert found.standing is Standing.GROWS
    assert found.reached_from == date(2026, 11, 30)
    assert "Mon, Nov 30, 2026" in " ".join(str(reason) for reason in found.reasons)


def test_school_is_enough_for_a_teen_and_for_nobody_else():
    teen = Home(True, date(2008, 1, 1), False, (date(2025, 1, 1),), no_diploma=True)
    steps = [planned(GED, 15)]

    assert check(steps, required_hours(teen, MONDAY), None, MONDAY).standing is Standing.ENOUGH
    assert check(steps, required_hours(HOME, MONDAY), None, MONDAY).standing is Standing.SHORT


@pytest.mark.parametrize(
    ("aim", "codes"),
    [
        (None, set()),
        (1200, {"plan_check.aim_met", "plan_check.aim_less"}),
        (1800, {"plan_check.aim_short"}),
        (2400, {"plan_check.aim_short"}),
    ],
)
def test_their_own_aim_stands_beside_what_is_asked(aim, codes):
    found = check([planned(SEARCH, 20)], required_hours(HOME, MONDAY), aim, MONDAY)

    assert {reason.code for reason in found.reasons if "aim" in reason.code} == codes


@given(st.lists(st.tuples(st.integers(1, 13), st.integers(1, 20)), max_size=6))
def test_another_step_never_makes_a_plan_reach_less(parts):
    required = required_hours(HOME, MONDAY)
    steps = [planned(activity, hours) for activity, hours in parts]
    missing = [check(steps[:n], required, None, MONDAY).missing for n in range(len(steps) + 1)]

    assert missing == sorted(missing, reverse=True)


@pytest.mark.parametrize(("barriers", "options"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (9, 3)])
def test_more_barriers_ask_for_more_alternatives(barriers, options):
    assert options_wanted(barriers, MONDAY) == options
    assert why_more(barriers, options, MONDAY) is None
    assert why_more(barriers, options - 1, MONDAY) is not None


@pytest.mark.parametrize(
    ("meetings", "brief", "due", "late"),
    [
        # Practice reference, example 7: last meeting June 1, brief contact June 7, today June 9.
        ([date(2026, 6, 1)], [date(2026, 6, 7)], date(2026, 6, 8), 1),
        ([date(2026, 6, 2)], [], date(2026, 6, 9), 0),
        ([], [], date(2026, 5, 27), 13),
        ([date(2026, 6, 1), date(2026, 6, 10)], [], date(2026, 6, 8), 1),
    ],
)
def test_the_meeting_is_due_every_seven_days_and_a_brief_contact_does_not_reset_it(
    meetings, brief, due, late
):
    found = next_meeting(meetings, brief, since=date(2026, 5, 20), on=date(2026, 6, 9))

    assert (found.due_on, found.overdue_days) == (due, late)
    assert ("plan_meeting.brief" in [r.code for r in found.reasons]) is bool(brief)


SIGNED = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        (Kept("ep", SIGNED), date(2026, 11, 20)),
        (Kept("prp", SIGNED), date(2027, 2, 20)),
        (Kept("prp", SIGNED, home_changed_on=date(2026, 9, 1)), date(2026, 9, 1)),
        (Kept("prp", SIGNED, home_changed_on=SIGNED), date(2027, 2, 20)),
        (Kept("prp", SIGNED, stage_changed_on=date(2026, 10, 2)), date(2026, 10, 2)),
        (Kept("prp", SIGNED, late_steps=2), date(2027, 2, 20)),
        (Kept("prp", SIGNED, late_steps=3), date(2026, 11, 20)),
        (Kept("prp", SIGNED, late_supports=1), date(2026, 11, 20)),
    ],
)
def test_a_review_is_due_by_time_or_because_something_changed(kept, due):
    found = review(kept, date(2026, 11, 20))

    assert found.due_on == due
    assert found.reasons[-1].code == "plan_review.time"


def chain(count):
    before, members = FIRST, []
    for number in range(count):
        facts = {"number": number}
        digest = link(before, facts)
        members.append(Member(f"version {number}", facts, before, digest))
        before = digest
    return members


def test_a_chain_holds_and_every_change_shows():
    whole = chain(4)

    assert faults(whole) == ()
    for number in range(4):
        changed = [*whole]
        changed[number] = Member("x", {"number": 9}, whole[number].former, whole[number].digest)
        assert faults(changed)
    for number in range(3):
        assert faults(whole[:number] + whole[number + 1 :])


def test_the_same_content_has_one_spelling():
    assert (
        canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    )


def test_a_difference_tells_what_came_went_and_reads_otherwise():
    before = {
        "can_do": "Cook",
        "goals": [{"id": "1", "words": "Work"}, {"id": "2", "words": "Rest"}],
        "steps": [{"id": "s", "goal": "1", "words": "Bus", "ramp": [[1, 2, 30]], "due_on": ""}],
    }
    now = {
        "can_do": "Cook for many",
        "goals": [{"id": "1", "words": "Work near school"}, {"id": "3", "words": "Dentist"}],
        "steps": [{"id": "s", "goal": "1", "words": "Bus", "ramp": [[1, 3, 30]], "due_on": None}],
    }

    found = difference(before, now)

    assert [(one.part, one.did, one.title) for one in found] == [
        ("plan", Did.CHANGED, ""),
        ("goals", Did.CHANGED, "Work near school"),
        ("goals", Did.ADDED, "Dentist"),
        ("goals", Did.LEFT_OUT, "Rest"),
        ("steps", Did.CHANGED, "Bus"),
    ]
    assert [(one.name, one.before, one.now) for one in found[-1].fields] == [
        ("ramp", [[1, 2, 30]], [[1, 3, 30]])
    ]


def test_a_plan_does_not_differ_from_itself():
    content = {"goals": [{"id": "1", "words": "Work"}], "can_do": ""}

    assert difference(content, {**content, "can_do": None}) == ()


def test_a_step_counts_from_the_monday_of_the_week_it_begins_in():
    step = Planned(SEARCH, (Rung(1, 1, 60), Rung(2, 2, 60)), date(2026, 11, 19))

    assert [step.minutes(MONDAY + timedelta(days=7 * n)) for n in (-1, 0, 1)] == [0, 60, 120]

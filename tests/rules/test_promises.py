"""Promised against kept contact."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.contacts.promises import (
    Contact,
    Promise,
    chosen,
    default_promises,
    standing,
)

WEEKLY = Promise("contractor_worker", every_days=7)
REVIEW = Promise("public_worker", every_months=6, opens_after_months=3)


def on(month, day, kind="meeting", year=2026):
    return Contact(date(year, month, day), kind)


def test_a_brief_contact_does_not_stand_for_the_weekly_meeting():
    contacts = [on(6, 1), on(6, 7, "brief")]

    found = standing(WEEKLY, contacts, today=date(2026, 6, 9), since=date(2026, 5, 4))

    assert (found.due_on, found.overdue_days) == (date(2026, 6, 8), 1)
    assert found.last_counted == date(2026, 6, 1)
    assert found.reason.text == (
        "Meeting 1 day late: due Mon, Jun 8, 2026; last one Mon, Jun 1, 2026"
    )
    assert [note.text for note in found.notes] == [
        "A brief contact on Sun, Jun 7, 2026 is noted; it does not stand for the meeting"
    ]


@pytest.mark.parametrize(
    ("today", "overdue"),
    [(date(2026, 6, 7), 0), (date(2026, 6, 8), 0), (date(2026, 6, 9), 1), (date(2026, 6, 15), 7)],
)
def test_a_meeting_is_late_from_the_day_after_it_is_due(today, overdue):
    assert standing(WEEKLY, [on(6, 1)], today, date(2026, 5, 4)).overdue_days == overdue


@pytest.mark.parametrize("kind", ["brief", "attempt", "message_in", "message_out", "note"])
def test_only_a_meeting_moves_the_due_day(kind):
    found = standing(WEEKLY, [on(6, 1), on(6, 7, kind)], date(2026, 6, 9), date(2026, 5, 4))

    assert found.due_on == date(2026, 6, 8)


def test_a_program_may_count_more_kinds():
    either = Promise("case_manager", every_days=7, counts=frozenset({"meeting", "brief"}))

    found = standing(either, [on(6, 1), on(6, 7, "brief")], date(2026, 6, 9), date(2026, 5, 4))

    assert (found.due_on, found.overdue_days, found.notes) == (date(2026, 6, 14), 0, ())


def test_before_the_first_meeting_the_clock_starts_with_the_promise():
    found = standing(WEEKLY, [], date(2026, 6, 10), since=date(2026, 6, 1))

    assert (found.due_on, found.overdue_days, found.last_counted) == (date(2026, 6, 8), 2, None)
    assert found.reason.text == "First meeting 2 days late: due Mon, Jun 8, 2026"


def test_a_meeting_from_before_the_promise_does_not_make_it_late_at_once():
    found = standing(WEEKLY, [on(3, 2)], date(2026, 6, 2), since=date(2026, 6, 1))

    assert (found.due_on, found.overdue_days) == (date(2026, 6, 8), 0)
    assert found.last_counted == date(2026, 3, 2)


def test_a_planned_meeting_is_not_yet_a_meeting():
    found = standing(WEEKLY, [on(6, 1), on(6, 20)], date(2026, 6, 9), date(2026, 5, 4))

    assert found.overdue_days == 1


def test_a_review_every_three_to_six_months_opens_at_three_and_is_due_at_six():
    found = standing(REVIEW, [on(1, 15)], date(2026, 7, 16), since=date(2026, 1, 15))

    assert (found.opens_on, found.due_on) == (date(2026, 4, 15), date(2026, 7, 15))
    assert found.overdue_days == 1


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
    ],
)
def test_months_keep_the_day_or_take_the_last_of_the_month(last, months, due):
    promise = Promise("public_worker", every_months=months)

    assert standing(promise, [Contact(last, "meeting")], last, last).due_on == due


def test_month_ends_do_not_drift_when_intervals_are_counted():
    monthly = Promise("public_worker", every_months=1)
    kept = [on(2, 28), on(3, 31), on(4, 30)]

    found = standing(monthly, kept, date(2026, 5, 1), since=date(2026, 1, 31))

    assert (found.kept, found.promised) == (3, 3)


def test_a_meeting_each_monday_keeps_every_weekly_promise():
    mondays = [on(5, 11), on(5, 18), on(5, 25), on(6, 1)]

    found = standing(WEEKLY, mondays, date(2026, 6, 2), since=date(2026, 5, 4))

    assert (found.kept, found.promised) == (4, 4)
    assert found.score.text == "4 of 4 promised meetings kept"


def test_two_meetings_in_one_week_keep_one_promise():
    found = standing(WEEKLY, [on(5, 5), on(5, 6)], date(2026, 5, 19), since=date(2026, 5, 4))

    assert (found.kept, found.promised) == (1, 2)


def test_the_interval_that_ends_today_is_not_counted_yet():
    assert standing(WEEKLY, [], date(2026, 5, 11), date(2026, 5, 4)).promised == 0
    assert standing(WEEKLY, [], date(2026, 5, 12), date(2026, 5, 4)).promised == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"every_days": 7, "every_months": 1},
        {"every_days": 0},
        {"every_days": 7, "opens_after_months": 1},
        {"every_months": 6, "opens_after_months": 7},
    ],
)
def test_a_promise_has_exactly_one_interval(fields):
    with pytest.raises(ValueError):
        Promise("case_manager", **fields)


def test_the_promise_for_the_stage_comes_before_the_one_for_any_stage():
    any_stage = Promise("contractor_worker", every_days=14)
    searching = Promise("contractor_worker", "job_search", every_days=7)
    promises = [any_stage, searching, REVIEW]

    assert chosen(promises, "contractor_worker", "job_search") == searching
    assert chosen(promises, "contractor_worker", "activities") == any_stage
    assert chosen(promises, "job_coach", "activities") is None


def test_new_programs_start_with_the_promises_seen_in_practice():
    work_first = default_promises("work_first", date(2026, 11, 22))

    assert work_first["job_search_weekly"].every_days == 7
    assert work_first["job_search_weekly"].stage == "job_search"
    assert work_first["public_review"].opens_after_months == 3
    assert work_first["public_review"].every_months == 6
    assert work_first["weekly_meeting"].words.text == "Promised: a meeting every 7 days"
    assert default_promises("supported_employment", date(2026, 11, 22)) == {}


CONTACTS = st.lists(
    st.builds(
        Contact,
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.sampled_from(["meeting", "brief", "attempt", "note"]),
    ),
    max_size=12,
)


@given(CONTACTS, st.dates(date(2026, 2, 1), date(2026, 12, 31)), st.sampled_from([WEEKLY, REVIEW]))
def test_one_more_meeting_never_makes_a_standing_worse(contacts, today, promise):
    since = date(2026, 2, 1)

    before = standing(promise, contacts, today, since)
    after = standing(promise, [*contacts, Contact(today, "meeting")], today, since)

    assert after.overdue_days == 0
    assert before.kept <= after.kept <= after.promised == before.promised
    assert after.due_on >= before.due_on


@given(CONTACTS, st.randoms(use_true_random=False))
def test_the_order_of_contacts_is_irrelevant(contacts, random):
    today, since = date(2026, 10, 1), date(2026, 3, 31)
    shuffled = random.sample(contacts, len(contacts))

    one, other = standing(WEEKLY, contacts, today, since), standing(WEEKLY, shuffled, today, since)

    assert (one.due_on, one.kept, one.reason) == (other.due_on, other.kept, other.reason)


@given(CONTACTS, st.integers(0, 200))
def test_lateness_grows_by_the_day(contacts, days):
    today = date(2027, 1, 1) + timedelta(days)

    now = standing(WEEKLY, contacts, today, date(2026, 1, 1))
    tomorrow = standing(WEEKLY, contacts, today + timedelta(1), date(2026, 1, 1))

    assert tomorrow.overdue_days - now.overdue_days == (today >= now.due_on)

"""Billable, or held back by a check that says why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.dates import DateSpan, Month
from caseway.rules.records.visits.billing import Enrolled, billing_lines
from caseway.rules.records.visits.checks import CHECK_LABELS, Check
from caseway.rules.records.visits.codes import Phase, Setting
from caseway.rules.records.visits.record import Record
from caseway.rules.records.visits.units import Billed
from tests.rules.visits.scenes import CLOSED, DAY, ENROLLED, NEW_YORK, lasting, record

CLIENTS = {"c1": ENROLLED, "c2": ENROLLED}
INTENSIVE = replace(ENROLLED, intensive=(DateSpan(date(2025, 11, 4)),))


def line(one, enrolled=ENROLLED, closed=CLOSED):
    return billing_lines([one], {"c1": enrolled}, closed)[0]


def checks(one, *args):
    return [held.check for held in line(one, *args).held]


def test_a_whole_signed_session_of_a_closed_month_is_billed_in_units():
    found = line(lasting(52))

    assert found.billable
    assert (found.minutes, found.units, found.service) == (52, 3, "extended-1")


@pytest.mark.parametrize(
    ("changes", "expected", "text"),
    [
        # Example 9
        ({"stopped": None}, [Check.INCOMPLETE], "Missing: Stop time"),
        ({"signer": False}, [Check.INCOMPLETE], "Missing: Name and title of who signs"),
        (
            {"signed": False, "signer": False, "written_on": None},
            [Check.NOT_SIGNED],
            "Not signed yet. Only a signed record is billed.",
        ),
        (
            {"setting": Setting.GROUP, "group_size": 9},
            [Check.CONTRADICTS],
            "A group has from 2 to 8 people; this one has 9.",
        ),
        # Example 11
        (
            {"employed": False},
            [Check.NOT_EMPLOYED],
            "The extended phase is for people who have a job. Record the job first.",
        ),
    ],
)
def test_each_check_says_what_holds_a_session_back(changes, expected, text):
    found = line(record(**changes))

    assert [held.check for held in found.held] == expected
    assert found.held[0].reason.text == text
    assert (found.billable, found.units) == (False, 0)


@pytest.mark.parametrize(("minutes", "expected"), [(14, [Check.NO_UNIT]), (15, [])])
def test_less_than_one_unit_is_held(minutes, expected):
    assert checks(lasting(minutes)) == expected


def test_a_month_that_is_open_holds_its_sessions():
    assert checks(record(), ENROLLED, set()) == [Check.MONTH_OPEN]
    assert checks(record(), ENROLLED, {("k1", Month(2026, 10))}) == [Check.MONTH_OPEN]
    assert checks(record(), ENROLLED, {("k2", Month(2026, 11))}) == [Check.MONTH_OPEN]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (DateSpan(DAY), []),
        (DateSpan(date(2026, 11, 4)), [Check.OUTSIDE_ENROLMENT]),
        (DateSpan(date(2026, 1, 1), date(2026, 11, 4)), []),
        (DateSpan(date(2026, 1, 1), DAY), [Check.OUTSIDE_ENROLMENT]),
    ],
)
def test_a_session_lies_in_the_enrolment(span, expected):
    assert checks(record(), replace(ENROLLED, spans=(span,))) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [(date(2025, 11, 4), []), (date(2025, 11, 3), [Check.PHASE_ENDED])],
)
def test_day_366_of_the_intensive_phase_is_not_billed(since, expected):
    enrolled = replace(ENROLLED, intensive=(DateSpan(since),))

    assert checks(record(phase=Phase.INTENSIVE, employed=False), enrolled) == expected


@pytest.mark.parametrize(
    ("before", "approved", "expected"),
    [
        (796, {}, []),
        (797, {}, [Check.OVER_HOURS]),
        (797, {Phase.EXTENDED: 201}, []),
        (797, {Phase.INTENSIVE: 300}, [Check.OVER_HOURS]),
    ],
)
def test_a_session_over_the_hours_left_is_held_whole(before, approved, expected):
    earlier = (Billed(date(2026, 10, 1), Phase.EXTENDED, before),)
    enrolled = replace(ENROLLED, earlier=earlier, approved_hours=approved)

    assert checks(record(), enrolled) == expected


def test_hours_are_used_by_the_earlier_session_whatever_the_order_given():
    earlier = (Billed(date(2026, 10, 1), Phase.EXTENDED, 796),)
    later = lasting(60, datetime(2026, 11, 4, 15, 0, tzinfo=UTC), key="v2")

    first, second = billing_lines(
        [later, record()], {"c1": replace(ENROLLED, earlier=earlier)}, CLOSED
    )

    assert (first.record.key, first.units) == ("v1", 4)
    assert [held.check for held in second.held] == [Check.OVER_HOURS]
    assert second.held[0].reason.text == (
        "0 hours of the phase “Extended” are left of 200; this session takes 1."
    )


def at(hour, minute=0):
    return datetime(2026, 11, 3, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({"started": at(11), "stopped": at(12)}, False),  # back to back
        ({"started": at(10, 59), "stopped": at(12)}, True),
        ({"started": at(9), "stopped": at(10)}, False),
        ({"started": at(9), "stopped": at(10, 1)}, True),
        ({"started": at(10), "stopped": at(11), "coach": "k2"}, False),
    ],
)
def test_a_coach_cannot_be_at_two_places(changes, held):
    other = record(key="v2", client="c2", **changes)
    closed = CLOSED | {("k2", Month(2026, 11))}

    lines = billing_lines([record(), other], CLIENTS, closed)

    expected = [[Check.OVERLAP]] * 2 if held else [[], []]
    assert [[one.check for one in found.held] for found in lines] == expected


def test_one_group_session_does_not_overlap_itself():
    together = {"setting": Setting.GROUP, "group_size": 2}
    one, other = record(group="g", **together), record(key="v2", client="c2", group="g", **together)

    assert all(found.billable for found in billing_lines([one, other], CLIENTS, CLOSED))
    apart = replace(other, group="h")
    assert not any(found.billable for found in billing_lines([one, apart], CLIENTS, CLOSED))


def test_of_two_alike_the_signed_one_is_billed_and_the_other_is_the_duplicate():
    twice = [record(key="a", signed=False, signer=False), record(key="b")]

    held = {
        found.record.key: [one.check for one in found.held]
        for found in billing_lines(twice, CLIENTS, CLOSED)
    }

    assert held == {"a": [Check.NOT_SIGNED, Check.DUPLICATE], "b": []}


def test_an_hour_that_the_clock_repeats_is_not_twice_the_same():
    one = record(
        day=date(2026, 11, 1),
        started=datetime(2026, 11, 1, 1, 0, tzinfo=NEW_YORK),
        stopped=datetime(2026, 11, 1, 1, 45, tzinfo=NEW_YORK),
    )
    again = replace(
        one,
        key="v2",
        started=one.started.replace(fold=1),
        stopped=one.stopped.replace(fold=1),
    )

    assert [found.units for found in billing_lines([one, again], CLIENTS, CLOSED)] == [3, 3]


def test_another_funder_is_billed_nothing_and_told_why():
    found = line(record(), Enrolled("tanf", (DateSpan(date(2026, 1, 1)),)))

    assert [one.check for one in found.held] == [Check.NOT_THIS_FUNDER]


def test_somebody_who_was_never_enrolled_is_held_and_not_lost():
    assert [one.check for one in billing_lines([record()], {}, CLOSED)[0].held] == [
        Check.NOT_THIS_FUNDER
    ]


def test_an_empty_record_is_held_and_not_a_fault():
    found = line(Record(key="v", client="c1", coach="k1"))

    assert {one.check for one in found.held} == {Check.INCOMPLETE, Check.NOT_SIGNED}


def test_every_check_has_its_words():
    assert set(CHECK_LABELS) == set(Check)


@st.composite
def sessions(draw):
    begins = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
    return [
        lasting(
            draw(st.integers(-5, 300)),
            begins + timedelta(minutes=draw(st.integers(0, 5_000))),
            key=f"v{number:02}",
            client=draw(st.sampled_from(["c1", "c2"])),
            coach=draw(st.sampled_from(["k1", "k2"])),
            signed=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@given(sessions(), st.integers(780, 800))
def test_nothing_is_lost_and_nothing_is_billed_above_what_was_held(records, before):
    earlier = (Billed(date(2026, 10, 1), Phase.EXTENDED, before),)
    clients = dict.fromkeys(CLIENTS, replace(ENROLLED, earlier=earlier))
    closed = CLOSED | {("k2", Month(2026, 11))}

    lines = billing_lines(records, clients, closed)

    assert sorted(found.record.key for found in lines) == [one.key for one in records]
    assert all(found.units * 15 <= found.minutes for found in lines)
    assert all((found.units > 0) == found.billable for found in lines)
    for client in clients:
        billed = sum(found.units for found in lines if found.record.client == client)
        assert billed + before <= 800
    for one in lines:
        for other in lines:
            if one is not other and one.billable and other.billable:
                apart = (
                    one.record.stopped <= other.record.started
                    or other.record.stopped <= one.record.started
                )
                assert apart or one.record.coach != other.record.coach

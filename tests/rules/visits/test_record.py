"""What the record of a visit must hold, and what cannot be right in it."""

from datetime import date, datetime

import pytest

from caseway.rules.records.visits.asks import asks_of, to_be_confirmed
from caseway.rules.records.visits.codes import Activity, Phase, Setting
from caseway.rules.records.visits.elements import BY_SIGNING, ELEMENT_LABELS, Element
from caseway.rules.records.visits.record import (
    Doing,
    Record,
    faults,
    late_entry,
    missing,
    missing_to_sign,
)
from tests.rules.visits.scenes import ASKS, DAY, NEW_YORK, record

EMPTY = {
    Element.NAME: {"named": False},
    Element.MEDICAID_ID: {"medicaid_id": False},
    Element.SERVICE: {"phase": None},
    Element.DATE: {"day": None},
    Element.STARTED: {"started": None},
    Element.STOPPED: {"stopped": None},
    Element.SETTING: {"setting": None},
    Element.PLACE: {"place": False},
    Element.MODE: {"mode": None},
    Element.CONTACT: {"contact": None},
    Element.GOAL: {"doings": (Doing(Activity.COACHING, "g1"), Doing(Activity.CHECK_IN))},
    Element.RESPONSE: {"response": None},
    Element.SIGNER: {"signer": False},
    Element.SIGNATURE: {"signed": False},
    Element.WRITTEN_ON: {"written_on": None},
}


def names(found):
    return [one.element for one in found]


def test_a_whole_record_lacks_nothing():
    assert missing(record(), ASKS) == ()
    assert list(faults(record(), ASKS)) == []


@pytest.mark.parametrize("element", EMPTY)
def test_each_missing_element_is_named(element):
    found = missing(record(**EMPTY[element]), ASKS)

    assert names(found) == [element]
    assert found[0].reason.text == f"Missing: {ELEMENT_LABELS[element]}"


def test_example_9_a_checklist_without_a_stop_time_is_incomplete():
    found = missing(record(stopped=None), ASKS)

    assert [one.reason.text for one in found] == ["Missing: Stop time"]


def test_without_any_activity_both_activity_and_goal_are_missing():
    assert names(missing(record(doings=()), ASKS)) == [Element.ACTIVITY, Element.GOAL]


def test_an_empty_record_lacks_everything_in_the_funders_order():
    found = names(missing(Record(key="v", client="c", coach="k"), ASKS))

    assert found == list(ASKS.elements) == list(Element)


def test_before_signing_what_signing_puts_down_is_not_missing():
    unsigned = record(signer=False, signed=False, written_on=None, response=None)

    assert names(missing_to_sign(unsigned, ASKS)) == [Element.RESPONSE]
    assert set(names(missing(unsigned, ASKS))) == {Element.RESPONSE, *BY_SIGNING}


@pytest.mark.parametrize(
    ("setting", "size", "lacks"),
    [
        (Setting.ALONE, None, []),
        (Setting.GROUP, None, [Element.SETTING]),
        (Setting.GROUP, 2, []),
    ],
)
def test_a_group_says_how_many(setting, size, lacks):
    assert names(missing(record(setting=setting, group_size=size), ASKS)) == lacks


@pytest.mark.parametrize("size", [2, 8])
def test_a_group_has_two_to_eight_people(size):
    assert list(faults(record(setting=Setting.GROUP, group_size=size), ASKS)) == []


@pytest.mark.parametrize("size", [1, 9])
def test_example_10_a_smaller_or_larger_group_is_rejected(size):
    of_nine = record(setting=Setting.GROUP, group_size=size, phase=Phase.INTENSIVE)

    assert [one.text for one in faults(of_nine, ASKS)] == [
        f"A group has from 2 to 8 people; this one has {size}."
    ]


@pytest.mark.parametrize(
    ("stopped", "said"),
    [
        (datetime(2026, 11, 3, 10, 0), ["The stop time is not after the start time"]),
        (datetime(2026, 11, 3, 10, 1), []),
        (datetime(2026, 11, 3, 22, 0), []),
        (datetime(2026, 11, 3, 22, 1), ["From start to stop is more than 12 hours"]),
    ],
)
def test_times_that_cannot_be_right_are_said(stopped, said):
    found = [one.text for one in faults(record(stopped=stopped.replace(tzinfo=NEW_YORK)), ASKS)]

    assert [text.split(".")[0] for text in found] == said


def test_a_start_on_another_day_than_the_date_is_said():
    found = [one.text for one in faults(record(day=date(2026, 11, 4)), ASKS)]

    assert found == [
        "The start time lies on Tue, Nov 3, 2026, the date says Wed, Nov 4, 2026. "
        "Correct one of them."
    ]


@pytest.mark.parametrize(
    ("started", "stopped", "minutes"),
    [
        # The night the clock goes back: 1:30 comes twice, an hour apart.
        (datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 1, 30, fold=1), 60),
        (datetime(2026, 11, 1, 0, 30), datetime(2026, 11, 1, 2, 30), 180),
        # The night it goes forward: from 1:30 to 3:30 is one hour.
        (datetime(2026, 3, 8, 1, 30), datetime(2026, 3, 8, 3, 30), 60),
    ],
)
def test_minutes_pass_by_the_world_and_not_by_the_wall(started, stopped, minutes):
    zoned = record(
        started=started.replace(tzinfo=NEW_YORK), stopped=stopped.replace(tzinfo=NEW_YORK)
    )

    assert zoned.minutes == minutes


@pytest.mark.parametrize(
    ("written_on", "said"),
    [
        (DAY, None),
        (date(2026, 11, 4), None),
        (date(2026, 11, 5), "Late entry: written 2 days after the visit"),
        (date(2026, 12, 3), "Late entry: written 30 days after the visit"),
        (None, None),
    ],
)
def test_more_than_a_day_later_is_a_late_entry(written_on, said):
    found = late_entry(record(written_on=written_on), ASKS)

    assert (found and found.text) == said


def test_programs_of_another_type_are_asked_nothing():
    asks = asks_of("tanf", DAY)
    bare = record(
        stopped=None, doings=(), setting=Setting.GROUP, group_size=9, written_on=date(2027, 1, 1)
    )

    assert asks is None
    assert missing(bare, asks) == ()
    assert list(faults(bare, asks)) == []
    assert late_entry(bare, asks) is None


def test_what_was_not_read_in_its_source_is_marked_to_be_confirmed():
    unread = {param.key for param in to_be_confirmed()}

    assert unread == {"elements", "summary_elements", "unit_minutes", "hour_limits", "limit_days"}

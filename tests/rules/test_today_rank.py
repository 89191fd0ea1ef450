"""Today: who needs me first, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.caseload.ranking import rank, rank_all
from caseway.rules.caseload.sayings import SAYINGS
from caseway.rules.caseload.signals import (
    NEXT_ACTION,
    TASK_SIGNALS,
    CaseSignals,
    NextAction,
    Signal,
    SignalKind,
)
from caseway.rules.caseload.snooze import Snoozed, why_not_snooze
from caseway.rules.caseload.weights import Weight, weights_on
from caseway.rules.params import ParamError, load

K = SignalKind
TODAY = date(2026, 11, 23)
WEIGHTS = weights_on(TODAY)


def days(late):
    return TODAY - timedelta(late)


def case(number, *signals):
    return CaseSignals(int(number), f"W-{number}", signals)


def ranked(*cases, **more):
    return [found.number for found in rank_all(cases, WEIGHTS, TODAY, **more)]


def test_stakes_come_before_small_things_however_many():
    benefit = case("2", Signal(K.ADVERSE_DATE, days(0)))
    chores = case("1", *(Signal(K.TASK, days(14), ref=str(n)) for n in range(50)))

    assert ranked(chores, benefit) == ["W-2", "W-1"]


def test_the_order_of_stakes_on_the_day_itself():
    due_today = [
        case(str(number), Signal(kind, TODAY - timedelta(WEIGHTS.of(kind).grace_days)))
        for number, kind in enumerate(
            [
                K.TASK,
                K.NO_CONTACT,
                K.PROMISE,
                K.VERIFICATION,
                K.MESSAGE,
                K.HOURS_SHORT,
                K.ADVERSE_DATE,
            ]
        )
    ]

    assert ranked(*due_today) == ["W-6", "W-5", "W-4", "W-3", "W-2", "W-1", "W-0"]


def test_equal_stakes_go_by_the_earlier_day_and_then_by_case_number():
    capped = WEIGHTS.of(K.PROMISE).cap_days
    late = Signal(K.PROMISE, days(capped))
    later = Signal(K.PROMISE, days(capped + 5))

    assert ranked(case("3", late), case("1", late), case("2", later)) == ["W-2", "W-1", "W-3"]


def test_a_reason_says_why_in_words_and_what_to_do():
    found = rank(case("1", Signal(K.MESSAGE, days(3))), WEIGHTS, TODAY)

    assert found.items[0].reason.text == (
        "Wrote to you on Fri, Nov 20, 2026; the answer is 2 days late"
    )
    assert found.items[0].action is NextAction.ANSWER_MESSAGE
    assert found.due == days(2)
    assert "ADR" in found.items[0].reason.source


@pytest.mark.parametrize(
    ("late", "text"),
    [
        (-2, "Bring pay stubs, due Wed, Nov 25, 2026"),
        (0, "Bring pay stubs, due today"),
        (1, "Bring pay stubs, 1 day late"),
        (2, "Bring pay stubs, 2 days late"),
    ],
)
def test_a_task_speaks_of_the_day_ahead_today_and_past(late, text):
    signal = Signal(K.TASK, days(late), about={"what": "Bring pay stubs"})

    assert rank(case("1", signal), WEIGHTS, TODAY).items[0].reason.text == text


def test_silence_is_told_in_days_since_the_last_contact():
    found = rank(case("1", Signal(K.NO_CONTACT, days(41))), WEIGHTS, TODAY)

    assert found.items[0].reason.text == "No contact since Tue, Oct 13, 2026, 41 days"


@pytest.mark.parametrize(
    ("late", "amount", "text"),
    [
        (-7, 1, "1 hour short this month, for which hours count through Mon, Nov 30, 2026"),
        (-7, 9, "9 hours short this month, for which hours count through Mon, Nov 30, 2026"),
        (0, 9, "9 hours short this month, for which hours count through today"),
        (2, 1, "1 hour short in the month that ended with Sat, Nov 21, 2026"),
    ],
)
def test_missing_hours_are_told_with_the_days_left(late, amount, text):
    signal = Signal(K.HOURS_SHORT, days(late), amount=amount)

    assert rank(case("1", signal), WEIGHTS, TODAY).items[0].reason.text == text


@pytest.mark.parametrize("kind", SignalKind)
@pytest.mark.parametrize("late", [-1, 0, 1, 40])
def test_every_kind_can_speak_at_any_time_with_no_words_of_its_own(kind, late):
    weight = WEIGHTS.of(kind)
    signal = Signal(kind, days(late + weight.grace_days))

    found = rank(case("1", signal), WEIGHTS, TODAY, may_see_restricted=True)

    if late >= -weight.ahead_days:
        text = found.items[0].reason.text
        assert text[0].isupper() or text[0].isdigit()
        assert "%" not in text
    else:
        assert found is None


def test_every_kind_has_sentences_an_action_and_a_weight():
    assert set(SAYINGS) == set(NEXT_ACTION) == set(SignalKind)
    assert set(SignalKind) <= set(WEIGHTS.by_key)
    assert set(TASK_SIGNALS.values()) <= set(SignalKind)


def test_nothing_to_do_is_no_rank():
    far = Signal(K.TASK, days(-40))

    assert rank(case("1", far), WEIGHTS, TODAY) is None
    assert rank_all([case("1"), case("2", far)], WEIGHTS, TODAY) == []


def test_a_safety_follow_up_neither_shows_nor_moves_a_case_for_others():
    guarded = case("1", Signal(K.TASK, days(0)), Signal(K.SAFETY_FOLLOW_UP, days(2)))
    plain = case("1", Signal(K.TASK, days(0)))

    assert rank(guarded, WEIGHTS, TODAY) == rank(plain, WEIGHTS, TODAY)
    assert rank(guarded, WEIGHTS, TODAY, may_see_restricted=True).items[0].signal.kind is (
        K.SAFETY_FOLLOW_UP
    )
    assert ranked(guarded, case("2", Signal(K.PROMISE, days(1))), may_see_restricted={2}) == [
        "W-2",
        "W-1",
    ]


def test_more_messages_weigh_more():
    one, three = (Signal(K.MESSAGE, days(2), amount=n) for n in (1, 3))

    assert ranked(case("1", one), case("2", three)) == ["W-2", "W-1"]


def test_a_task_of_a_kind_with_weights_of_its_own_uses_them():
    review = case("2", Signal(K.TASK, days(0), sort="review"))

    assert ranked(case("1", Signal(K.TASK, days(0), sort="other")), review) == ["W-2", "W-1"]


# Properties.

SIGNALS = st.builds(
    Signal,
    st.sampled_from(list(SignalKind)),
    st.integers(-40, 60).map(days),
    sort=st.sampled_from(["", "review", "other"]),
    ref=st.sampled_from(["", "1", "2"]),
    amount=st.integers(1, 30),
)
CASES = st.lists(st.lists(SIGNALS, max_size=6), max_size=8).map(
    lambda many: [case(str(n), *signals) for n, signals in enumerate(many)]
)


def key(signals):
    found = rank(case("1", *signals), WEIGHTS, TODAY, may_see_restricted=True)
    return found.order if found else (1, date.max)


@given(st.lists(SIGNALS, max_size=6), SIGNALS)
def test_another_signal_never_ranks_a_case_lower(signals, another):
    assert key([*signals, another]) <= key(signals)


@given(st.lists(SIGNALS, max_size=5), SIGNALS, st.integers(1, 60), st.integers(0, 9))
def test_more_overdue_or_more_of_it_never_ranks_lower(signals, one, more_days, more_of_it):
    worse = one._replace(on=one.on - timedelta(more_days), amount=one.amount + more_of_it)

    assert key([*signals, worse]) <= key([*signals, one])


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_is_irrelevant(cases, random):
    shuffled = [
        one._replace(signals=tuple(random.sample(one.signals, len(one.signals))))
        for one in random.sample(cases, len(cases))
    ]

    assert [one.order for one in rank_all(shuffled, WEIGHTS, TODAY)] == [
        one.order for one in rank_all(cases, WEIGHTS, TODAY)
    ]


@given(CASES)
def test_the_counted_parts_sum_to_the_score_and_stand_strongest_first(cases):
    for found in rank_all(cases, WEIGHTS, TODAY, may_see_restricted=True):
        assert found.score == sum(item.counted for item in found.items)
        assert [item.points for item in found.items] == sorted(
            (item.points for item in found.items), reverse=True
        )
        assert found.items[0].counted == found.items[0].points > 0
        assert found.due == min(item.due for item in found.items)


@given(CASES)
def test_the_order_is_total(cases):
    orders = [one.order for one in rank_all(cases, WEIGHTS, TODAY)]

    assert orders == sorted(set(orders))


@given(st.lists(SIGNALS, min_size=1, max_size=30))
def test_a_case_never_scores_twice_its_strongest_reason(signals):
    found = rank(case("1", *signals), WEIGHTS, TODAY)

    if found:
        assert found.score < 2 * found.items[0].points


# Snoozing.


def put_off(signal, until, made_on=TODAY):
    weight = WEIGHTS.of(signal.kind, signal.sort)
    late = (made_on - signal.on).days - weight.grace_days
    return {signal.key: Snoozed(until, made_on, weight.at(late, signal.amount))}


def shown(signal, snoozed, today):
    found = rank(case("1", signal), WEIGHTS, today, snoozed=snoozed)
    return found is not None


@pytest.mark.parametrize(
    ("today", "is_shown"), [(TODAY, False), (date(2026, 11, 26), False), (date(2026, 11, 27), True)]
)
def test_a_snoozed_item_comes_back_on_its_day(today, is_shown):
    promise = Signal(K.PROMISE, days(3))

    assert shown(promise, put_off(promise, date(2026, 11, 27)), today) is is_shown


def test_days_passing_do_not_wake_it_but_a_worse_signal_does():
    message = Signal(K.MESSAGE, days(2))
    snoozed = put_off(message, date(2026, 11, 30))
    tomorrow = TODAY + timedelta(1)

    assert not shown(message, snoozed, tomorrow)
    assert shown(message._replace(amount=2), snoozed, tomorrow)
    assert shown(message._replace(on=days(4)), snoozed, tomorrow)


def test_a_new_signal_shows_beside_a_snoozed_one():
    old, new = Signal(K.TASK, days(0), ref="7"), Signal(K.TASK, days(0), ref="8")
    snoozed = {1: put_off(old, date(2026, 11, 30))}

    (found,) = rank_all([case("1", old, new)], WEIGHTS, TODAY, snoozed=snoozed)

    assert [item.signal.ref for item in found.items] == ["8"]


@given(SIGNALS, st.integers(1, 20), st.integers(0, 30))
def test_time_alone_never_wakes_a_snoozed_item_early(signal, until, later):
    snoozed = put_off(signal, TODAY + timedelta(until))
    weight = WEIGHTS.of(signal.kind, signal.sort)
    if weight.restricted or not shown(signal, None, TODAY):
        return

    assert shown(signal, snoozed, TODAY + timedelta(later)) is (later >= until)


@pytest.mark.parametrize(
    ("kind", "late", "until", "reason", "code"),
    [
        (K.PROMISE, 0, 3, "She is out of town", None),
        (K.PROMISE, 0, 3, " ", "snooze.no_reason"),
        (K.PROMISE, 0, 0, "Later", "snooze.not_later"),
        (K.PROMISE, 0, 31, "Later", None),
        (K.PROMISE, 0, 32, "Later", "snooze.too_long"),
        (K.ADVERSE_DATE, -3, 3, "Proof is on its way", None),
        (K.ADVERSE_DATE, -3, 4, "Proof is on its way", "snooze.too_late"),
        (K.ADVERSE_DATE, 0, 1, "Proof is on its way", "snooze.too_late"),
        (K.ADVERSE_DATE, 2, 4, "Appeal filed", None),
    ],
)
def test_what_can_be_put_off_and_until_when(kind, late, until, reason, code):
    refusal = why_not_snooze(
        Signal(kind, days(late)), WEIGHTS.of(kind), TODAY + timedelta(until), reason, TODAY
    )

    assert (refusal and refusal.code) == code


def test_a_snooze_key_fits_its_column():
    assert Signal(K.TASK, TODAY, ref="812").key == "task:812"
    assert Signal(K.PROMISE, TODAY).key == "promise"
    assert len(Signal(K.MISSED_APPOINTMENT, TODAY, ref="9" * 60).key) == 40


# Weights.


@pytest.mark.parametrize(
    ("late", "points"), [(-3, 0), (-2, 80), (0, 100), (4, 140), (5, 150), (6, 150), (400, 150)]
)
def test_a_weight_shows_ahead_grows_by_the_day_and_stops_at_its_cap(late, points):
    assert Weight(100, per_day=10, ahead_days=2, cap_days=5).at(late) == points


def test_a_weight_that_would_be_nothing_on_its_first_day_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        Weight(20, per_day=10, ahead_days=2, cap_days=5)


def test_a_kind_without_weights_is_refused_by_name(tmp_path):
    (tmp_path / "few.toml").write_text(
        "[task]\nunit = 'p'\nsource = 's'\nvalues = { 2026-01-01 = { points = 1 } }"
    )

    with pytest.raises(ParamError, match="adverse_date"):
        weights_on(TODAY, load("few", tmp_path))

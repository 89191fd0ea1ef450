"""What holds for every forecast and every way, whatever the family and the month."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from caseway.rules.participation.assess import assess
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Entry, Mark, Proof
from caseway.rules.participation.family import Homework
from caseway.rules.participation.forecast.outlook import forecast
from caseway.rules.participation.forecast.shortfall import family_short
from caseway.rules.participation.forecast.situation import PastDay, Situation, Slot
from caseway.rules.participation.forecast.ways import ways
from caseway.rules.participation.standing import Standing
from tests.rules.participation.scenes import (
    ANA,
    CHILD_3,
    CHILD_8,
    LUIS,
    A,
    both,
    days,
    family,
    mother,
    on,
    place,
    rules,
    slots,
)

DAYS = range(28)  # 28 February is day 0, Friday the 27th of March the last
MINUTES = st.integers(0, 16).map(lambda quarters: quarters * 30)
LAWS = [
    rules(),
    rules(holidays=[5, 17]),
    rules(jobsearch_day_rule=False, extended_jobsearch=True),
    rules(deeming=True, minimum_wage_cents=1200),
    rules(averaging="calendar"),
]


@st.composite
def entries(draw, people):
    """At most one entry a day, person and activity, and never a day too long."""
    keys = st.tuples(st.sampled_from(DAYS), st.sampled_from(people), st.sampled_from(list(A)))
    chosen = draw(st.lists(keys, max_size=8, unique_by=lambda key: key[:2]))
    found = []
    for day, person, activity in chosen:
        scheduled, attended = draw(MINUTES), draw(MINUTES)
        mark = draw(st.sampled_from(Mark))
        proof = draw(st.sampled_from(Proof))
        if mark in (Mark.EXCUSED, Mark.UNEXCUSED):
            attended = min(attended, scheduled)
        found.append(Entry(day, person, activity, mark, proof, scheduled, attended))
    return tuple(found)


@st.composite
def situations(draw):
    pair = draw(st.booleans())
    people = [ANA, LUIS] if pair else [ANA]
    balances = Balances(
        absence_minutes=draw(st.sampled_from([0, 4000, 4800])),
        holidays=draw(st.sampled_from([0, 10])),
        jobsearch_minutes=draw(st.sampled_from([0, 6000, 10_000, 10_800])),
        voced_months=draw(st.sampled_from([0, 11, 12])),
    )
    facts = {
        "balances": balances,
        "homework": (Homework(A.VOCED, draw(MINUTES) * 4),),
        "cares_for_disabled": draw(st.booleans()),
    }
    child = draw(st.sampled_from([CHILD_3, CHILD_8]))
    made = family(mother(**facts), children=(child,), snap_cents=30_000)
    if pair:
        made = both(children=(child,), federal_child_care=draw(st.booleans()))
    slot = st.builds(
        Slot,
        st.sampled_from(DAYS).map(on),
        st.sampled_from(people),
        st.sampled_from(list(A)),
        MINUTES,
    )
    past = st.builds(
        PastDay,
        st.integers(-40, 20).map(on),
        st.sampled_from(people),
        st.sampled_from([A.UNSUB, A.WORKEXP]),
        st.just(360),
        st.integers(0, 400),
    )
    opening = st.builds(
        place,
        st.sampled_from(list(A)),
        st.integers(1, 3),
        known=st.booleans(),
        minutes_a_day=st.sampled_from([60, 240]),
    )
    steady, marked_to, hours_a_day = (
        draw(st.sampled_from([A.UNSUB, A.WORKEXP, A.VOCED])),
        draw(st.integers(-1, 27)),
        draw(st.sampled_from([0, 4, 5, 5, 5.5, 5.5, 6])),
    )
    proof = draw(st.sampled_from([Proof.VERIFIED, Proof.VERIFIED, Proof.UNPROVEN]))
    odd = draw(entries(people))
    taken = {(one.day, one.person) for one in odd}
    base = [
        one
        for one in days(0, marked_to, hours_a_day, steady, proof=proof)
        if (one.day, one.person) not in taken
    ]
    return Situation(
        made,
        (*odd, *base),
        (
            *slots(marked_to + 1, 27, hours_a_day, steady),
            *draw(st.lists(slot, max_size=8, unique_by=lambda one: (one.on, one.person))),
        ),
        tuple(draw(st.lists(past, max_size=10))),
        tuple(draw(st.lists(opening, max_size=3))),
    )


LAW = st.sampled_from(LAWS)
DAY = st.integers(-1, 31)


def misses(result):
    return Standing.NOT_ENGAGED in (result.overall, result.two_parent)


@settings(max_examples=40, deadline=None)
@given(situations(), DAY, LAW)
def test_each_way_brings_what_it_says_when_the_rules_are_asked_again(situation, day, law):
    seen = forecast(situation, on(day), law)
    found = ways(seen, situation.openings, law)
    before = family_short(seen.projected, seen.book.family, seen.book.entries, law)

    for way in found.single:
        again = assess(way.after.family, way.after.entries, law)
        left = family_short(again, way.after.family, way.after.entries, law)
        assert way.closes is not misses(again)
        assert left.minutes < before.minutes
        assert way.leaves == left.worst
    if found.together:
        assert len(found.together) <= 6
        assert not misses(
            assess(found.together[-1].after.family, found.together[-1].after.entries, law)
        )


@settings(max_examples=40, deadline=None)
@given(situations(), DAY, LAW)
def test_what_is_short_is_what_the_rules_call_not_engaged(situation, day, law):
    seen = forecast(situation, on(day), law)

    assert bool(seen.short) is misses(seen.projected)
    assert seen.short.core <= seen.short.minutes
    if not seen.short:
        assert ways(seen, situation.openings, law).single == ()


@settings(max_examples=40, deadline=None)
@given(situations(), LAW)
def test_with_everything_marked_the_last_day_shows_the_result(situation, law):
    unscheduled = replace(situation, schedule=())
    last = forecast(unscheduled, on(27), law)
    later = forecast(situation, on(32), law)

    assert last.projected == assess(situation.family, situation.entries, law)
    assert later.projected == later.now == last.projected


@settings(max_examples=40, deadline=None)
@given(situations(), DAY, LAW, st.sampled_from(DAYS))
def test_a_further_proven_hour_of_work_never_widens_the_gap(situation, day, law, at):
    more = Entry(at, ANA, A.SUBPUB, Mark.PRESENT, Proof.VERIFIED, 60, 60)
    elsewhere = replace(
        situation,
        schedule=tuple(one for one in situation.schedule if one.activity != A.SUBPUB),
    )
    richer = replace(elsewhere, entries=(*elsewhere.entries, more))

    before, after = (forecast(one, on(day), law) for one in (elsewhere, richer))

    assert after.short.minutes <= before.short.minutes


@settings(max_examples=40, deadline=None)
@given(situations(), DAY, LAW, st.randoms())
def test_the_order_of_facts_is_irrelevant(situation, day, law, random):
    def shuffled(items):
        copied = list(items)
        random.shuffle(copied)
        return tuple(copied)

    other = replace(
        situation,
        entries=shuffled(situation.entries),
        schedule=shuffled(situation.schedule),
        history=shuffled(situation.history),
        openings=shuffled(situation.openings),
    )
    first, second = forecast(situation, on(day), law), forecast(other, on(day), law)

    assert first.short == second.short
    assert first.expected == second.expected

    def told(seen, found):
        return [
            (way.kind, way.person, way.activity, way.minutes, way.closes)
            for way in ways(seen, found.openings, law).single
        ]

    assert sorted(told(first, situation)) == sorted(told(second, other))

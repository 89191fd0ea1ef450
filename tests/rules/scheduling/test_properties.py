"""Whatever is asked, the plan breaks no rule and hides nobody: random small months, judged."""

from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from caseway.rules.dates import DateSpan
from caseway.rules.scheduling.calendar import Duty
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.places import Hours, Window
from caseway.rules.scheduling.plans import Announced, Lock, Mode
from tests.rules.scheduling.scenes import calendar, client, coach, place, planned

FAST = (Phase.explicit, Phase.generate)
DAYS = st.integers(1, 30).map(lambda day: date(2026, 11, day))
OPENS = st.integers(500, 1000)
BEFORE = st.integers(1, 40).map(lambda days: date(2026, 11, 1) - timedelta(days))
WINDOW = st.builds(lambda opens, wide: Window(opens, opens + wide), OPENS, st.integers(-10, 240))
WINDOWS = st.dictionaries(st.integers(0, 6), st.lists(WINDOW, max_size=2).map(tuple), max_size=6)


@st.composite
def spans(draw):
    start = draw(DAYS)
    return (
        DateSpan(start, draw(st.none() | st.just(start + timedelta(draw(st.integers(0, 25)))))),
    )


@st.composite
def clients(draw, number):
    minute = draw(st.sampled_from([0, 7, 7, 30, 55, 140]))
    group = draw(st.booleans())
    return client(
        f"c{number}",
        tier=draw(st.sampled_from(list(Tier))),
        place=draw(st.sampled_from([place(minute), place(minute), place(minute), None])),
        windows=draw(WINDOWS),
        windows_on=draw(st.dictionaries(DAYS, st.lists(WINDOW, max_size=1).map(tuple), max_size=2)),
        workdays=frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        visit_minutes=draw(st.sampled_from([30, 60, 90])),
        served=draw(st.just(()) | spans()),
        away_on=draw(st.frozensets(DAYS, max_size=5)),
        last_contact_on=draw(st.none() | BEFORE),
        usual_weekday=draw(st.none() | st.integers(0, 4)),
        calls=draw(st.none() | st.integers(0, 4)),
        sessions=draw(st.none() | st.none() | st.integers(0, 5)),
        override_reason=draw(st.sampled_from(["", "In crisis"])),
        group=group,
        funder=draw(st.sampled_from(["", "", "vocational_rehabilitation"])),
        language=draw(st.sampled_from(["", "", "", "Bengali"])),
    )  # fmt: skip


@st.composite
def duties(draw):
    begins = draw(st.integers(480, 1020))
    where = draw(st.sampled_from([None, place(0), place(30)]))
    return Duty(draw(DAYS), begins, begins + draw(st.integers(15, 200)), where, "Duty")


@st.composite
def asked(draw):
    """A month as somebody might ask for it."""
    people = [draw(clients(number)) for number in range(draw(st.integers(1, 6)))]
    hours = draw(
        st.dictionaries(
            st.integers(0, 6),
            st.builds(lambda b, n: Hours(b, b + n), st.integers(480, 700), st.integers(60, 540)),
            min_size=1,
        )
    )
    days = calendar(
        holidays=draw(st.frozensets(DAYS, max_size=4)),
        leave=draw(st.frozensets(DAYS, max_size=10)),
        duties=tuple(draw(st.lists(duties(), max_size=3))),
        from_day=draw(st.none() | DAYS),
    )
    return people, days, coach(hours=hours, languages=frozenset({"Spanish"}))


@settings(max_examples=30, deadline=None, phases=FAST)
@given(asked())
def test_no_rule_is_broken_and_nobody_is_hidden(asked):
    people, days, by = asked

    planned(people, days, by, iterations=15)


@settings(max_examples=25, deadline=None, phases=FAST)
@given(asked(), st.data())
def test_what_stands_stays_whatever_it_does_to_the_rest(asked, data):
    people, days, by = asked
    first = planned(people, days, by, iterations=5)
    kept = [one for one in first.sessions if data.draw(st.booleans())]
    locks = [Lock(one.client, one.day, one.mode, one.begins) for one in kept]

    again = planned(people, days, by, locks=locks, iterations=15)

    assert not [r for r in again.refusals if r.code == "scheduling.lock_does_not_fit"]
    planned_so = {Lock(one.client, one.day, one.mode, one.begins) for one in again.sessions}
    assert planned_so >= set(locks)


@settings(max_examples=25, deadline=None, phases=FAST)
@given(
    asked(),
    st.lists(st.tuples(st.integers(0, 5), DAYS, st.sampled_from(list(Mode)), OPENS), max_size=6),
)
def test_locks_that_nobody_could_hold_are_refused_with_a_reason(asked, wild):
    people, days, by = asked
    found = {(f"c{n}", day): Lock(f"c{n}", day, mode, begins) for n, day, mode, begins in wild}

    planned(people, days, by, locks=list(found.values()), iterations=10)


@settings(max_examples=25, deadline=None, phases=FAST)
@given(asked())
def test_a_plan_that_was_announced_stays_when_nothing_changed(asked):
    people, days, by = asked
    first = planned(people, days, by, iterations=15)
    told = [Announced(one.client, one.day, one.mode, one.begins) for one in first.sessions]

    again = planned(people, days, by, previous=told, iterations=15)

    assert again.score.cost <= first.score.cost + 1e-6

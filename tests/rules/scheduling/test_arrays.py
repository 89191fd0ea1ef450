"""The search over arrays: the same hours and prices as over days, and the same plan compiled."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from math import comb

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from caseway.rules.scheduling.plans import Announced, Budget, Lock
from caseway.rules.scheduling.solver.anneal import HOT
from caseway.rules.scheduling.solver.engines import FASTER, Engine, searched
from caseway.rules.scheduling.solver.start import start
from tests.rules.scheduling.scenes import calendar, client, coach, days_of, place, planned
from tests.rules.scheduling.test_properties import asked
from tools.project import ROOT

pytest.importorskip("numba")

from caseway.rules.scheduling.solver.arrays import anneal as arrays
from caseway.rules.scheduling.solver.arrays import groups
from caseway.rules.scheduling.solver.arrays.groups import groups_of
from caseway.rules.scheduling.solver.arrays.layout import (
    BEST,
    COUNT,
    TRAVEL,
    VISITS,
    WORK,
)
from caseway.rules.scheduling.solver.arrays.pack import given_of, state_of, work_for
from caseway.rules.scheduling.solver.arrays.search import search
from caseway.rules.scheduling.solver.arrays.unpack import month_of
from tests.rules.scheduling.arrays import found, problem_of

FAST = (Phase.explicit, Phase.generate)


def together(people, where="shop"):
    """Everybody with a workplace has it at one place, and may be seen there with the others."""
    shared = place(30, where)
    return [replace(one, place=shared, group=True) if one.place else one for one in people]


def same_as_days(problem, iterations, seed):
    """Search over arrays; every row must say what the day says that has the same stops."""
    month = start(problem)
    facts, state = given_of(month), state_of(month, seed)
    arrays.begin(facts, state)
    assert state.sum[BEST] == pytest.approx(month.cost)
    if facts.able.shape[0]:
        search(facts, state, work_for(facts), iterations, 40.0, 4, 0.3, 6, 0.5)
    for block in (0, 2):
        again = month_of(problem, state, block)
        for day in again.days:
            row = block * len(problem.days) + day.number
            count = len(day.stops)
            assert day.feasible
            assert state.facts[row, COUNT] == count
            assert state.facts[row, [TRAVEL, WORK, VISITS]].tolist() == [
                day.travel, day.work, day.visits,
            ]  # fmt: skip
            assert state.cost[row] == pytest.approx(day.cost)
            times = state.times[row].tolist()
            assert times[0][: count + 1] == day.hungry
            assert times[1][: count + 1] == day.fed
            assert times[2][1 : count + 2] == day.by_hungry[1:]
            assert times[3][1 : count + 2] == day.by_fed[1:]
        assert state.sum[1 if block else 0] == pytest.approx(again.cost)
        assert state.price[block].tolist() == pytest.approx(again.of_client)


@settings(max_examples=30, deadline=None, phases=FAST)
@given(asked(), st.booleans(), st.integers(0, 1000))
def test_days_over_arrays_have_the_hours_and_prices_of_days_as_values(asked, shared, seed):
    people, days, by = asked

    problem = problem_of(together(people) if shared else people, days, by)

    if arrays.suits(problem):
        same_as_days(problem, 12, seed)


@settings(max_examples=25, deadline=None, phases=FAST)
@given(asked(), st.booleans(), st.data())
def test_what_stands_and_was_announced_costs_the_same_over_arrays(asked, shared, data):
    people, days, by = asked
    people = together(people) if shared else people
    first = planned(people, days, by, iterations=3)
    drawn = [(one, data.draw(st.sampled_from(["lock", "told", ""]))) for one in first.sessions]
    locks = [Lock(o.client, o.day, o.mode, o.begins) for o, what in drawn if what == "lock"]
    told = [Announced(o.client, o.day, o.mode, o.begins) for o, what in drawn if what == "told"]

    problem = problem_of(people, days, by, told, locks)

    if arrays.suits(problem):
        same_as_days(problem, 12, 1)


@settings(max_examples=25, deadline=None, phases=FAST)
@given(asked(), st.booleans())
def test_plans_searched_over_arrays_break_no_rule_and_hide_nobody(asked, shared):
    people, days, by = asked
    people = together(people) if shared else people

    plan = planned(people, days, by, iterations=1, engine=Engine.COMPILED)

    assert plan.engine in set(Engine)


@pytest.mark.slow
def test_compiled_or_not_the_same_seed_finds_the_same_month():
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "0"}

    compiled = subprocess.run(
        [sys.executable, "-m", "tests.rules.scheduling.arrays"],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip

    assert json.loads(compiled) == found()
    assert found(seed=8) != found()


def test_the_search_over_arrays_improves_on_where_it_began():
    people = [client(f"c{n}", 20 * n % 90, calls=0) for n in range(12)]
    begun = start(problem_of(people, calendar(), coach()))

    month, iterations, engine = searched(begun, Engine.COMPILED, Budget(iterations=4), 1, HOT)

    assert (iterations, engine) == (4 * FASTER, Engine.COMPILED)
    assert month.cost < begun.cost


def test_people_at_one_place_are_seen_together_where_that_is_cheapest():
    where = place(20, "shop")
    people = [client(key, place=where, group=True) for key in ("ana", "ben", "cleo")]

    plan = planned(people, engine=Engine.COMPILED)

    assert plan.engine == Engine.COMPILED
    assert days_of(plan, "ana") == days_of(plan, "ben") == days_of(plan, "cleo")
    assert len({(one.day, one.begins) for one in plan.sessions}) == len(days_of(plan, "ana"))


def test_every_session_of_a_group_has_a_number_before_the_search():
    where = place(20, "shop")
    people = [client(f"c{n}", place=where, group=True) for n in range(5)]
    problem = problem_of(people, calendar(), coach())
    most = problem.policy.group_most
    wanted = sum(comb(5, size) for size in range(2, most + 1))

    tables = groups_of(problem)

    assert groups.ways(problem) == wanted
    assert len(problem.stops.place) == 10 + wanted
    assert tables.size.max() == min(5, most)
    pair = problem.stops.of_parts((0, 2))
    assert tables.joined[0, 2] == tables.joined[2, 0] == pair
    assert (tables.left[pair, 0], tables.left[pair, 1], tables.left[pair, 2]) == (2, 0, -1)
    assert tables.joins.tolist() == [1] * 5


def test_a_place_with_too_many_groups_is_planned_by_the_plain_search(monkeypatch):
    where = place(20, "shop")
    people = [client(key, place=where, group=True) for key in ("ana", "ben", "cleo")]
    monkeypatch.setattr(groups, "MOST", 3)

    assert groups.ways(problem_of(people, calendar(), coach())) == 4
    assert planned(people, engine=Engine.COMPILED).engine == Engine.PLAIN
    assert planned(people[:2], engine=Engine.COMPILED).engine == Engine.COMPILED


def test_the_clock_and_the_caller_stop_the_search_over_arrays():
    people = [client(f"c{n}", 10 * n) for n in range(5)]
    begun = start(problem_of(people, calendar(), coach()))
    told = []
    caller = Budget(1024, keep_going=lambda done: told.append(done) or done < 0.5)
    ticks = iter(range(100))
    clock = Budget(100_000, seconds=3, clock=lambda: float(next(ticks)))

    assert arrays.anneal(begun, caller, 1)[1] == 512
    assert told == [0, 0.25, 0.5]
    assert arrays.anneal(begun, clock, 1)[1] == 512

"""No plan is under the bound; on tiny months the optimum is what trying everything finds."""

from dataclasses import replace

import pytest

from caseway.demo.bench.certificate.days import contents
from caseway.demo.bench.certificate.months import Frame, Visit, asked_of
from caseway.demo.bench.planner.coach_months import coach_month
from caseway.demo.bench.planner.measure import DAY
from caseway.demo.subway import subway_on
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget
from caseway.rules.scheduling.policy import policy_on
from tests.rules.scheduling.oracle import least_cost
from tests.rules.scheduling.scenes import POLICY, Line, client, coach
from tests.rules.scheduling.test_oracle import minutes, tiny

TIGHT = replace(POLICY, load_target=200, visits_a_day=2)


def master():
    """The part that needs HiGHS, which only who tests or measures has."""
    return pytest.importorskip(
        "caseway.demo.bench.certificate.master", reason="HiGHS is not installed"
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_optimum_of_a_tiny_month_is_what_trying_everything_finds(seed):
    people, days, by = tiny(seed)
    people = [replace(one, calls=0) for one in people]  # calls are let go, so they could be under

    asked = asked_of(by, people, days, Line(), TIGHT)

    least = least_cost(by, people, days, minutes, TIGHT)
    assert master().optimum_of(asked) == pytest.approx(least)
    assert master().bound_of(asked).cost <= least + 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_with_calls_the_bound_is_never_over_the_least_cost(seed):
    people, days, by = tiny(seed)

    bound = master().bound_of(asked_of(by, people, days, Line(), TIGHT))

    least = least_cost(by, people, days, minutes, TIGHT)
    assert 0.8 * least <= bound.cost <= least + 1e-6


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_plan_of_a_small_month_is_under_the_bound_and_good_ones_are_near(seed):
    month, travel, policy = coach_month(seed, people=10), subway_on(DAY), policy_on(DAY)

    plan = plan_month(
        month.coach, month.clients, month.calendar, travel, policy, budget=Budget(1500), seed=1
    )
    bound = master().bound_of(asked_of(month.coach, month.clients, month.calendar, travel, policy))

    assert bound.cost <= plan.score.cost + 1e-6
    assert plan.score.cost <= 1.1 * bound.cost
    assert plan.by_hand.score.cost > bound.cost


def test_a_bound_costs_more_when_less_is_possible():
    people, days, by = tiny(3)
    asked = asked_of(by, people, days, Line(), TIGHT)
    fewer = asked_of(by, people, replace(days, leave=days.leave | {asked.days[0]}), Line(), TIGHT)

    assert master().bound_of(fewer).cost >= master().bound_of(asked).cost


def test_a_day_holds_what_fits_around_meal_and_windows():
    one = Visit(0, 1, 60, ((700, 700),))
    other = Visit(1, 1, 60, ((780, 790),))
    frame = Frame(540, 1020, 0, 0, 0, True, (one, other))
    ways = [[0, 30], [30, 0]]

    found = contents(frame, ways, POLICY)

    # From 700 to 760 the first, then the meal to 805: too late for the other. Before the first
    # there is no meal, which begins at 690 at the earliest; after the other, at 840, it is over.
    assert [(held.clients, held.travel) for held in found] == [((), 0), ((0,), 60), ((1,), 60)]
    early = frame._replace(visits=(one, other._replace(windows=((780, 805),))))
    assert ((0, 1), 60) in [(held.clients, held.travel) for held in contents(early, ways, POLICY)]


def test_there_is_no_bound_on_groups_and_it_is_said():
    people, days, by = tiny(1)

    with pytest.raises(ValueError, match="groups"):
        asked_of(by, [replace(one, group=True) for one in people], days, Line(), TIGHT)


def test_who_speaks_another_language_is_in_no_day():
    _, days, _ = tiny(1)
    people = [client("a", language="Spanish"), client("b")]

    asked = asked_of(coach(), people, days, Line(), TIGHT)

    assert {visit.client for frame in asked.frames for visit in frame.visits} == {1}
